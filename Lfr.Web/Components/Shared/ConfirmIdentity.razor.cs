using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Lfr.Web.Components.Shared;

/// <summary>Takes a code of the second factor for the person who is signed in, and answers whether it counts.</summary>
/// <param name="code">What was entered.</param>
/// <param name="cancellationToken">Gives up.</param>
public delegate Task<Outcome> ConfirmWithCode(string code, CancellationToken cancellationToken);

/// <summary>
/// Asks for the second factor again, in the middle of a page, so that whatever was typed there stays. The page sends its command again when the person presses its button again.
/// </summary>
public sealed partial class ConfirmIdentity : IAsyncDisposable
{
    // One at a time: a page shows one refusal.
    private const string FormId = "confirm-identity";

    private readonly CancellationTokenSource leaving = new();
    private IJSObjectReference? script;
    private string code = "";
    private string? problem;
    private bool confirmed;

    /// <summary>What the person does next.</summary>
    [Parameter]
    public string Next { get; set; } = "Do it again now.";

    /// <summary>Tells that it is confirmed.</summary>
    [Parameter]
    public EventCallback OnConfirmed { get; set; }

    [Inject]
    private ConfirmWithCode Confirm { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        leaving.Dispose();
        if (script is null)
            return;
        try
        {
            await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its scripts with it.
        }
    }

    private async Task EnterAsync()
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            problem = "Enter the code that your app shows now.";
            return;
        }

        var outcome = await Confirm(code, leaving.Token);
        code = "";
        await AnsweredAsync(outcome.Succeeded ? null : outcome.Explanation);
    }

    private async Task UsePasskeyAsync()
    {
        script ??= await Js.InvokeAsync<IJSObjectReference>("import", leaving.Token, "./passkeys.js");
        var answer = await script.InvokeAsync<PasskeyAnswer>("within", leaving.Token, FormId, "Confirm", null);
        await AnsweredAsync(answer.Problem);
    }

    private async Task AnsweredAsync(string? wrong)
    {
        problem = wrong;
        confirmed = wrong is null;
        if (confirmed)
            await OnConfirmed.InvokeAsync();
    }
}

/// <summary>What <c>passkeys.js</c> answers.</summary>
/// <param name="Problem">What went wrong, as sentences; <see langword="null"/> when nothing did.</param>
/// <param name="StepUp">Whether the second factor has to be given again first.</param>
public sealed record PasskeyAnswer(string? Problem, bool StepUp);

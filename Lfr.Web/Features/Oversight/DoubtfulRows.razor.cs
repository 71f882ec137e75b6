using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Oversight.Commands;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Oversight;

/// <summary>Rows that were changed outside Lfr, each with the two steps after which it counts as it stands.</summary>
public sealed partial class DoubtfulRows
{
    private Actor actor = CurrentActor.Nobody;
    private Outcome? outcome;
    private string done = "";

    /// <summary>The rows, with the reference of their deployment.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<(string Reference, DoubtfulRow Row)> Rows { get; set; } = [];

    /// <summary>After a step: the log says something else now.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private AskToAcceptRow Ask { get; set; } = null!;

    [Inject]
    private AcceptRow Accept { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => actor = await Current.GetAsync();

    private async Task AskAsync(string reference, DoubtfulRow row)
    {
        var question = new ReasonQuestion(
            $"Ask that {Words.Lower(row.Name)} of {reference} counts as it stands?", "Ask", "Oversight or the data protection officer decides.", "How it came to be as it is", "Stays in the audit log.");
        if (await ReasonDialog.AskAsync(Dialogs, question) is { } reason)
            await DoAsync(now => Ask.RunAsync(now, row.DeploymentId, row.Key, row.Hash, reason, CancellationToken.None), "Asked. Oversight or the data protection officer decides.");
    }

    private async Task AcceptAsync(string reference, DoubtfulRow row)
    {
        var question = new ReasonQuestion(
            $"Accept {Words.Lower(row.Name)} of {reference} as it stands?", "Accept", row.Why, "Why it may count", "Stays in the audit log.", Grave: true,
            Consequences: ["Decisions, runs and figures rest on it as it stands."]);
        if (await ReasonDialog.AskAsync(Dialogs, question) is { } reason)
            await DoAsync(now => Accept.RunAsync(now, row.DeploymentId, row.Key, row.Hash, reason, CancellationToken.None), $"{row.Name} of {reference} counts as it stands.");
    }

    private async Task DoAsync(Func<Actor, Task<Outcome>> command, string said)
    {
        (outcome, done) = (await command(await Current.GetAsync()), said);
        await OnChanged.InvokeAsync();
    }
}

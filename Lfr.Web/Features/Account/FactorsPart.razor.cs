using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Account.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Lfr.Web.Features.Account;

/// <summary>The second factors of one's own account: authenticator app, passkeys, recovery codes.</summary>
public sealed partial class FactorsPart : IAsyncDisposable
{
    private IJSObjectReference? script;
    private IReadOnlyList<string> codes = [];
    private string? key;
    private string code = "";
    private string name = "";

    /// <summary>The account.</summary>
    [Parameter]
    [EditorRequired]
    public OwnAccount Account { get; set; } = null!;

    /// <summary>Runs a command.</summary>
    [Parameter]
    [EditorRequired]
    public DoOnAccount Do { get; set; } = null!;

    [Inject]
    private SetUpAuthenticator SetUp { get; set; } = null!;

    [Inject]
    private RemoveAuthenticator RemoveApp { get; set; } = null!;

    [Inject]
    private RemovePasskey RemovePasskey { get; set; } = null!;

    [Inject]
    private MakeRecoveryCodes MakeCodes { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
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

    private void BeginApp() => (key, code) = (TimeCodes.NewKey(), "");

    private async Task KeepAppAsync()
    {
        // The key stays after a refusal: whoever scanned it enters another code.
        if ((await Do((actor, cancel) => SetUp.RunAsync(actor, key!, code, cancel), "The authenticator app is set up.")).Succeeded)
            key = null;
        code = "";
    }

    private Task RemoveAppAsync() => Do(RemoveApp.RunAsync, "The authenticator app is removed.");

    private Task RemoveAsync(HeldPasskey passkey) => Do((actor, cancel) => RemovePasskey.RunAsync(actor, passkey.Id, cancel), $"The passkey \"{passkey.Name}\" is removed.");

    private async Task AddPasskeyAsync()
    {
        var added = await Do(async (_, cancel) =>
        {
            script ??= await Js.InvokeAsync<IJSObjectReference>("import", cancel, "./passkeys.js");
            var answer = await script.InvokeAsync<PasskeyAnswer>("within", cancel, "add-passkey", nameof(PasskeyPurpose.Add), name);
            return answer switch
            {
                { Problem: null } => Outcome.Done,
                { StepUp: true } => Outcome.SecondFactorNeeded("Adding a passkey needs your second factor, given within the last minutes."),
                { Problem: { } problem } => Outcome.Incomplete("The passkey was not added.", problem),
            };
        }, "The passkey is added.");
        if (added.Succeeded)
            name = "";
    }

    private Task MakeCodesAsync() => Do(async (actor, cancel) =>
    {
        (var outcome, codes) = await MakeCodes.RunAsync(actor, cancel);
        return outcome;
    }, "Here are your recovery codes. Earlier ones count no longer.");
}

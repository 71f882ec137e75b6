using System.Globalization;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Administration;

/// <summary>Which other systems may talk to Lfr: asked for by one administrator, confirmed by another, revoked by any.</summary>
public sealed partial class SystemsPage
{
    private static readonly (string, string?)[] Trail = [("People", LfrRoutes.People), ("Other systems", null)];

    private readonly Dictionary<Guid, ResponsiblePerson?> heirs = [];
    private readonly HashSet<string> scopes = new(StringComparer.Ordinal);
    private Actor actor = CurrentActor.Nobody;
    private SystemsView? view;
    private Outcome? outcome;
    private string done = "";
    private string key = "";
    private string keyOf = "";
    private string name = "";
    private string networks = "";
    private string days = "90";
    private ResponsiblePerson? responsible;

    [Inject]
    private ReadSystems Read { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private AskForSystem Ask { get; set; } = null!;

    [Inject]
    private ConfirmSystem Confirm { get; set; } = null!;

    [Inject]
    private HandSystemOver HandOver { get; set; } = null!;

    [Inject]
    private ConfirmSystemHandover ConfirmHandover { get; set; } = null!;

    [Inject]
    private RevokeSystem Revoke { get; set; } = null!;

    private bool Manages => Permissions.ManageSystems.IsDoneBy(actor);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind == ChangeKind.Account;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        view = await Read.RunAsync(actor, Leaving);
    }

    private async Task<IEnumerable<ResponsiblePerson>> FindAsync(string? words, CancellationToken cancellationToken) =>
        await Read.FindAsync(await Current.GetAsync(cancellationToken), words ?? "", cancellationToken);

    private static string StateOf(SystemLine system) => system switch
    {
        { RevokedBy: not null, ConfirmedBy: null } => "Declined",
        { RevokedBy: not null } => "Revoked",
        { Works: true, IsAnswered: false } => "Nobody answers for it",
        { Works: true } => "Works",
        { IsWaiting: true } => "Waits for a second administrator",
        { ConfirmedBy: null } => "Lapsed",
        _ => "Expired",
    };

    private static Tone ToneOf(SystemLine system) => system switch
    {
        { Works: true, IsAnswered: false } => Tone.Bad,
        { Works: true } => Tone.Good,
        { IsWaiting: true } => Tone.Waiting,
        _ => Tone.Quiet,
    };

    private void Choose(string scope, bool on)
    {
        if (on)
            scopes.Add(scope);
        else
            scopes.Remove(scope);
    }

    private async Task AskAsync()
    {
        var wanted = new SystemClientWanted(
            name, responsible?.Id ?? Guid.Empty, [.. SystemScopes.All.Where(scopes.Contains)], networks.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        (outcome, done) = (await Ask.RunAsync(await Current.GetAsync(Leaving), wanted, Leaving), $"{name.Trim()} waits for a second administrator.");
        if (outcome.Succeeded)
        {
            (name, networks, days, responsible) = ("", "", "90", null);
            scopes.Clear();
        }

        await ReadAfreshAsync();
    }

    private async Task ConfirmAsync(SystemLine system)
    {
        (outcome, key) = await Confirm.RunAsync(await Current.GetAsync(Leaving), system.Id, Leaving);
        (keyOf, done) = (system.Name, $"{system.Name} may talk to Lfr.");
        await ReadAfreshAsync();
    }

    private async Task HandOverAsync(SystemLine system)
    {
        outcome = await HandOver.RunAsync(await Current.GetAsync(Leaving), system.Id, heirs.GetValueOrDefault(system.Id)?.Id ?? Guid.Empty, Leaving);
        done = $"Asked. Somebody else answers for {system.Name} when a second administrator confirms it.";
        if (outcome.Succeeded)
            heirs.Remove(system.Id);
        await ReadAfreshAsync();
    }

    private async Task ConfirmHandoverAsync(SystemLine system, SystemHandover handed)
    {
        (outcome, done) = (await ConfirmHandover.RunAsync(await Current.GetAsync(Leaving), system.Id, Leaving), $"{handed.Name} answers for {system.Name} from now on.");
        await ReadAfreshAsync();
    }

    private async Task RevokeAsync(SystemLine system)
    {
        var question = new ReasonQuestion(
            $"{(system.Works ? "Revoke" : "Decline")} {system.Name}?", system.Works ? "Revoke" : "Decline", "For a system that is replaced, was broken into, or whose key was lost.", Grave: true,
            Consequences: system.Works ? ["Its next call is refused. What it proposed stays."] : []);
        if (await ReasonDialog.AskAsync(Dialogs, question) is not { } reason)
            return;
        (outcome, done) = (await Revoke.RunAsync(await Current.GetAsync(Leaving), system.Id, reason, Leaving), $"{system.Name} may no longer talk to Lfr.");
        await ReadAfreshAsync();
    }
}

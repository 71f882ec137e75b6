using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>What waits for a second administrator, with what its reader may do about it.</summary>
public sealed partial class GrantCards
{
    /// <summary>As many at once: each is a decision of its own, and a whole unit may be asked for at once.</summary>
    private const int Most = 20;

    /// <summary>Of those about which the reader can do nothing but take them back: the list of people is below.</summary>
    private const int Few = 3;

    private readonly Dictionary<Guid, string> codes = [];
    private readonly HashSet<Guid> chosen = [];
    private string? title;
    private Outcome? outcome;
    private string done = "";

    /// <summary>What waits.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<WaitingGrant> Waiting { get; set; } = [];

    /// <summary>Who reads.</summary>
    [Parameter]
    [EditorRequired]
    public Actor Reader { get; set; } = CurrentActor.Nobody;

    /// <summary>Something was decided.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private ConfirmGrant Confirm { get; set; } = null!;

    [Inject]
    private DeclineGrant Decline { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Manages => Permissions.Of(Reader, Permissions.ManagePeople).Succeeded;

    private string Why(WaitingGrant grant) => grant switch
    {
        _ when !Manages || grant.MayConfirm => "",
        _ when grant.AccountId == Reader.UserId => "Nobody confirms for themselves.",
        _ => "Another administrator confirms it.",
    };

    // A staff table asks for two hundred duties. Whoever confirms has each in view and ticks it; each is a decision of its own, with its own line in the log.
    private IReadOnlyList<WaitingGrant> Several => Manages ? [.. Shown.Where(g => g is { MayConfirm: true, NeedsCode: false })] : [];

    private IReadOnlyList<WaitingGrant> Shown => [.. Waiting.Where(g => g.MayConfirm).Take(Most), .. Waiting.Where(g => !g.MayConfirm).Take(Few)];

    private IReadOnlyList<WaitingGrant> Chosen => [.. Several.Where(g => chosen.Contains(g.Id))];

    private void ChooseAll() => chosen.UnionWith(Several.Select(g => g.Id));

    private void Choose(WaitingGrant grant, bool on)
    {
        if (on)
            chosen.Add(grant.Id);
        else
            chosen.Remove(grant.Id);
    }

    private async Task ConfirmChosenAsync()
    {
        var confirmed = 0;
        title = null;
        foreach (var grant in Chosen)
        {
            outcome = await Confirm.RunAsync(await Current.GetAsync(), grant.Id, "", CancellationToken.None);
            if (!outcome.Succeeded)
            {
                title = $"Not confirmed for {grant.Name}: {grant.What}";
                break;
            }

            chosen.Remove(grant.Id);
            confirmed++;
        }

        done = $"Confirmed {Words.Count(confirmed, "request", "requests")}.";
        await Changed.InvokeAsync();
    }

    private async Task ConfirmAsync(WaitingGrant grant)
    {
        title = null;
        outcome = await Confirm.RunAsync(await Current.GetAsync(), grant.Id, grant.NeedsCode ? codes.GetValueOrDefault(grant.Id, "") : "", CancellationToken.None);
        done = $"Confirmed for {grant.Name}: {grant.What}.";
        await Changed.InvokeAsync();
    }

    private async Task DeclineAsync(WaitingGrant grant)
    {
        title = null;
        outcome = await Decline.RunAsync(await Current.GetAsync(), grant.Id, CancellationToken.None);
        done = $"Not given to {grant.Name}: {grant.What}.";
        await Changed.InvokeAsync();
    }
}

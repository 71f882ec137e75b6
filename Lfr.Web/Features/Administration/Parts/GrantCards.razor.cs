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

    private readonly Dictionary<Guid, string> codes = [];
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

    private async Task ConfirmAsync(WaitingGrant grant)
    {
        outcome = await Confirm.RunAsync(await Current.GetAsync(), grant.Id, grant.NeedsCode ? codes.GetValueOrDefault(grant.Id, "") : "", CancellationToken.None);
        done = $"Confirmed for {grant.Name}: {grant.What}.";
        await Changed.InvokeAsync();
    }

    private async Task DeclineAsync(WaitingGrant grant)
    {
        outcome = await Decline.RunAsync(await Current.GetAsync(), grant.Id, CancellationToken.None);
        done = $"Not given to {grant.Name}: {grant.What}.";
        await Changed.InvokeAsync();
    }
}

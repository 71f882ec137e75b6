using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Home;

/// <summary>Where staff start: what needs them, what runs, what comes. Follows what others do while it is open.</summary>
public sealed partial class Home
{
    private static readonly TimeSpan WorkerPace = TimeSpan.FromSeconds(5);
    private DateTimeOffset readAt;
    private Actor actor = CurrentActor.Nobody;
    private HomeBoard? board;
    private Outcome? outcome;

    [Inject]
    private HomeQuery Query { get; set; } = null!;

    [Inject]
    private ConfirmTime Confirmation { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    private bool SeesDeployments => Permissions.SeeDeployments.IsSeenBy(actor);

    private bool MayEnter => actor.IsAny(Roles.Operator, Roles.Silver, Roles.EngagementOfficer);

    private bool Engages => actor.Is(Roles.EngagementOfficer) && !actor.IsAny(Roles.Operator, Roles.Silver);

    private bool MayConfirm => Permissions.ConfirmTime.IsDoneBy(actor);

    private string Greeting => actor.UserId == CurrentActor.Nobody.UserId ? "Home" : $"{PartOfDay}, {actor.Name}";

    private string PartOfDay => ForceTime.At(Time.GetUtcNow()).Hour switch
    {
        < 12 => "Good morning",
        < 18 => "Good afternoon",
        _ => "Good evening",
    };

    private string Today => ForceTime.DateWithWeekday(Time.GetUtcNow());

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change)
    {
        // Workers report every second. Only of a run is anything of it shown here, and the count of faces may be a few seconds old.
        var now = Time.GetUtcNow();
        if (change.Kind == ChangeKind.WorkerReport && (now - readAt < WorkerPace || board?.Now.Any(d => d.IsRunning) != true))
            return false;
        readAt = now;
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        board = await Query.ReadAsync(actor, Leaving);
    }

    private async Task ConfirmAsync(ClockStep step)
    {
        outcome = await Confirmation.RunAsync(await Current.GetAsync(Leaving), step.Number, Leaving);
        await ReadAfreshAsync();
    }

    private static string? Blocked(HomeDeployment d) => d.Blocks is { } blocks and > 0 ? blocks == 1 ? "1 rule blocks" : $"{blocks} rules block" : null;

    private string Left(HomeDeployment d) => d.Window is { } window ? $" · {Words.Duration(window.End - Time.GetUtcNow())} left" : "";
}

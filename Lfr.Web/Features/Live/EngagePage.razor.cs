using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>The engagement officer's page, for a phone in one hand: whom to look for, what to do, and the outcome in four taps.</summary>
public sealed partial class EngagePage
{
    private EngagementBoard? board;
    private Filling? filling;
    private bool loaded;
    private Outcome? closedBy;
    private Outcome? refused;
    private string? refusalTitle;
    private Actor actor = CurrentActor.Nobody;
    private IDisposable? watching;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReadEngagements Boards { get; set; } = null!;

    [Inject]
    private SayWhyYouLook SayWhy { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private LiveRunPresence Presence { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan Rhythm => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Alert or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        watching = Presence.Watch(() => board is { State: DeploymentState.Live or DeploymentState.Paused });
    }

    /// <inheritdoc/>
    protected override ValueTask LeaveAsync()
    {
        watching?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        var read = await Boards.RunAsync(actor, Id, Leaving);
        (board, closedBy, loaded) = (read.Value, read.Outcome.Succeeded ? null : read.Outcome, true);
    }

    private async Task<Outcome> SayWhyAsync(string reason)
    {
        var said = await SayWhy.RunAsync(await Current.GetAsync(Leaving), Id, reason, Leaving);
        if (said.Succeeded)
            await ReadAfreshAsync();
        StateHasChanged();
        return said;
    }

    private async Task DoAsync(string title, Func<Actor, CancellationToken, Task<Outcome>> command)
    {
        var answer = await command(await Current.GetAsync(Leaving), Leaving);
        (refused, refusalTitle) = answer.Succeeded ? (null, null) : (answer, title);
        await ReadAfreshAsync();
        StateHasChanged();
    }

    private async Task RecordedAsync()
    {
        filling = null;
        await ReadAfreshAsync();
    }

    /// <summary>The open alerts, and the one whose report is being filled in: it stays where it is when somebody else saves first.</summary>
    private IReadOnlyList<EngagementItem> Open => board is null ? []
        : filling is { } begun && board.Open.All(i => i.Line.Id != begun.Item.Line.Id)
            ? [board.Done.FirstOrDefault(i => i.Line.Id == begun.Item.Line.Id) is { } done ? begun.Item with { Line = done.Line, Reports = done.Reports } : begun.Item, .. board.Open]
            : board.Open;

    private void Begin(EngagementItem item, ReportMode mode) => filling = new Filling(item, mode);

    private bool MayCorrect(EngagementItem item) =>
        item.Reports.Count > 0 && Statement.MayCorrect(item.Reports, "report", officersSent: false, board!.ReaderId, Time.GetUtcNow(), out _).Succeeded;

    /// <summary>A report under way.</summary>
    /// <param name="Item">The alert as it was when the person began.</param>
    /// <param name="Mode">How the report stands to others.</param>
    private sealed record Filling(EngagementItem Item, ReportMode Mode);
}

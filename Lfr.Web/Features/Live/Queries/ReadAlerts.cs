using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Queries;

/// <summary>An alert as a line of a list: nothing that would sway a reviewer (R32), and nobody's name.</summary>
/// <param name="Id">Alert.</param>
/// <param name="Sequence">Number, from 1.</param>
/// <param name="CameraName">Camera.</param>
/// <param name="RaisedAt">When the engine raised it.</param>
/// <param name="State">State.</param>
/// <param name="AgreeingFrames">Frames that agree.</param>
/// <param name="FaceHeight">Height of the face, pixels.</param>
/// <param name="LookedAtBy">Who opened it first.</param>
/// <param name="Answer">The answer that counts; <see langword="null"/> while there is none, or two differ.</param>
/// <param name="AnsweredBy">Who gave it.</param>
/// <param name="ChangedAt">When something was last said about it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Disposal">What happened in the end.</param>
/// <param name="Identity">What the check of identity showed.</param>
/// <param name="HasPictures">Whether its pictures still exist.</param>
public sealed record AlertLine(
    Guid Id,
    long Sequence,
    string CameraName,
    DateTimeOffset RaisedAt,
    AlertState State,
    int AgreeingFrames,
    int FaceHeight,
    string? LookedAtBy,
    Answer? Answer,
    string? AnsweredBy,
    DateTimeOffset ChangedAt,
    EngagementOutcome? Outcome,
    Disposal? Disposal,
    IdentityCheck? Identity,
    bool HasPictures)
{
    /// <summary>Whether nobody answered yet.</summary>
    public bool IsWaiting => State is AlertState.Raised or AlertState.UnderReview;

    /// <summary>Whether nothing more is to be said about it.</summary>
    public bool IsResolved => State is AlertState.False or AlertState.NotDetermined or AlertState.Closed;

    /// <summary>The line of an alert.</summary>
    public static AlertLine Of(Alert alert) => new(
        alert.Id,
        alert.Sequence,
        alert.CameraName,
        alert.RaisedAt,
        alert.State,
        alert.Evidence.AgreeingFrames,
        (int)alert.Evidence.Quality.FaceHeight,
        alert.ClaimedBy?.Name,
        alert.Adjudication?.Answer,
        alert.Adjudication?.By.Name,
        LastSaid(alert),
        alert.Engagement?.Outcome,
        alert.Engagement?.Disposal,
        alert.Engagement?.Identity,
        alert.Evidence.ProbeImageBlobId is not null);

    private static DateTimeOffset LastSaid(Alert alert) => alert switch
    {
        { Engagements: [.., var report] } => report.By.At,
        { Engagement: { } stoodDown } => stoodDown.By.At,
        { DispatchedBy: { } sent } => sent.At,
        { Adjudications: [.., var answer] } => answer.By.At,
        _ => alert.RaisedAt,
    };
}

/// <summary>Lines in order of their numbers, and how far back they are complete.</summary>
/// <param name="Lines">Lines.</param>
/// <param name="From">Number from which on none is missing; 1 when there is nothing older.</param>
public sealed record AlertPage(IReadOnlyList<AlertLine> Lines, long From);

/// <summary>
/// Reads alerts as lines. A screen begins with what is open and the newest page, asks for older pages when somebody wants them, and for what comes
/// after the last number that it has seen.
/// </summary>
public sealed class ReadAlerts(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Number of lines of a page.</summary>
    public const int PageSize = 50;

    private static readonly AlertState[] Resolved = [AlertState.False, AlertState.NotDetermined, AlertState.Closed];

    /// <summary>All open alerts and the newest page of the rest. Empty for actors without a duty in the room.</summary>
    public async Task<AlertPage> OpenAndNewestAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        var newest = await BeforeAsync(reader, deploymentId, long.MaxValue, cancellationToken);
        if (newest.From == 1)
            return newest;
        var open = await LinesAsync(reader, a => a.Where(x => x.DeploymentId == deploymentId && x.Sequence < newest.From && !Resolved.Contains(x.State)).OrderBy(x => x.Sequence), cancellationToken);
        return newest with { Lines = [.. open, .. newest.Lines] };
    }

    /// <summary>The page before a number.</summary>
    public async Task<AlertPage> BeforeAsync(Actor reader, Guid deploymentId, long before, CancellationToken cancellationToken)
    {
        var lines = await LinesAsync(reader, a => a.Where(x => x.DeploymentId == deploymentId && x.Sequence < before).OrderByDescending(x => x.Sequence).Take(PageSize), cancellationToken);
        return new AlertPage([.. lines.Reverse()], lines.Count < PageSize ? 1 : lines[^1].Sequence);
    }

    /// <summary>Lines with a sequence number above <paramref name="after"/>, in order.</summary>
    public Task<IReadOnlyList<AlertLine>> AfterAsync(Actor reader, Guid deploymentId, long after, CancellationToken cancellationToken) =>
        LinesAsync(reader, a => a.Where(x => x.DeploymentId == deploymentId && x.Sequence > after).OrderBy(x => x.Sequence), cancellationToken);

    /// <summary>Lines of these sequence numbers, in order.</summary>
    public async Task<IReadOnlyList<AlertLine>> TheseAsync(Actor reader, Guid deploymentId, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken) =>
        sequences.Count == 0
            ? []
            : await LinesAsync(reader, a => a.Where(x => x.DeploymentId == deploymentId && sequences.Contains(x.Sequence)).OrderBy(x => x.Sequence), cancellationToken);

    private async Task<IReadOnlyList<AlertLine>> LinesAsync(Actor reader, Func<IQueryable<Alert>, IQueryable<Alert>> which, CancellationToken cancellationToken)
    {
        if (!Permissions.StopRuns.IsSeenBy(reader))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var alerts = await which(db.Alerts.AsNoTracking()).ToListAsync(cancellationToken);
        return [.. alerts.Select(AlertLine.Of)];
    }
}

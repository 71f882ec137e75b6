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

/// <summary>Reads alerts as lines, after a sequence number: a screen that missed something asks for what it has not seen.</summary>
public sealed class ReadAlerts(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Lines with a sequence number above <paramref name="after"/>, in order. Empty for people who are not part of the room.</summary>
    public async Task<IReadOnlyList<AlertLine>> AfterAsync(Actor reader, Guid deploymentId, long after, CancellationToken cancellationToken)
    {
        if (!reader.IsAny(ReadLiveRoom.Readers))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var alerts = await db.Alerts.AsNoTracking().Where(a => a.DeploymentId == deploymentId && a.Sequence > after).OrderBy(a => a.Sequence).ToListAsync(cancellationToken);
        return [.. alerts.Select(AlertLine.Of)];
    }

    /// <summary>Lines of these sequence numbers, in order.</summary>
    public async Task<IReadOnlyList<AlertLine>> TheseAsync(Actor reader, Guid deploymentId, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        if (!reader.IsAny(ReadLiveRoom.Readers) || sequences.Count == 0)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var alerts = await db.Alerts.AsNoTracking().Where(a => a.DeploymentId == deploymentId && sequences.Contains(a.Sequence)).OrderBy(a => a.Sequence).ToListAsync(cancellationToken);
        return [.. alerts.Select(AlertLine.Of)];
    }
}

using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Queries;

/// <summary>What the engagement officer's page shows.</summary>
/// <param name="ReaderId">Who looks.</param>
/// <param name="Name">Operation name.</param>
/// <param name="State">State of the deployment.</param>
/// <param name="Open">Alerts judged the same person, officers sent or about to be, and those about which people differ; the newest first.</param>
/// <param name="Done">Alerts with an outcome; the newest first, at most ten.</param>
public sealed record EngagementBoard(Guid ReaderId, string Name, DeploymentState State, IReadOnlyList<EngagementItem> Open, IReadOnlyList<EngagementItem> Done)
{
    /// <summary>Until when it is confirmed that officers are at the cameras; <see langword="null"/> where nobody asks.</summary>
    public Presence? Presence { get; init; }
}

/// <summary>One alert for officers on the street.</summary>
/// <param name="Line">The alert.</param>
/// <param name="Reference">Reference on the list.</param>
/// <param name="Category">Category.</param>
/// <param name="Person">Who is sought and what is to be done.</param>
/// <param name="SentAt">When officers were sent; <see langword="null"/> while the operator still checks.</param>
/// <param name="Warning">Why nobody is to be stopped at the moment, as a sentence; <see langword="null"/> when nothing speaks against it.</param>
/// <param name="Reports">What was reported, oldest first.</param>
/// <param name="ReferenceGone">Why the watchlist photograph is gone, as a sentence; <see langword="null"/> while it is there.</param>
public sealed record EngagementItem(
    AlertLine Line,
    string Reference,
    EntryCategory Category,
    SoughtPerson? Person,
    DateTimeOffset? SentAt,
    string? Warning,
    IReadOnlyList<Engagement> Reports,
    string? ReferenceGone)
{
    /// <summary>Why nobody is looked for any more, as a sentence; <see langword="null"/> while the entry is on the list.</summary>
    public string? Suspended { get; init; }

    /// <summary>The category in the words of the deployment's policy.</summary>
    public string CategoryInWords => Category.InWords(Policy);

    /// <summary>Policy of the deployment; <see langword="null"/> where its file is gone.</summary>
    public PolicyPack? Policy { get; init; }

    /// <summary>Whether officers act on it: a plan that says "arrest" must not stand beside a word that nobody is to be stopped.</summary>
    public bool Acts => Warning is null && Suspended is null;
}

/// <summary>Reads what officers on the street must know.</summary>
public sealed class ReadEngagements(IDbContextFactory<LfrDbContext> contexts, LookGate gate, PolicyLibrary policies, TimeProvider time)
{
    private const int MostDone = 10;

    /// <summary>The board; nothing when there is no such deployment or the person may not see it.</summary>
    public async Task<Looked<EngagementBoard>> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!LookKind.Engagements.IsDutyOf(reader))
            return Looked.Nothing<EngagementBoard>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return Looked.Nothing<EngagementBoard>();
        AlertState[] shown = [AlertState.Credible, AlertState.Dispatched, AlertState.Disputed];
        var all = db.Alerts.Where(a => a.DeploymentId == deploymentId).OrderByDescending(a => a.Sequence);
        var alerts = await all.Where(a => shown.Contains(a.State)).ToListAsync(cancellationToken);
        alerts.AddRange(await all.Where(a => a.State == AlertState.Closed).Take(MostDone).ToListAsync(cancellationToken));
        if (await gate.AskAsync(this, reader, new Look(LookKind.Engagements, deploymentId, [.. alerts.Select(LookedAt.Of)]), cancellationToken) is { Succeeded: false } closed)
            return new Looked<EngagementBoard>(closed, null);
        var ids = alerts.Where(a => a.State != AlertState.Closed).Select(a => a.EntryId).Distinct().ToList();
        var entries = await db.Entries.Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        var policy = deployment.PolicyId is { } id ? policies.Find(id) : null;
        List<EngagementItem> open = [];
        foreach (var alert in alerts.Where(a => a.State != AlertState.Closed))
        {
            var entry = entries.GetValueOrDefault(alert.EntryId);
            var person = Sought(alert, entry, policy);
            open.Add(Item(alert, reader, person, await ReferencePhotograph.WhyGoneAsync(db, entry, named: true, cancellationToken)) with
            {
                Policy = policy,
                Suspended = SuspensionSentence.Of(entry, named: person is not null),
            });
        }

        // Who is named is a look of its own: an alert that was on the page before anybody agreed who it is names somebody a minute later.
        var named = open.Where(i => i.Person is not null).Select(i => i.Line.Id).ToHashSet();
        if (await gate.AskAsync(this, reader, new Look(LookKind.SoughtPerson, deploymentId, [.. alerts.Where(a => named.Contains(a.Id)).Select(LookedAt.Of)]), cancellationToken) is { Succeeded: false } unnamed)
            return new Looked<EngagementBoard>(unnamed, null);

        return new Looked<EngagementBoard>(Outcome.Done, new EngagementBoard(
            reader.UserId,
            deployment.Plan.Name,
            deployment.State,
            open,
            // A closed alert needs no name any more.
            [.. alerts.Where(a => a.State == AlertState.Closed).Take(MostDone).Select(a => Item(a, reader, null, null) with { Policy = policy })])
        {
            Presence = OfficersArePresent.AskedBy(policy, deployment.PresentSince(time.GetUtcNow())),
        });
    }

    private static EngagementItem Item(Alert alert, Actor reader, SoughtPerson? person, string? referenceGone) => new(
        AlertLine.Of(alert), alert.EntryReference, alert.Category, person, alert.DispatchedBy?.At, Warning(alert, reader), alert.Engagements, referenceGone);

    /// <summary>Nobody is named to officers before people agree who it is, unless they are out already.</summary>
    private static SoughtPerson? Sought(Alert alert, WatchlistEntry? entry, PolicyPack? policy) =>
        (alert.DispatchedBy is not null || alert.Adjudication is { Answer: Answer.Same }) && entry is { State: EntryState.Approved or EntryState.Suspended or EntryState.Removed, Details: { } d }
            ? ReadAlert.Sought(d, policy)
            : null;

    private static string? Warning(Alert alert, Actor reader) => alert switch
    {
        { Reports.Disagreement: { } reports } => DisagreementLabels.Of(reports, reader.UserId),
        { State: AlertState.Closed } => null,
        { Answers.Disagreement: { } answers } => $"Do not stop anybody. {DisagreementLabels.Of(answers, reader.UserId, alert.DispatchedBy is not null)}",
        { DispatchedBy: not null, Adjudication: { Answer: not Answer.Same } changed } =>
            $"Do not stop anybody. {changed.By.Name} changed the answer to '{changed.Answer.InWords()}' after you were sent. Report that you were stood down.",
        _ => null,
    };
}

using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Home.Queries;

/// <summary>Reads what the home page shows. Rules are asked only for deployments whose window is open; lists are only counted.</summary>
public sealed class HomeQuery(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, AccountChange accounts, TimeProvider time)
{
    private static readonly DeploymentState[] Closed = [DeploymentState.Published, DeploymentState.Cancelled, DeploymentState.Refused];

    /// <summary>States in which faces are compared or a record is owed: the only ones in which the standing rules have anything to say here.</summary>
    private static readonly DeploymentState[] Stands = [DeploymentState.Live, DeploymentState.Paused, DeploymentState.Ended, DeploymentState.Debriefed];

    /// <summary>The home page of <paramref name="actor"/> now.</summary>
    public async Task<HomeBoard> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Who may not open a deployment is not told of it either.
        var deployments = Permissions.SeeDeployments.IsSeenBy(actor) ? await db.Deployments.AsNoTracking().Where(d => !Closed.Contains(d.State)).ToListAsync(cancellationToken) : [];
        var ids = deployments.Select(d => d.Id).ToArray();

        var published = await db.Notices.AsNoTracking()
            .Where(n => ids.Contains(n.DeploymentId) && n.State == NoticeState.Published).Select(n => n.DeploymentId).ToListAsync(cancellationToken);
        var sealedLists = await db.Watchlists.AsNoTracking()
            .Where(w => ids.Contains(w.DeploymentId) && w.State == WatchlistState.Sealed).Select(w => w.DeploymentId).ToListAsync(cancellationToken);
        var entries = await db.Entries.AsNoTracking()
            .Where(e => ids.Contains(e.DeploymentId)).GroupBy(e => new { e.DeploymentId, e.State })
            .Select(g => new { g.Key.DeploymentId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        var alerts = await db.Alerts.AsNoTracking()
            .Where(a => ids.Contains(a.DeploymentId)).GroupBy(a => new { a.DeploymentId, a.State })
            .Select(g => new { g.Key.DeploymentId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        var toSignOff = Permissions.SignOff.IsDoneBy(actor) ? await ToSignOffAsync(db, ids, actor, cancellationToken) : [];

        var known = new List<HomeDeployment>(deployments.Count);
        foreach (var d in deployments)
        {
            int Entries(EntryState state) => entries.Where(e => e.DeploymentId == d.Id && e.State == state).Sum(e => e.Count);
            int Alerts(params AlertState[] states) => alerts.Where(a => a.DeploymentId == d.Id && states.Contains(a.State)).Sum(a => a.Count);
            var policy = dossiers.PolicyOf(d, now);
            var standing = Stands.Contains(d.State) ? await dossiers.StandingAsync(db, d, now, cancellationToken) : null;
            known.Add(new HomeDeployment(d.Id, d.Reference, d.Plan.Name, d.Plan.Place.Venue, d.State, d.Plan.Window)
            {
                Planner = d.PlannedBy.UserId,
                SubmittedAt = d.SubmittedBy?.At,
                EndedAt = d.EndedAt,
                ToSignOff = toSignOff.GetValueOrDefault(d.Id),
                SentBack = Entries(EntryState.Returned),
                Waiting = Entries(EntryState.Proposed),
                SignedOff = Entries(EntryState.Approved),
                Sealed = sealedLists.Contains(d.Id),
                NoticeIsPublic = published.Contains(d.Id),
                AlertsWaiting = Alerts(AlertState.Raised, AlertState.UnderReview),
                AlertsOpen = alerts.Where(a => a.DeploymentId == d.Id).Sum(a => a.Count) - Alerts(AlertState.False, AlertState.NotDetermined, AlertState.Closed),
                FacesCompared = standing?.FacesCompared ?? 0,
                AwaitsSilver = standing is not null && d.AwaitsFalseAlertDecision(standing.FalseAlerts),
                Blocks = await BlocksAsync(db, d, actor, now, cancellationToken),
                PurgeDue = d.State == DeploymentState.Ended && d.Purge is null && dossiers.RetentionOf(d, now) is { } retention ? RetentionSchedule.WatchlistDue(d, retention, now) : null,
                RecordDue = standing?.RecordDue,
                Standing = standing is null ? [] : RuleBook.Judge(standing),
            });
        }

        var board = HomeBoard.For(actor, known, now);
        return board with
        {
            Needs = [.. board.Needs.Concat(await ToConfirmAsync(db, actor, now, cancellationToken)).OrderBy(t => t.Due)],
            Clock = await UnconfirmedTime.OnRecordAsync(db, cancellationToken),
        };
    }

    /// <summary>What waits for this administrator as the second. While there is no other, what they asked themselves waits for a code of the installation.</summary>
    private async Task<IReadOnlyList<HomeTask>> ToConfirmAsync(LfrDbContext db, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!Permissions.Of(actor, Permissions.ManagePeople).Succeeded)
            return [];
        var waiting = await db.AccountGrants.AsNoTracking().Where(g => g.Confirmed == null && g.LapsesAt > now && g.AccountId != actor.UserId).OrderBy(g => g.LapsesAt).ToListAsync(cancellationToken);
        if (waiting.Exists(g => g.AskedBy.UserId == actor.UserId) && await accounts.ActiveAdministrators(db, now).CountAsync(cancellationToken) >= TwoAdministrators.Enough)
            waiting.RemoveAll(g => g.AskedBy.UserId == actor.UserId);
        return waiting is [var first, ..]
            ? [new($"Decide on {Words.Count(waiting.Count, "request", "requests")} from another administrator", $"The first lapses on {Words.Moment(first.LapsesAt)}", LfrRoutes.People, Tone.Waiting, "Waits for you", first.LapsesAt)]
            : [];
    }

    private static async Task<Dictionary<Guid, int>> ToSignOffAsync(LfrDbContext db, Guid[] ids, Actor actor, CancellationToken cancellationToken)
    {
        var first = actor.Is(Roles.WatchlistApprover);
        // Whoever compiled for a list signs nothing of it off. Asked once for all lists: inside the question below it would be asked for each entry of 16,000, of all 16,000.
        var compiled = await db.Entries.Where(e => ids.Contains(e.DeploymentId) && e.CompilerIds.Contains(actor.UserId)).Select(e => e.DeploymentId).Distinct().ToListAsync(cancellationToken);
        var open = ids.Except(compiled).ToArray();
        var waiting = await db.Entries.AsNoTracking()
            .Where(e => open.Contains(e.DeploymentId) && e.State == EntryState.Proposed && !e.ApproverIds.Contains(actor.UserId)
                // An authorising officer is the second person, where one is needed.
                && (first || e.ApproverIds.Any()))
            .GroupBy(e => e.DeploymentId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return waiting.ToDictionary(g => g.Key, g => g.Count);
    }

    private async Task<int?> BlocksAsync(LfrDbContext db, Deployment d, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (d.State is not (DeploymentState.Authorised or DeploymentState.Ended) || d.Plan.Window?.Contains(now) != true)
            return null;
        // Revoked for good: the window is still open, but nobody can start it.
        if (d.Decisions is [.., { Verdict: AuthorityVerdict.Revoked }])
            return null;
        return await dossiers.LookAsync(db, d.Id, now, actor, cancellationToken) is { } dossier ? RuleBook.Readiness(dossier).Count(f => f.Blocks) : null;
    }
}

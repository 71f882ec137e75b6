using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Components;
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

    /// <summary>Days before its end at which a training is pointed out.</summary>
    private const int TrainingNoticeDays = 30;

    /// <summary>Duties for which rule R35 asks for training.</summary>
    private static readonly string[] Trained = [Roles.Operator, Roles.EngagementOfficer];

    /// <summary>States in which faces are compared or a record is owed: the only ones in which the standing rules have anything to say here.</summary>
    private static readonly DeploymentState[] Stands = [DeploymentState.Live, DeploymentState.Paused, DeploymentState.Ended, DeploymentState.Debriefed];

    /// <summary>The home page of <paramref name="actor"/> now.</summary>
    public async Task<HomeBoard> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Who may not open a deployment is not told of it either.
        var (deployments, known) = Permissions.SeeDeployments.IsSeenBy(actor) ? await KnownAsync(db, now, cancellationToken) : ([], []);
        for (var i = 0; i < known.Count; i++)
            known[i] = known[i] with { Blocks = await BlocksAsync(db, deployments[i], actor, now, cancellationToken) };
        return HomeBoard.For(actor, await WithOwnAsync(db, actor, known, cancellationToken), now) with
        {
            Needs = await NeedsAsync(db, actor, known, now, cancellationToken),
            Clock = await UnconfirmedTime.OnRecordAsync(db, cancellationToken),
        };
    }

    /// <summary>What needs each of <paramref name="actors"/> now, as their home pages show it; the deployments are read once for all of them.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<HomeTask>>> NeedsAsync(IReadOnlyCollection<Actor> actors, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (_, known) = await KnownAsync(db, now, cancellationToken);
        var needs = new Dictionary<Guid, IReadOnlyList<HomeTask>>(actors.Count);
        foreach (var actor in actors)
            needs[actor.UserId] = await NeedsAsync(db, actor, Permissions.SeeDeployments.IsSeenBy(actor) ? known : [], now, cancellationToken);
        return needs;
    }

    /// <summary>What is the same of the open deployments for everybody.</summary>
    public async Task<IReadOnlyList<HomeDeployment>> KnownAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await KnownAsync(db, time.GetUtcNow(), cancellationToken)).Known;
    }

    /// <summary>What needs <paramref name="actor"/>, by what <see cref="KnownAsync(CancellationToken)"/> read.</summary>
    public async Task<IReadOnlyList<HomeTask>> NeedsAsync(Actor actor, IReadOnlyList<HomeDeployment> known, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await NeedsAsync(db, actor, Permissions.SeeDeployments.IsSeenBy(actor) ? known : [], time.GetUtcNow(), cancellationToken);
    }

    private async Task<IReadOnlyList<HomeTask>> NeedsAsync(LfrDbContext db, Actor actor, IReadOnlyList<HomeDeployment> known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var board = HomeBoard.For(actor, await WithOwnAsync(db, actor, known, cancellationToken), now);
        var beside = (await ToConfirmAsync(db, actor, now, cancellationToken)).Concat(await SystemsAsync(db, actor, now, cancellationToken)).Concat(await TrainingAsync(db, actor, now, cancellationToken))
            .Concat(await TrainingOfPlansAsync(db, actor, known, now, cancellationToken))
            .Concat(await AccountNews.OfAsync(db, actor, now, cancellationToken));
        return [.. board.Needs.Concat(beside).OrderBy(t => t.Due)];
    }

    private static async Task<IReadOnlyList<HomeDeployment>> WithOwnAsync(LfrDbContext db, Actor actor, IReadOnlyList<HomeDeployment> known, CancellationToken cancellationToken)
    {
        if (!Permissions.SignOff.IsDoneBy(actor) || !known.Any(d => d.Waiting > 0))
            return known;
        var toSignOff = await ToSignOffAsync(db, [.. known.Where(d => d.Waiting > 0).Select(d => d.Id)], actor, cancellationToken);
        return [.. known.Select(d => d with { ToSignOff = toSignOff.GetValueOrDefault(d.Id) })];
    }

    /// <summary>What is the same for everybody.</summary>
    private async Task<(List<Deployment> Deployments, List<HomeDeployment> Known)> KnownAsync(LfrDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deployments = await db.Deployments.AsNoTracking().Where(d => !Closed.Contains(d.State)).ToListAsync(cancellationToken);
        var ids = deployments.Select(d => d.Id).ToArray();

        var published = await db.Notices.AsNoTracking()
            .Where(n => ids.Contains(n.DeploymentId) && n.State == NoticeState.Published).Select(n => n.DeploymentId).ToListAsync(cancellationToken);
        var sealedLists = await db.Watchlists.AsNoTracking()
            .Where(w => ids.Contains(w.DeploymentId) && w.State == WatchlistState.Sealed).Select(w => w.DeploymentId).ToListAsync(cancellationToken);
        var without = await db.Watchlists.AsNoTracking().Where(w => ids.Contains(w.DeploymentId) && !w.NeedsCriteria).Select(w => w.DeploymentId).ToListAsync(cancellationToken);
        var criteria = await db.ListCriteria.AsNoTracking().Where(c => ids.Contains(c.DeploymentId)).ToDictionaryAsync(c => c.DeploymentId, cancellationToken);
        var assessments = (await db.AssessmentDocuments.AsNoTracking().Where(a => a.SubmittedBy != null && ids.Contains(a.DeploymentId)).ToListAsync(cancellationToken)).ToLookup(a => a.DeploymentId);
        var entries = await db.Entries.AsNoTracking()
            .Where(e => ids.Contains(e.DeploymentId)).GroupBy(e => new { e.DeploymentId, e.State })
            .Select(g => new { g.Key.DeploymentId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        var alerts = await db.Alerts.AsNoTracking()
            .Where(a => ids.Contains(a.DeploymentId)).GroupBy(a => new { a.DeploymentId, a.State })
            .Select(g => new { g.Key.DeploymentId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        var deciders = await WhoDecided.OfAsync(db, deployments, cancellationToken);

        DateTimeOffset? NoticeBy(Deployment d) => d.Plan.Window is { } window && dossiers.PolicyOf(d, now) is { } policy ? window.Start.AddHours(-policy.Numbers.NoticeWarnHours) : null;
        var known = new List<HomeDeployment>(deployments.Count);
        foreach (var d in deployments)
        {
            int Entries(EntryState state) => entries.Where(e => e.DeploymentId == d.Id && e.State == state).Sum(e => e.Count);
            int Alerts(params AlertState[] states) => alerts.Where(a => a.DeploymentId == d.Id && states.Contains(a.State)).Sum(a => a.Count);
            var standing = Stands.Contains(d.State) ? await dossiers.StandingAsync(db, d, now, cancellationToken) : null;
            known.Add(new HomeDeployment(d.Id, d.Reference, d.Plan.Name, d.Plan.Place.Venue, d.State, d.Plan.Window)
            {
                Planner = d.Planner,
                Trained = [.. d.Plan.Staff.Where(s => Trained.Contains(s.Role)).Select(s => s.UserId).Distinct()],
                HandedOver = d.LastHandover is { } handed && handed.By.At > now - HomeBoard.HandoverIsNews ? handed : null,
                PlannerBefore = d.Handovers is [.., { } before, _] ? before.To : d.PlannedBy.UserId,
                SubmittedAt = d.SubmittedBy?.At,
                EndedAt = d.EndedAt,
                SentBack = Entries(EntryState.Returned),
                Waiting = Entries(EntryState.Proposed),
                SignedOff = Entries(EntryState.Approved),
                Sealed = sealedLists.Contains(d.Id),
                CriteriaWait = criteria.GetValueOrDefault(d.Id)?.Proposed is not null,
                CriteriaMissing = !without.Contains(d.Id) && dossiers.PolicyOf(d, now)?.WeightOf(RuleBook.Find<EntryFitsTheApprovedCriteria>().Id) is not null && criteria.GetValueOrDefault(d.Id) is var terms && terms?.Proposed is null && terms?.InForce(d.Plan) is null,
                Assessments = [.. assessments[d.Id].Select(a => new WaitingAssessment(a.Kind, Words.Lower(a.Kind.InWords(dossiers.PolicyOf(d, now))), a.Authors, a.WaitsForOpinion))],
                NoticeIsPublic = published.Contains(d.Id),
                NoticeBy = NoticeBy(d),
                NoticeOutside = NoticeBy(d) is { } by ? OfficeHours.Of(by, BankHolidays.DivisionOf(dossiers.PolicyOf(d, now)?.Jurisdiction)) : null,
                StoppedBecause = d.Runs is [.., { End: RunEnd.Stopped or RunEnd.WorkerDidNotConfirm or RunEnd.StoppedAtTheWorker or RunEnd.WorkerRevoked, EndReason: { } why }] ? Words.AsSentence(why) : null,
                AlertsWaiting = Alerts(AlertState.Raised, AlertState.UnderReview),
                AlertsOpen = alerts.Where(a => a.DeploymentId == d.Id).Sum(a => a.Count) - Alerts(AlertState.False, AlertState.NotDetermined, AlertState.Closed),
                Deciders = [.. deciders[d.Id]],
                FacesCompared = standing?.FacesCompared ?? 0,
                AwaitsSilver = standing is not null && d.AwaitsFalseAlertDecision(standing.FalseAlerts),
                PurgeDue = d.State == DeploymentState.Ended && d.Purge is null && dossiers.RetentionOf(d, now) is { } retention ? RetentionSchedule.WatchlistDue(d, retention, now) : null,
                RecordDue = standing?.RecordDue,
                Standing = standing is null ? [] : RuleBook.Judge(standing),
            });
        }

        return (deployments, known);
    }

    /// <summary>Training that ends soon: one's own, and for administrators everybody's (R35 refuses whoever has none).</summary>
    private static async Task<IReadOnlyList<HomeTask>> TrainingAsync(LfrDbContext db, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (today, soon) = (ForceTime.Day(now), ForceTime.Day(now).AddDays(TrainingNoticeDays));
        var tasks = new List<HomeTask>();
        if (Trained.Any(actor.Is) && await db.Users.AsNoTracking().Where(u => u.Id == actor.UserId).Select(u => u.TrainedUntil).FirstOrDefaultAsync(cancellationToken) is { } ends && ends <= soon)
        {
            tasks.Add(new(ends < today ? "Your LFR training has ended" : "Your LFR training ends soon", $"Its last day {(ends < today ? "was" : "is")} {ForceTime.Date(ends)}; after it no plan can name you. Tell an administrator when it is renewed",
                LfrRoutes.Account, ends < today ? Tone.Bad : Tone.Waiting, ends < today ? "Ended" : "Ends soon", ForceTime.Moment(ends, TimeOnly.MaxValue) ?? now));
        }

        if (!Permissions.ManagePeople.IsDoneBy(actor))
            return tasks;
        var ending = await db.Users.AsNoTracking().Where(u => u.RetiredAt == null && u.TrainedUntil >= today && u.TrainedUntil <= soon).Select(u => u.TrainedUntil!.Value).ToListAsync(cancellationToken);
        if (ending.Count > 0)
            tasks.Add(new($"See to {Words.Count(ending.Count, "training that ends", "trainings that end")} soon", $"The first on {ForceTime.Date(ending.Min())}", LfrRoutes.People, Tone.Waiting, "Training", ForceTime.Moment(ending.Min(), TimeOnly.MaxValue) ?? now));
        return tasks;
    }

    /// <summary>Training that ends before the last day of a plan that somebody looks after: renewed in time, it costs nobody the day (R35).</summary>
    private static async Task<IReadOnlyList<HomeTask>> TrainingOfPlansAsync(LfrDbContext db, Actor actor, IReadOnlyList<HomeDeployment> known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var own = actor.Is(Roles.Planner) ? known.Where(d => d.Planner == actor.UserId && d.State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised && d.Window?.End > now).ToList() : [];
        if (own.Count == 0)
            return [];
        var ids = own.SelectMany(d => d.Trained).Distinct().ToList();
        var ends = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id) && u.TrainedUntil != null).Select(u => new { u.Id, u.TrainedUntil }).ToDictionaryAsync(u => u.Id, u => u.TrainedUntil, cancellationToken);
        return
        [
            .. from deployment in own
               let late = deployment.Trained.Count(id => ends.GetValueOrDefault(id) < ForceTime.Day(deployment.Window!.End))
               where late > 0
               select new HomeTask($"See to {Words.Count(late, "training that ends", "trainings that end")} before your deployment", $"{deployment.Name} · {ForceTime.Span(deployment.Window!.Start, deployment.Window.End)}",
                   LfrRoutes.Deployment(deployment.Id), Tone.Waiting, "Training", deployment.Window.Start) { Reference = deployment.Reference },
        ];
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

    /// <summary>Other systems that wait for this administrator as the second: a request for a key or for somebody else to answer for one lapses after a day.</summary>
    private static async Task<IReadOnlyList<HomeTask>> SystemsAsync(LfrDbContext db, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!Permissions.ManageSystems.IsDoneBy(actor))
            return [];
        // A force has a handful of them.
        var systems = await db.SystemClients.AsNoTracking().ToListAsync(cancellationToken);
        var asked = systems.Where(s => s.IsWaiting(now)).Select(s => s.AskedBy)
            .Concat(systems.Where(s => s.Works(now) && s.HandedTo?.IsWaiting(now) == true).Select(s => s.HandedTo!.AskedBy))
            .Where(by => by.UserId != actor.UserId).OrderBy(by => by.At).ToList();
        return asked is [var first, ..]
            ? [new($"Decide on {Words.Count(asked.Count, "request", "requests")} about other systems", $"The first lapses on {Words.Moment(first.At + SystemClient.Open)}", LfrRoutes.OtherSystems, Tone.Waiting, "Waits for you", first.At + SystemClient.Open)]
            : [];
    }

    private static async Task<Dictionary<Guid, int>> ToSignOffAsync(LfrDbContext db, Guid[] ids, Actor actor, CancellationToken cancellationToken)
    {
        var first = actor.Is(Roles.WatchlistApprover);
        // Whoever compiled for a list signs nothing of it off. Asked once for all lists: inside the question below it would be asked for each entry of 16,000, of all 16,000.
        var hands = await AnsweringFor.HandsOfAsync(db, actor.UserId, cancellationToken);
        var compiled = await db.EntryHands.Where(h => ids.Contains(h.DeploymentId) && h.Part == EntryPart.Compiled && hands.Contains(h.UserId)).Select(h => h.DeploymentId).Distinct().ToListAsync(cancellationToken);
        var open = ids.Except(compiled).ToArray();
        var waiting = await db.Entries.AsNoTracking()
            .Where(e => open.Contains(e.DeploymentId) && e.State == EntryState.Proposed && !db.EntryHands.Any(h => h.EntryId == e.Id && (h.Part == EntryPart.Approved || h.Part == EntryPart.HandedOn) && h.UserId == actor.UserId)
                // An authorising officer is the second person, where one is needed.
                && (first || db.EntryHands.Any(h => h.EntryId == e.Id && h.Part == EntryPart.Approved)))
            .GroupBy(e => e.DeploymentId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return waiting.ToDictionary(g => g.Key, g => g.Count);
    }

    private async Task<int?> BlocksAsync(LfrDbContext db, Deployment d, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (d.State is not (DeploymentState.Authorised or DeploymentState.Ended) || d.Plan.Window?.Contains(now) != true)
            return null;
        // Revoked for good: the window is still open, but nobody can start it.
        if (d.Decisions is [.., { Verdict: AuthorityVerdict.Revoked or AuthorityVerdict.Refused or AuthorityVerdict.Lapsed }])
            return null;
        return await dossiers.LookAsync(db, d.Id, now, actor, cancellationToken) is { } dossier ? RuleBook.Readiness(dossier).Count(f => f.Blocks) : null;
    }
}

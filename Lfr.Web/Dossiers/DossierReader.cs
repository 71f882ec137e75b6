using System.Reflection;
using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>Collects what the rules look at: the same dossier draws the readiness list, guards the commands and guards the mint.</summary>
public sealed class DossierReader(PolicyLibrary policies, WorkerFleet fleet, CameraAddresses addresses, CameraPasswords passwords, ListTexts texts)
{
    private static readonly Dictionary<string, PreparesAttribute> Prepares = typeof(DossierReader).Assembly.GetTypes()
        .Select(t => (t.Name, Prepares: t.GetCustomAttribute<PreparesAttribute>())).Where(t => t.Prepares is not null)
        .ToDictionary(t => t.Name, t => t.Prepares!, StringComparer.Ordinal);


    /// <summary>
    /// The dossier of a deployment for somebody who decides on it: its list is read entry by entry, as it was signed off. <see langword="null"/> when there is none with this id.
    /// </summary>
    public Task<Dossier?> ReadAsync(LfrDbContext db, Guid deploymentId, DateTimeOffset now, Actor? asking, CancellationToken cancellationToken) =>
        ReadAsync(db, deploymentId, now, asking, async asked =>
            ListFacts.Of(await db.Entries.Where(e => e.DeploymentId == deploymentId).OrderBy(e => e.Reference).ToListAsync(cancellationToken), asked), cancellationToken);

    /// <summary>The same for a page that shows it: the database counts, and no entry is loaded.</summary>
    public Task<Dossier?> LookAsync(LfrDbContext db, Guid deploymentId, DateTimeOffset now, Actor? asking, CancellationToken cancellationToken) =>
        ReadAsync(db, deploymentId, now, asking, asked => ListFactsReader.ReadAsync(db, deploymentId, asked, cancellationToken), cancellationToken);

    private async Task<Dossier?> ReadAsync(
        LfrDbContext db, Guid deploymentId, DateTimeOffset now, Actor? asking, Func<ListQuestions, Task<ListFacts>> listAsync, CancellationToken cancellationToken)
    {
        if (await db.Deployments.FindAsync([deploymentId], cancellationToken) is not { } deployment)
            return null;
        var notice = await db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancellationToken);
        var watchlist = await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        var policy = PolicyOf(deployment, now);
        var engine = fleet.Engine(await RunOrders.BusyAsync(db, cancellationToken), deployment.Plan.Offline?.WorkerId);
        var questions = ListQuestions.Of(deployment.Plan, watchlist, engine, policy, now);
        var list = await listAsync(questions with { Confirmed = await StatusLook.ConfirmedSinceAsync(db, deploymentId, questions.Earliest, cancellationToken) });
        var registered = await CameraRegister.AddressesAsync(db, deployment.Plan.Cameras, cancellationToken);
        return new Dossier(deployment, notice, watchlist, list, engine, policy, now)
        {
            Asking = asking,
            Documents = await db.AssessmentDocuments.Where(a => a.DeploymentId == deploymentId).OrderBy(a => a.Kind).ToListAsync(cancellationToken),
            CameraProblems = [.. deployment.Plan.Cameras.Where(c => c.Source.Trim().Length > 0).Select(c => ProblemOf(c, registered) is { } problem ? $"{c.Name}: {problem}" : null).OfType<string>()],
            RegisteredAddresses = registered,
            WithoutDuty = await StaffOnTheDay.WithoutDutyAsync(db, deployment.Plan, now, cancellationToken),
            AnswerForHands = await AnsweringFor.OfAsync(db, list.Hands, cancellationToken),
            Preparations = await PreparationsAsync(db, deployment, cancellationToken),
            Criteria = watchlist is { NeedsCriteria: true, State: WatchlistState.Sealed } && policy?.WeightOf(RuleBook.Find<EntryFitsTheApprovedCriteria>().Id) == Weight.Block
                ? await CriteriaAsync(db, deployment, cancellationToken)
                : CriteriaInForce.NotNeeded,
        };
    }

    // What is wrong with an address of the register is for administrators to read.
    private string? ProblemOf(Camera camera, IReadOnlyDictionary<Guid, string> registered)
    {
        if (!CameraReference.Is(camera.Source))
            return addresses.Problem(camera.Source) ?? passwords.Problem(camera);
        if (!registered.TryGetValue(camera.Id, out var address))
            return "It is not in the register of cameras any more. Choose another one.";
        return (addresses.Problem(address) ?? passwords.Problem(camera with { Source = address })) is null ? null : "Its address in the register cannot be used. Ask an administrator to look at it under Cameras.";
    }

    /// <summary>The dossier of one entry; <see langword="null"/> when no policy is in force.</summary>
    public async Task<EntryDossier?> EntryAsync(LfrDbContext db, WatchlistEntry entry, DateTimeOffset now, Actor? approver, CancellationToken cancellationToken)
    {
        var deployment = await db.Deployments.FindAsync([entry.DeploymentId], cancellationToken);
        if (deployment is null || PolicyOf(deployment, now) is not { } policy)
            return null;
        return new EntryDossier(entry, deployment, await OthersAsync(db, entry.DeploymentId, entry.Id, cancellationToken), policy, now)
        {
            Approver = approver,
            ApproverCompiles = approver is not null && await CompilesAsync(db, entry.DeploymentId, approver.UserId, cancellationToken),
            Criteria = await CriteriaAsync(db, deployment, cancellationToken),
        };
    }

    /// <summary>The criteria of a list as they stand (R52). A list that is not begun yet needs them.</summary>
    public static async Task<CriteriaInForce> CriteriaAsync(LfrDbContext db, Deployment deployment, CancellationToken cancellationToken)
    {
        var needed = await db.Watchlists.Where(w => w.DeploymentId == deployment.Id).Select(w => (bool?)w.NeedsCriteria).FirstOrDefaultAsync(cancellationToken);
        return needed == false
            ? CriteriaInForce.NotNeeded
            : new CriteriaInForce(true, (await db.ListCriteria.AsNoTracking().FirstOrDefaultAsync(c => c.DeploymentId == deployment.Id, cancellationToken))?.InForce(deployment.Plan));
    }

    /// <summary>Whether somebody, or a system that they answer for, compiled an entry of a list: then they sign none of it off (R19).</summary>
    public static async Task<bool> CompilesAsync(LfrDbContext db, Guid deploymentId, Guid userId, CancellationToken cancellationToken)
    {
        var hands = await AnsweringFor.HandsOfAsync(db, userId, cancellationToken);
        return await db.EntryHands.AnyAsync(h => h.DeploymentId == deploymentId && h.Part == EntryPart.Compiled && hands.Contains(h.UserId), cancellationToken);
    }

    /// <summary>The entries of a list that still count, but for one, with nothing but what they are compared by.</summary>
    public async Task<IReadOnlyList<OtherEntry>> OthersAsync(LfrDbContext db, Guid deploymentId, Guid? except, CancellationToken cancellationToken) =>
        [.. (await texts.ReadAsync(db, deploymentId, cancellationToken)).Where(e => e.Id != except)];

    /// <summary>The dossier of one alert; <see langword="null"/> when its policy or entry is gone.</summary>
    public async Task<AlertDossier?> AlertAsync(LfrDbContext db, Alert alert, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deployment = await db.Deployments.FindAsync([alert.DeploymentId], cancellationToken);
        var entry = await db.Entries.FindAsync([alert.EntryId], cancellationToken);
        return deployment is null || entry is null || PolicyOf(deployment, now) is not { } policy ? null : new AlertDossier(alert, entry, policy, now);
    }

    /// <summary>
    /// What the runs of a deployment have counted so far (R30), and the dates of its record (R44); <see langword="null"/> when no policy is in force.
    /// </summary>
    public async Task<StandingDossier?> StandingAsync(LfrDbContext db, Deployment deployment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (PolicyOf(deployment, now) is not { } policy)
            return null;
        var faces = 0L;
        foreach (var run in deployment.Runs)
            faces += Math.Max(run.Counters.FacesCompared, (await FaceCountStore.TotalAsync(db, run.LicenceId, cancellationToken)).FacesCompared);
        var record = deployment.EndedAt is null ? null : await db.Records.AsNoTracking().FirstOrDefaultAsync(r => r.DeploymentId == deployment.Id, cancellationToken);
        return new StandingDossier(await AlertCounts.WrongAsync(db, deployment.Id, cancellationToken), faces, deployment.EndedAt, record?.FirstPublishedAt, policy, now)
        {
            PresentSince = deployment.PresentSince(now),
        };
    }

    /// <summary>
    /// The policy of a deployment: the one pinned when it was submitted, and until then the one in force on the day of the deployment.
    /// </summary>
    public PolicyPack? PolicyOf(Deployment deployment, DateTimeOffset now) => deployment.PolicyId is { } pinned
        ? policies.Find(pinned)
        : InForce(deployment.Starts ?? now);

    /// <summary>What a planner has to know of policies that end or begin before the deployment takes place; <see langword="null"/> when none does.</summary>
    public string? PolicyOnTheDayOf(Deployment deployment, DateTimeOffset now) => PolicyOnTheDay.Sentence(policies, deployment, now);

    /// <summary>The same, of a deployment by its id.</summary>
    public async Task<PolicyPack?> PolicyOfAsync(LfrDbContext db, Guid deploymentId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Deployments.FindAsync([deploymentId], cancellationToken) is { } deployment ? PolicyOf(deployment, now) : null;

    /// <summary>
    /// How long its biometrics are kept: as its own policy says, and where that pack is missing as the pack in force today does, so that a file which somebody took
    /// away keeps nothing for ever. <see langword="null"/> when there is neither.
    /// </summary>
    public PolicyRetention? RetentionOf(Deployment deployment, DateTimeOffset now) => PolicyFor(deployment, now)?.Retention;

    /// <summary>The policy of a deployment, or the one in force now where that is not known any more.</summary>
    public PolicyPack? PolicyFor(Deployment deployment, DateTimeOffset now) => PolicyOf(deployment, now) ?? InForce(now);

    private static async Task<IReadOnlyList<Preparation>> PreparationsAsync(LfrDbContext db, Deployment deployment, CancellationToken cancellationToken)
    {
        var actions = Prepares.Keys.ToArray();
        var done = await db.AuditEvents.Where(e => e.DeploymentId == deployment.Id && e.Done && actions.Contains(e.Action))
            .GroupBy(e => new { e.ActorId, e.Action }).Select(g => new { g.Key.ActorId, g.Key.Action, First = g.Min(e => e.At) }).ToListAsync(cancellationToken);
        return
        [
            .. done.Where(d => !Prepares[d.Action].UntilAuthorised || deployment.Authority is not { } authority || d.First < authority.By.At)
                .Select(d => new Preparation(d.ActorId, Prepares[d.Action].Part)).Distinct(),
        ];
    }

    private PolicyPack? InForce(DateTimeOffset day) => policies.InForce(day.ForceDay());
}

using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Demo;

/// <summary>
/// Fills the demonstration through the very commands that people use, with a clock set back: a Romford deployment that is ready inside its window,
/// one that waits for authority, a draft for the same afternoon and the same people, one that was put off. Nothing is written past the rules.
/// </summary>
public sealed class DemoSeed(
    IDbContextFactory<LfrDbContext> contexts, CommitListener changes, DossierReader dossiers, BiometricVault vault, Enrolment enrolment, GalleryReader galleries, Lookalikes lookalikes, PurgeProof proof, CameraPasswords passwords, CameraAddresses addresses, PolicyLibrary policies, FacelessPictures signs,
    TimeProvider time, ILogger<DemoSeed> logger)
{
    private static readonly string People = Path.Combine(AppContext.BaseDirectory, "Demo", "people");

    /// <summary>Adds what is missing: after the first start everything, later a fresh Romford when the last one's window is over or it was closed down.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var usable = await db.Deployments.AsNoTracking().Where(d => d.Starts != null).ToListAsync(cancellationToken);
            // One whose making was broken off has no approved criteria: another is made.
            var whole = (await db.ListCriteria.AsNoTracking().ToListAsync(cancellationToken)).Where(c => c.Approved is not null).Select(c => c.DeploymentId).ToHashSet();
            if (usable.Any(d => whole.Contains(d.Id) && d.Plan.Name == DemoPlans.RomfordName && d.Plan.Window!.Contains(now) && d.Ends > now.AddMinutes(30)
                && d.State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised or DeploymentState.Live or DeploymentState.Paused or DeploymentState.Ended))
            {
                return;
            }
        }

        var cast = await CastAsync(cancellationToken);
        var start = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(-1);
        await SeedRomfordAsync(cast, new Window(start, start.AddHours(10)), cancellationToken);
        if (!await AnyAsync("Ilford High Road", cancellationToken))
        {
            await SeedIlfordAsync(cast, start, cancellationToken);
            await SeedStratfordAsync(cast, start, cancellationToken);
            await SeedBarkingAsync(cast, start, cancellationToken);
            Require(await SeedHistoryAsync(cast, cancellationToken));
            await SeedCamerasAsync(cast, cancellationToken);
        }
    }

    // What the planner chooses from; the film stands in for each.
    private async Task SeedCamerasAsync(Cast cast, CancellationToken cancellationToken)
    {
        var register = new RegisterCamera(new LfrTransaction(contexts, changes, StepUp.None, time), addresses, passwords);
        foreach (var details in new CameraDetails[]
        {
            new("Van 1, front", CameraKind.Van, "Pavement from the bank to the station", "Towards the market"),
            new("Station bridge", CameraKind.Fixed, "Foot of the stairs", "Down the stairs"),
        })
        {
            Require(await register.RunAsync(cast.Administrator, Guid.CreateVersion7(time.GetUtcNow()), new WrittenCamera(details, "demo:walk.mp4", ""), cancellationToken));
        }
    }

    private async Task SeedRomfordAsync(Cast cast, Window window, CancellationToken cancellationToken)
    {
        var clock = new DemoClock(AtNine(window.Start.AddDays(-6)));
        var transaction = new LfrTransaction(contexts, changes, StepUp.None, clock);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var plan = DemoPlans.Romford(Guid.CreateVersion7(clock.GetUtcNow()), window, cast.Staff) with { Map = DemoPlans.RomfordMap };
        await PlanAsync(transaction, clock, cast, id, plan, cancellationToken);
        await GrantAsync(transaction, clock, cast, id, plan, cancellationToken);
        await ApproveCriteriaAsync(transaction, clock, cast, id, plan, "Everybody on the list was seen, lives, works or meets others between the station and the market on Fridays.", cancellationToken);

        await AssessAsync(transaction, clock, cast, id, plan, cancellationToken);

        clock.Set(window.Start.AddHours(-20));
        foreach (var person in DemoCast.All)
        {
            clock.Pass(TimeSpan.FromMinutes(9));
            var photograph = await File.ReadAllBytesAsync(Path.Combine(People, person.Folder, "portrait.jpg"), cancellationToken);
            var outcome = await new ProposeEntry(transaction, vault, enrolment, dossiers).RunAsync(
                cast.Compiler, id, Guid.CreateVersion7(clock.GetUtcNow()), person.Details(window.Start), photograph, cancellationToken);
            if (!outcome.Succeeded)
            {
                // Without the models nobody can be enrolled; the deployment stays there with an empty list and says so on its readiness list.
                logger.LogWarning("The list of the demonstration could not be made: {Explanation}", outcome.Explanation);
                return;
            }
        }

        clock.Set(window.Start.AddHours(-6));
        foreach (var entry in await EntriesAsync(id, cancellationToken))
        {
            clock.Pass(TimeSpan.FromSeconds(48));
            var decide = new DecideEntry(transaction, dossiers, lookalikes, proof);
            Require(await decide.RunAsync(cast.Approver, entry.Id, EntryVerdict.Approved, "", entry.Hash(), 41, cancellationToken));
            if (entry.IsChild)
                Require(await decide.RunAsync(cast.Authoriser, entry.Id, EntryVerdict.Approved, "Child welfare reason read and agreed.", entry.Hash(), 95, cancellationToken));
        }

        clock.Pass(TimeSpan.FromMinutes(5));
        Require(await new SealWatchlist(transaction, galleries, dossiers).RunAsync(cast.Approver, id, null, cancellationToken));
        await PutSignsUpAsync(transaction, clock, cast, id, window, cancellationToken);
    }

    // Beside the citation of a document from elsewhere: one that is written here, in two versions, and public but for one part.
    private async Task AssessAsync(LfrTransaction transaction, DemoClock clock, Cast cast, Guid id, Plan plan, CancellationToken cancellationToken)
    {
        const AssessmentKind kind = AssessmentKind.Equality;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var policy = await dossiers.PolicyOfAsync(db, id, clock.GetUtcNow(), cancellationToken);
        var day = clock.GetUtcNow().ForceDay();
        foreach (var (text, opinion, reasons) in new[]
        {
            (DemoAssessment.First(plan, policy, day), "I read the measurements of the model. The groups at risk are named; ask the advisory group before the day.", ""),
            (DemoAssessment.Second(plan, policy, day), "The advisory group was asked, and what it said has been done.", "Changed after the advisory group met."),
        })
        {
            clock.Pass(TimeSpan.FromMinutes(70));
            var revision = await db.AssessmentDocuments.AsNoTracking().Where(a => a.DeploymentId == id && a.Kind == kind).Select(a => a.Revision).FirstOrDefaultAsync(cancellationToken);
            Require(await new WriteAssessment(transaction, dossiers).RunAsync(cast.Planner, id, kind, text, revision, cancellationToken));
            Require(await new SubmitAssessment(transaction, dossiers).RunAsync(cast.Planner, id, kind, null, cancellationToken));
            clock.Pass(TimeSpan.FromMinutes(35));
            Require(await new GiveAssessmentOpinion(transaction, dossiers).RunAsync(cast.DataProtection, id, kind, OpinionAdvice.NoObjection, opinion, null, cancellationToken));
            clock.Pass(TimeSpan.FromMinutes(25));
            Require(await new DecideAssessment(transaction, dossiers).RunAsync(cast.Authoriser, id, kind, true, reasons, null, cancellationToken));
        }

        WithheldPart[] withheld = AssessmentOutline.Of(kind, policy).Any(p => p.Title == DemoAssessment.Withheld) ? [new WithheldPart(DemoAssessment.Withheld, DemoAssessment.WhyWithheld)] : [];
        Require(await new PublishAssessment(transaction, dossiers, contexts).RunAsync(cast.DataProtection, id, kind, 2, withheld, null, cancellationToken));
    }

    private async Task PutSignsUpAsync(LfrTransaction transaction, DemoClock clock, Cast cast, Guid id, Window window, CancellationToken cancellationToken)
    {
        clock.Set(window.Start.AddMinutes(-50));
        var picture = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Demo", "signs", "sign.jpg"), cancellationToken);
        foreach (var where in DemoPlans.RomfordSigns)
        {
            var sign = Guid.CreateVersion7(clock.GetUtcNow());
            Require(await new PlaceSign(transaction).RunAsync(cast.Planner, id, sign, where, cancellationToken));
            clock.Pass(TimeSpan.FromMinutes(9));
            Require(await new PhotographSign(transaction, signs).RunAsync(cast.OnTheGround, id, sign, Guid.CreateVersion7(clock.GetUtcNow()), picture, null, cancellationToken));
        }
    }

    private async Task SeedIlfordAsync(Cast cast, DateTimeOffset around, CancellationToken cancellationToken)
    {
        var start = around.Date.AddDays(8).AddHours(11);
        var window = new Window(new DateTimeOffset(start, TimeSpan.Zero), new DateTimeOffset(start, TimeSpan.Zero).AddHours(6));
        var clock = new DemoClock(AtNine(around.AddDays(-3)));
        var plan = DemoPlans.Ilford(Guid.CreateVersion7(clock.GetUtcNow()), window, cast.Staff);
        var (transaction, id) = (new LfrTransaction(contexts, changes, StepUp.None, clock), Guid.CreateVersion7(clock.GetUtcNow()));
        await PlanAsync(transaction, clock, cast, id, plan, cancellationToken);
        await ApproveCriteriaAsync(transaction, clock, cast, id, plan, "Everybody on the list was seen by the town hall or in the shops around it in the last month, or has friends there.", cancellationToken);
    }

    // The same people on the same afternoon as in Ilford: the calendar says so, and a planner moves one of the two.
    private async Task SeedBarkingAsync(Cast cast, DateTimeOffset around, CancellationToken cancellationToken)
    {
        var start = new DateTimeOffset(around.Date.AddDays(8).AddHours(14), TimeSpan.Zero);
        var clock = new DemoClock(AtNine(around.AddDays(-2)));
        var plan = DemoPlans.Barking(Guid.CreateVersion7(clock.GetUtcNow()), new Window(start, start.AddHours(5)), cast.Staff);
        Require(await new DraftDeployment(new LfrTransaction(contexts, changes, StepUp.None, clock), passwords).RunAsync(cast.Planner, Guid.CreateVersion7(clock.GetUtcNow()), plan, cancellationToken));
    }

    private async Task SeedStratfordAsync(Cast cast, DateTimeOffset around, CancellationToken cancellationToken)
    {
        var start = around.Date.AddDays(2).AddHours(12);
        var window = new Window(new DateTimeOffset(start, TimeSpan.Zero), new DateTimeOffset(start, TimeSpan.Zero).AddHours(5));
        var clock = new DemoClock(AtNine(around.AddDays(-5)));
        var transaction = new LfrTransaction(contexts, changes, StepUp.None, clock);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await PlanAsync(transaction, clock, cast, id, DemoPlans.Stratford(Guid.CreateVersion7(clock.GetUtcNow()), window, cast.Staff), cancellationToken);
        clock.Set(around.AddHours(-5));
        Require(await new PostponeDeployment(transaction).RunAsync(
            cast.Planner, id, "Snow and ice are forecast. A new date will be announced here.", null, cancellationToken));
    }

    private Task<Outcome> SeedHistoryAsync(Cast cast, CancellationToken cancellationToken) =>
        new EnterHistoricalCase(new LfrTransaction(contexts, changes, StepUp.None, new DemoClock(time.GetUtcNow())), policies).RunAsync(cast.Planner, cancellationToken);

    private async Task PlanAsync(LfrTransaction transaction, DemoClock clock, Cast cast, Guid id, Plan plan, CancellationToken cancellationToken)
    {
        Require(await new DraftDeployment(transaction, passwords).RunAsync(cast.Planner, id, plan, cancellationToken));
        clock.Pass(TimeSpan.FromHours(3));
        Require(await new WriteNotice(transaction).RunAsync(cast.Planner, id, DemoPlans.Notice(plan), 0, cancellationToken));
        clock.Pass(TimeSpan.FromMinutes(25));
        Require(await new PublishNotice(transaction, dossiers).RunAsync(cast.Planner, id, "", null, null, cancellationToken));
        clock.Pass(TimeSpan.FromHours(2));
        Require(await new SubmitDeployment(transaction, dossiers).RunAsync(cast.Planner, id, null, cancellationToken));
    }

    private async Task GrantAsync(LfrTransaction transaction, DemoClock clock, Cast cast, Guid id, Plan plan, CancellationToken cancellationToken)
    {
        clock.Pass(TimeSpan.FromHours(20));
        Require(await new DecideAuthority(transaction, dossiers, proof).RunAsync(
            cast.Authoriser, id, AuthorityVerdict.Granted,
            "Necessary: four weeks of other methods found nobody. Proportionate: a short list, one camera, a signposted way round, deletion at once.",
            "No comparison of people waiting at the school-bus forecourt; stop at once if the false alert rate passes one in a thousand.",
            plan.Hash(), null, cancellationToken));
    }

    private async Task ApproveCriteriaAsync(LfrTransaction transaction, DemoClock clock, Cast cast, Guid id, Plan plan, string link, CancellationToken cancellationToken)
    {
        clock.Pass(TimeSpan.FromMinutes(40));
        // Criteria are of one operation: its number keeps them apart from those of another day.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reference = await db.Deployments.Where(d => d.Id == id).Select(d => d.Reference).SingleAsync(cancellationToken);
        var terms = new CriteriaTerms(plan.Criteria.Categories, [ImageSource.Custody, ImageSource.Police, ImageSource.Family, ImageSource.PublicAppeal, ImageSource.ThirdParty], [AgeBand.Adult, AgeBand.Child13To17], $"{link} (Operation {reference}.)");
        Require(await new ProposeCriteria(transaction, dossiers).RunAsync(cast.Compiler, id, terms, 0, cancellationToken));
        clock.Pass(TimeSpan.FromMinutes(50));
        Require(await new DecideCriteria(transaction, dossiers).RunAsync(cast.Authoriser, id, true, "No wider than the plan. Children only from 13, since nobody younger is sought here.", null, null, cancellationToken));
    }

    private async Task<IReadOnlyList<WatchlistEntry>> EntriesAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId).OrderBy(e => e.Reference).ToListAsync(cancellationToken);
    }

    private async Task<bool> AnyAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.Deployments.AsNoTracking().ToListAsync(cancellationToken)).Exists(d => d.Plan.Name == name);
    }

    private async Task<Cast> CastAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var users = await db.Users.AsNoTracking().ToListAsync(cancellationToken);
        Actor As(string role)
        {
            var account = DemoAccounts.All.First(a => a.Role == role);
            var user = users.Single(u => u.Email == account.Email);
            return new Actor(user.Id, user.DisplayName, user.Rank, new HashSet<string>([role], StringComparer.Ordinal));
        }

        StaffMember Serving(string role)
        {
            var actor = As(role);
            return new StaffMember(actor.UserId, actor.Name, role, users.Single(u => u.Id == actor.UserId).TrainedUntil);
        }

        return new Cast(As(Roles.Planner), As(Roles.Compiler), As(Roles.WatchlistApprover), As(Roles.AuthorisingOfficer), As(Roles.Administrator), As(Roles.EngagementOfficer), As(Roles.DataProtectionOfficer),
            [Serving(Roles.Operator), Serving(Roles.EngagementOfficer), Serving(Roles.Silver)]);
    }

    // Planners write in the morning, whenever the demonstration happens to be started.
    private static DateTimeOffset AtNine(DateTimeOffset day) => new(day.Year, day.Month, day.Day, 9, 0, 0, TimeSpan.Zero);

    private static void Require(Outcome outcome)
    {
        if (!outcome.Succeeded)
            throw new InvalidOperationException($"The demonstration does not fit its own rules: {outcome.Explanation}");
    }

    private sealed record Cast(Actor Planner, Actor Compiler, Actor Approver, Actor Authoriser, Actor Administrator, Actor OnTheGround, Actor DataProtection, IReadOnlyList<StaffMember> Staff);
}

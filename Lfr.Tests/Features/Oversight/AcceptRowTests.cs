using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Oversight.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Oversight;

/// <summary>A row that was changed outside Lfr counts again when two people of different duties say so, on record, and not before.</summary>
public sealed class AcceptRowTests(AcceptRowTests.SharedRig shared) : IClassFixture<AcceptRowTests.SharedRig>
{
    private const string Reason = "The backup of Tuesday was played in.";
    private static readonly Actor Admin = Given.Person(81, "Ada Admin", Rank.Staff, Roles.Administrator);
    private static readonly Actor Dpo = Given.Person(82, "Dee Pio", Rank.Staff, Roles.DataProtectionOfficer);
    private static readonly Actor Oversight = Given.Person(83, "Owen Seer", Rank.Staff, Roles.Oversight);
    private static int count;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_AskedByOneAndAcceptedByAnother_CountsAgain_AndTheNextCommandVouchesForIt()
    {
        var (id, row) = await ChangedAsync();

        Given.Do(await AskAsync(Admin, row));
        var asked = Assert.Single(await RowsAsync(id));
        Assert.Equal(Admin.UserId, asked.Request!.ActorId);
        Assert.Contains(row.Hash, asked.Request.Sentence, StringComparison.Ordinal);
        Assert.NotEmpty(await FindAsync(id));
        Given.Do(await AcceptAsync(Dpo, row));

        Assert.Empty(await FindAsync(id));
        Assert.Empty(await RowsAsync(id));
        var revision = await InDatabaseAsync(db => db.Deployments.Where(d => d.Id == id).Select(d => d.Revision).SingleAsync(Cancel));
        Given.Do(await Get<ChangePlan>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Name = "Another name" }, revision, Cancel));
        Assert.Empty(await FindAsync(id));
        Assert.EndsWith($"Reason: {Reason}", await InDatabaseAsync(db => db.AuditEvents.Where(e => e.DeploymentId == id && e.Action == nameof(AcceptRow)).Select(e => e.Sentence).SingleAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_NobodyAskedFor_IsAcceptedByNobody()
    {
        var (id, row) = await ChangedAsync();

        Says.RefusedBy("STATE", await AcceptAsync(Dpo, row), "Nobody has asked");

        Assert.NotEmpty(await FindAsync(id));
    }

    /// <summary>Both duties in one hand: an administrator who is of oversight, too.</summary>
    [Fact]
    public async Task Row_IsNotAcceptedByWhoeverAsked()
    {
        var (id, row) = await ChangedAsync();
        var both = Given.Person(84, "Bo Th", Rank.Staff, Roles.Administrator, Roles.Oversight);

        Given.Do(await AskAsync(both, row));

        Says.RefusedBy("ROLE", await AcceptAsync(both, row), "You asked for this yourself.");
        Assert.NotEmpty(await FindAsync(id));
        Given.Do(await AcceptAsync(Oversight, row));
    }

    [Fact]
    public async Task Row_ChangedAgainAfterItWasAsked_IsNotAccepted()
    {
        var (id, row) = await ChangedAsync();
        Given.Do(await AskAsync(Admin, row));
        await WriteAsync(id, "North Street", "West Street");

        Says.RefusedBy("CONFLICT", await AcceptAsync(Dpo, row), "changed again");

        // With its hash of now, as an open page would have it after another look: nobody asked for this one.
        var now = Assert.Single(await RowsAsync(id));
        Says.RefusedBy("STATE", await AcceptAsync(Dpo, now), "Nobody has asked");
        Given.Do(await AskAsync(Admin, now));
        Given.Do(await AcceptAsync(Dpo, now));
        Assert.Empty(await FindAsync(id));
    }

    [Fact]
    public async Task AskedOrAcceptedTwice_AlsoAtTheSameMoment_CountsOnce()
    {
        var (id, row) = await ChangedAsync();

        var asked = await Task.WhenAll(AskAsync(Admin, row), AskAsync(Admin with { UserId = Given.Id(85) }, row));
        Says.RefusedBy("STATE", Assert.Single(asked, o => !o.Succeeded), "has already asked");
        var accepted = await Task.WhenAll(AcceptAsync(Dpo, row), AcceptAsync(Oversight, row));
        Says.RefusedBy("STATE", Assert.Single(accepted, o => !o.Succeeded), "No such row is in doubt.");

        Assert.Equal(1, await InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.DeploymentId == id && e.Action == nameof(AcceptRow) && e.Done, Cancel)));
    }

    [Fact]
    public async Task SoundRow_UnknownRow_AndNoReason_AreRefused()
    {
        var (_, row) = await ChangedAsync();

        Says.RefusedBy("FORM", await Get<AskToAcceptRow>().RunAsync(Admin, row.DeploymentId, row.Key, row.Hash, " ", Cancel), "No reason is given.");
        Says.RefusedBy("STATE", await AskAsync(Admin, row with { Key = $"Deployment {Given.Id(9_999)}" }), "No such row is in doubt.");
        Says.RefusedBy("STATE", await AskAsync(Admin, row with { Key = "nonsense" }), "No such row is in doubt.");
        Given.Do(await AskAsync(Admin, row));
        Given.Do(await AcceptAsync(Dpo, row));
        Says.RefusedBy("STATE", await AskAsync(Admin, row), "No such row is in doubt.");
    }

    private async Task<(Guid Id, DoubtfulRow Row)> ChangedAsync()
    {
        var id = Given.Id(40_000 + Interlocked.Increment(ref count));
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan(), Cancel));
        await WriteAsync(id, "South Street", "North Street");
        return (id, Assert.Single(await RowsAsync(id)));
    }

    private Task<int> WriteAsync(Guid id, string was, string becomes) =>
        InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Deployments SET Plan = replace(Plan, {was}, {becomes}) WHERE Id = {id}", Cancel));

    private Task<Outcome> AskAsync(Actor actor, DoubtfulRow row) => Get<AskToAcceptRow>().RunAsync(actor, row.DeploymentId, row.Key, row.Hash, Reason, Cancel);

    private Task<Outcome> AcceptAsync(Actor actor, DoubtfulRow row) => Get<AcceptRow>().RunAsync(actor, row.DeploymentId, row.Key, row.Hash, Reason, Cancel);

    private Task<IReadOnlyList<string>> FindAsync(Guid id) => InDatabaseAsync(db => EvidenceCheck.FindAsync(db, id, LogWalk.Begin, Cancel));

    private Task<IReadOnlyList<DoubtfulRow>> RowsAsync(Guid id) => InDatabaseAsync(db => DoubtfulRow.ReadAsync(db, id, Cancel));

    private Task<T> InDatabaseAsync<T>(Func<LfrDbContext, Task<T>> read) => shared.Rig.App.InDatabaseAsync(read);

    private T Get<T>()
        where T : notnull => shared.Rig.Get<T>();

    /// <summary>One application for the class: each test changes a deployment of its own.</summary>
    public sealed class SharedRig : IAsyncLifetime
    {
        internal LiveRig Rig { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Rig = await LiveRig.StartAsync(worker: false);

        public async ValueTask DisposeAsync() => await Rig.DisposeAsync();
    }
}

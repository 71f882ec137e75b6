using System.Data.Common;
using Lfr.Shared.Audit;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Dossiers;

/// <summary>The walk through the audit log before a go-live misses nothing and holds nobody up.</summary>
public sealed class LogWalkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A year's log takes seconds to walk, and while somebody holds the database no van's lease is confirmed.</summary>
    [Fact]
    public async Task OthersWork_WhileTheLogIsWalked_BeforeAGoLive()
    {
        var walk = new HeldWalk();
        await using var rig = await LiveRig.StartAsync(configure: b => b.Services.ConfigureDbContext<SqliteLfrDbContext>(o => o.AddInterceptors(walk)));
        walk.IsHeld = true;

        var going = Task.Run(() => rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel), Cancel);
        await walk.Reached.Task.WaitAsync(Cancel);
        // Refused, and that is written as well: a done one would begin to vouch for rows, and the rig's were put in.
        var refused = await rig.Get<DraftDeployment>().RunAsync(Given.Operator, Given.Id(555), Given.GoodPlan(), Cancel);
        walk.Release.SetResult();

        Says.RefusedBy("ROLE", refused);
        Given.Do(await going);
    }

    /// <summary>What came since the walk is walked by the transaction; where the walk ended must be as it was.</summary>
    [Theory]
    [InlineData("UPDATE AuditEvents SET Sentence = 'Another.' WHERE Number = (SELECT MAX(Number) FROM AuditEvents)", true)]
    [InlineData("DELETE FROM AuditEvents WHERE Number > {0}", false)]
    [InlineData("DELETE FROM AuditEvents WHERE Number = {0}", true)]
    [InlineData("UPDATE AuditEvents SET Hash = upper(Hash) WHERE Number = {0}", true)]
    public async Task WalkOn_FindsWhatWasChangedSince_FromItsEndOn(string sql, bool isBroken)
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(Given.Planner, Given.Id(554), Given.GoodPlan(), Cancel));
        var walk = await LogWalk.ToTheEndAsync(rig.Get<IDbContextFactory<LfrDbContext>>(), Cancel);
        Assert.Null(walk.Broken);
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(Given.Planner, Given.Id(555), Given.GoodPlan(), Cancel));

        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, [walk.Number], Cancel));

        Assert.Equal(isBroken, (await rig.App.InDatabaseAsync(db => walk.OnAsync(db, Cancel))).Broken is not null);
    }

    [Fact]
    public async Task EmptyLog_HoldsTogether()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await rig.App.InDatabaseAsync(db => db.AuditEvents.ExecuteDeleteAsync(Cancel));

        Assert.Equal(new LogWalk(0, AuditEvent.Origin, null), await LogWalk.ToTheEndAsync(rig.Get<IDbContextFactory<LfrDbContext>>(), Cancel));
    }

    /// <summary>Holds the first reader of the whole log before it reads.</summary>
    private sealed class HeldWalk : DbCommandInterceptor
    {
        public bool IsHeld { get; set; }

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (IsHeld && command.CommandText.Contains("FROM \"AuditEvents\"", StringComparison.Ordinal) && command.CommandText.Contains("\"Number\" >", StringComparison.Ordinal) && Reached.TrySetResult())
                await Release.Task.WaitAsync(cancellationToken);
            return result;
        }
    }
}

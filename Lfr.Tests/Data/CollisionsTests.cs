using System.Data.Common;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Workers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Data;

/// <summary>Somebody else holds the database for a moment while a worker or an open page asks it: they are answered all the same.</summary>
public sealed class CollisionsTests : IAsyncLifetime
{
    private readonly Collision collision = new();
    private LiveRig rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        rig = await LiveRig.StartLiveAsync(configure: builder => builder.Services.ConfigureDbContext<SqliteLfrDbContext>(o => o.AddInterceptors(collision)));
        await rig.App.InDatabaseAsync(async db =>
        {
            db.Users.Add(new LfrUser { Id = Given.Operator.UserId, DisplayName = "Olu Operator", UserName = "olu@force.example", Email = "olu@force.example" });
            db.Sessions.Add(new StaffSession { Id = "one", AccountId = Given.Operator.UserId, CreatedAt = rig.Clock.GetUtcNow(), LastActiveAt = rig.Clock.GetUtcNow().AddMinutes(-5), Source = "local" });
            return await db.SaveChangesAsync(Cancel);
        });
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task WorkerThatMeetsACollision_IsAnswered()
    {
        var (grants, licence) = (rig.Get<LicenceGrants>(), (await rig.DeploymentAsync()).Runs[^1].LicenceId);

        Assert.Equal(LeaseState.Running, (await MetAsync(() => grants.LeaseAsync(rig.WorkerId, Cancel))).State);
        Assert.Single(await MetAsync(() => grants.ForAsync(rig.WorkerId, Cancel)));
        Assert.NotNull(await MetAsync(() => grants.OfAsync(licence, rig.WorkerId, Cancel)));
        Assert.Equal(2, (await MetAsync(() => grants.GalleryAsync(licence, rig.WorkerId, Cancel)))!.Count);
        var granted = await grants.ForAsync(rig.WorkerId, Cancel);
        Assert.Empty(await MetAsync(() => grants.LeftAsync(rig.WorkerId, [licence], granted, Cancel)));
        Assert.Null(await MetAsync(() => rig.Get<FaceCountStore>().SilentSinceAsync(licence, rig.WorkerId, Cancel)));
        Assert.Null(await MetAsync(() => rig.Get<FaceCountStore>().DoubtAsync(licence, rig.WorkerId, Guid.AllBitsSet, 1, FaceCounts.None, Cancel)));
        Assert.Empty(await MetAsync(() => rig.Get<RepeatStore>().RearmedAsync(licence, Cancel)));
    }

    [Fact]
    public async Task PageThatMeetsACollision_StaysSignedIn_AndCounts()
    {
        var sessions = rig.Get<StaffSessions>();

        Assert.NotNull(await MetAsync(() => sessions.AccountOfAsync("one", Given.Operator.UserId, Cancel)));
        Assert.True(await MetAsync(() => sessions.KnowsAsync(Given.Operator.UserId, "local", Cancel)));
        await MetAsync(async () =>
        {
            await sessions.SeenAsync("one", Cancel);
            return true;
        });

        Assert.Equal(rig.Clock.GetUtcNow(), await rig.App.InDatabaseAsync(db => db.Sessions.Select(s => s.LastActiveAt).SingleAsync(Cancel)));
    }

    private async Task<T> MetAsync<T>(Func<Task<T>> ask)
    {
        collision.Strike();
        var answer = await ask();
        Assert.False(collision.IsPending);
        return answer;
    }

    /// <summary>The next question of this test's own flow finds the database locked; those of the program's watches do not.</summary>
    private sealed class Collision : DbCommandInterceptor
    {
        private readonly AsyncLocal<StrongBox?> armed = new();

        public bool IsPending => armed.Value is { Pending: true };

        public void Strike() => armed.Value = new StrongBox { Pending = true };

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Meet();
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Meet();
            return ValueTask.FromResult(result);
        }

        private void Meet()
        {
            if (armed.Value is not { Pending: true } box)
                return;
            box.Pending = false;
            throw new SqliteException("SQLite Error 5: 'database is locked'.", 5);
        }

        private sealed class StrongBox
        {
            public bool Pending { get; set; }
        }
    }
}

using System.Text;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Settings;
using Lfr.Web.Workers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Deployments;

/// <summary>A camera's password is written by planners, opened for the worker that runs the licence, and read by nobody.</summary>
public sealed class CameraPasswordsTests : IDisposable
{
    private const string Password = "Wintergreen-42";
    private const string Address = $"rtsp://lfr:{Password}@10.20.30.40/one";
    private static readonly Guid CameraId = Given.Id(21);
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-passwords").FullName;
    private readonly KeyFolder keys;

    public CameraPasswordsTests() => keys = new KeyFolder(new LfrPaths(folder, "none"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CameraPasswords Passwords => new(keys);

    public void Dispose()
    {
        keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>As a command gets it, from whichever form: no file of the database holds it, the log neither.</summary>
    [Fact]
    public async Task PasswordTypedIntoAnAddress_IsNowhereInTheDatabase()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start.AddDays(-9)) });
        Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.DeploymentId, WithCamera(Given.GoodPlan(), Address), Cancel));
        var read = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(Cancel));
        Given.Do(await app.Services.GetRequiredService<ChangePlan>().RunAsync(
            Given.Planner, Given.DeploymentId, WithCamera(read.Plan, Address.Replace("/one", "/two", StringComparison.Ordinal)), read.Revision, Cancel));

        await app.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Cancel));
        SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(app.Data, "*.db*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(-1, ReadApart.Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Password))));

        Assert.DoesNotContain(app.Log, line => line.Contains(Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Licence_HasThePasswordEncrypted_AndOnlyTheWorkerThatRunsItIsGivenIt()
    {
        await using var rig = await LiveRig.StartAsync(prepare: (given, rig) => given.Plan = rig.Get<CameraPasswords>().Seal(WithCamera(given.Plan, Address)));
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));

        var grant = Assert.Single(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancel));

        var licence = LicenceSeal.Open(grant.Licence, rig.Get<KeyFolder>().LicenceKey)!;
        Assert.DoesNotContain(Password, Encoding.UTF8.GetString(grant.Licence.Payload), StringComparison.Ordinal);
        Assert.StartsWith("rtsp://lfr:lfr-sealed-", Assert.Single(licence.Cameras).Source, StringComparison.Ordinal);
        Assert.Equal(Password, grant.CameraPasswords[CameraId]);
        Assert.Empty(await rig.Get<LicenceGrants>().ForAsync(Given.Id(4711), Cancel));
    }

    /// <summary>Whoever may write plans and not read passwords must not have one sent to a machine of their own.</summary>
    [Theory]
    [InlineData("10.20.30.40", "10.20.30.41")]
    [InlineData("10.20.30.40", "10.20.30.40:8554")]
    [InlineData("rtsp://lfr:", "rtsp://root:")]
    [InlineData("rtsp:", "http:")]
    public void EncryptedPassword_InAnotherAddress_IsNotOpened_AndThePlanIsRefused(string from, string to)
    {
        var kept = Passwords.Seal(CameraId, Address);
        Assert.Null(Passwords.Problem(new Camera(CameraId, "Camera 1", kept, "")));
        var moved = kept.Replace(from, to, StringComparison.Ordinal);

        Assert.Empty(Passwords.Of([new LicensedCamera(CameraId, "Camera 1", moved)]));
        Assert.EndsWith("Type it again.", Passwords.Problem(new Camera(CameraId, "Camera 1", moved, "")), StringComparison.Ordinal);
    }

    [Fact]
    public void EncryptedPassword_OfAnotherCamera_IsNotOpened() =>
        Assert.Empty(Passwords.Of([new LicensedCamera(Given.Id(22), "Camera 2", Passwords.Seal(CameraId, Address))]));

    /// <summary>Saved twice, or by two forms: the plan, and the authority that rests on its hash, stay as they are.</summary>
    [Fact]
    public void PlanWhosePasswordsAreEncrypted_IsLeftAlone()
    {
        var kept = Passwords.Seal(WithCamera(Given.GoodPlan(), Address));

        Assert.Same(kept, Passwords.Seal(kept));
        Assert.Equal(kept.Cameras[0], new CameraDraft(kept.Cameras[0]).ToCamera());
    }

    [Fact]
    public void Form_NeverShowsAPassword_AndKeepsItForItsOwnAddressOnly()
    {
        var camera = new CameraDraft(new Camera(CameraId, "Camera 1", "", "")) { Source = Address };
        camera.TakeOutPassword(Passwords);
        Assert.Equal(("rtsp://lfr@10.20.30.40/one", true), (camera.Source, camera.HasPassword));

        camera.Source = "rtsp://lfr@10.20.30.4/one";
        Assert.Equal((false, true, "rtsp://lfr@10.20.30.4/one"), (camera.HasPassword, camera.HasLostPassword, camera.ToCamera().Source));

        // A slip that is mended, or another path at the same door, costs nothing.
        camera.Source = "rtsp://lfr@10.20.30.40/two";
        Assert.Equal(Password, Passwords.Of([new LicensedCamera(CameraId, "Camera 1", camera.ToCamera().Source)])[CameraId]);

        camera.Keep(null, Passwords);
        Assert.Equal("rtsp://lfr@10.20.30.40/two", camera.ToCamera().Source);
    }

    private static Plan WithCamera(Plan plan, string source) => plan with { Cameras = [new Camera(CameraId, "Camera 1", source, "The street")] };
}

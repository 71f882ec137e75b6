using Lfr.Shared.Alerts;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>An alert that was wrong must not silence the right person, and what was not announced is listed where it belongs.</summary>
public sealed class RepeatedAlertTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_AnsweredNotTheSame_IsToldToTheWorkerAsOneThatSilencesNobody()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        Assert.Empty(await rig.Get<RepeatStore>().RearmedAsync(licence, Cancellation));
        var alert = await AlertAsync(rig);

        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert.Id, Answer.NotSame, "Differs: nose.", rig.Clock.GetUtcNow(), Cancellation));

        Assert.Equal([alert.Id], await rig.Get<RepeatStore>().RearmedAsync(licence, Cancellation));
    }

    [Fact]
    public async Task Pass_ThatRepeatsAnAlert_IsListedAtIt_OnceAndOnlyAfterTheAnswer()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        var run = (await rig.DeploymentAsync()).CurrentRun!;
        var licence = (await rig.Get<LicenceGrants>().OfAsync(run.LicenceId, rig.WorkerId, Cancellation))!;
        var alert = await AlertAsync(rig);
        var at = rig.Clock.GetUtcNow();
        var pass = new RepeatedPass(Guid.CreateVersion7(at), alert.Id, licence.Cameras[0].CameraId, at, 0.61f);
        RepeatedPass[] told =
        [
            pass, pass,
            pass with { PassId = Guid.CreateVersion7(at), AlertId = Guid.CreateVersion7(at) },
            pass with { PassId = Guid.CreateVersion7(at), CameraId = Guid.CreateVersion7(at) },
            pass with { PassId = Guid.CreateVersion7(at), Score = float.NaN },
            pass with { PassId = Guid.CreateVersion7(at), At = at.AddHours(1) },
            null!,
        ];

        await rig.Get<RepeatStore>().TakeAsync(licence, told, Cancellation);
        await rig.Get<RepeatStore>().TakeAsync(licence, told, Cancellation);

        Assert.Null((await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation))!.Revealed);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert.Id, Answer.Same, "Matches: nose.", at, Cancellation));
        var seen = Assert.Single((await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation))!.Revealed!.Repeats);
        Assert.Equal((pass.PassId, licence.Cameras[0].Name, at, 0.61f), (seen.Id, seen.CameraName, seen.At, seen.Score));
    }

    private static Task<Alert> AlertAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.Alerts.AsNoTracking().SingleAsync(Cancellation));
}

using System.Text.Json;
using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

public class ReviewTests
{
    private static readonly Guid Alert = Given.Id(5001);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_WithoutReason_IsRefused()
    {
        await using var rig = await AlertedAsync();

        var outcome = await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Alert, Answer.Same, " ", rig.Clock.GetUtcNow(), Cancellation);

        Assert.Equal("R32", Assert.Single(outcome.Refusals).RuleId);
    }

    [Fact]
    public async Task Detail_BeforeAnAnswer_HoldsNeitherScoreNorNameNorReasonForListing()
    {
        await using var rig = await AlertedAsync();
        await NoteTwinAsync(rig);

        var detail = await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation);

        Assert.NotNull(detail);
        Assert.Null(detail.Revealed);
        // Nothing that a page could render by mistake is in it either.
        var everything = JsonSerializer.Serialize(detail);
        Assert.DoesNotContain("0.81", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Person 1", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("R-0001", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("twin", everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Detail_AfterSame_ShowsScoreAndWhomToLookFor()
    {
        await using var rig = await AlertedAsync();
        await NoteTwinAsync(rig);
        await SayAsync(rig, Answer.Same);

        var detail = await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation);

        Assert.Equal(0.81f, detail!.Revealed!.Score);
        Assert.Equal(("Person 1", "A twin brother"), (detail.Revealed.Person!.Name, detail.Revealed.Person.KnownSiblings));
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(Given.Engagement, rig.DeploymentId, "Meets people on the street today.", Cancellation));
        Assert.Equal("A twin brother", (await rig.Get<ReadEngagements>().RunAsync(Given.Engagement, rig.DeploymentId, Cancellation)).Value!.Open[0].Person!.KnownSiblings);
    }

    [Fact]
    public async Task Detail_AfterNotSame_KeepsTheNameClosed()
    {
        await using var rig = await AlertedAsync();
        await SayAsync(rig, Answer.NotSame);

        var detail = await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation);

        Assert.NotNull(detail!.Revealed);
        Assert.Null(detail.Revealed.Person);
    }

    [Fact]
    public async Task Detail_ForAPlanner_IsNothing()
    {
        await using var rig = await AlertedAsync();

        Assert.Null(await rig.Get<ReadAlert>().RunAsync(Given.Planner, rig.DeploymentId, 1, Cancellation));
        Assert.Null(await rig.Get<ReadLiveRoom>().RunAsync(Given.Planner, rig.DeploymentId, Cancellation));
        Assert.Empty(await rig.Get<ReadAlerts>().AfterAsync(Given.Planner, rig.DeploymentId, 0, Cancellation));
    }

    [Fact]
    public async Task Dispatch_WithoutStatusCheck_IsRefused()
    {
        await using var rig = await AlertedAsync();
        await SayAsync(rig, Answer.Same);

        var outcome = await rig.Get<DispatchOfficers>().RunAsync(Given.Operator, Alert, await RevisionAsync(rig), Cancellation);

        Assert.Equal("R33", Assert.Single(outcome.Refusals).RuleId);
    }

    [Fact]
    public async Task Dispatch_AfterAnAnswerAndAFreshCheck_IsDone()
    {
        await using var rig = await AlertedAsync();
        await SayAsync(rig, Answer.Same);
        Given.Do(await rig.Get<CheckAlertStatus>().RunAsync(Given.Operator, Alert, true, "Police National Computer", 0, Cancellation));

        Given.Do(await rig.Get<DispatchOfficers>().RunAsync(Given.Operator, Alert, await RevisionAsync(rig), Cancellation));

        var board = await rig.Get<ReadEngagements>().RunAsync(Given.Engagement, rig.DeploymentId, Cancellation);
        Assert.NotNull(Assert.Single(board.Value!.Open).SentAt);
    }

    [Fact]
    public async Task Alert_ThatNobodyAnswers_IsNeverAnsweredByWaiting()
    {
        await using var rig = await AlertedAsync();

        rig.Leap(TimeSpan.FromHours(2));

        var line = Assert.Single(await rig.Get<ReadAlerts>().AfterAsync(Given.Operator, rig.DeploymentId, 0, Cancellation));
        Assert.True(line.IsWaiting);
        Assert.Null(line.Answer);
    }

    [Fact]
    public async Task Lines_AfterANumber_AreThoseThatAScreenMissed()
    {
        await using var rig = await AlertedAsync();
        await rig.RaiseAsync(2);
        await rig.RaiseAsync(3);

        var missed = await rig.Get<ReadAlerts>().AfterAsync(Given.Operator, rig.DeploymentId, 1, Cancellation);

        Assert.Equal([2L, 3L], missed.Select(l => l.Sequence));
    }

    [Theory]
    [InlineData(AlertPicture.Probe, 180)]
    [InlineData(AlertPicture.Context, 320)]
    [InlineData(AlertPicture.Reference, null)]
    public async Task Picture_ForTheOperator_IsDecrypted(AlertPicture kind, int? width)
    {
        await using var rig = await AlertedAsync();

        var answer = await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Alert, kind, Cancellation);

        if (width is null)
            Assert.Equal([0xFF, 0xD8, 9], answer.Jpeg!);
        else
        {
            using var picture = Lfr.Inference.Faces.Picture.Decode(answer.Jpeg!);
            Assert.Equal(width, picture.Width);
        }
    }

    [Fact]
    public async Task Picture_ForAPlanner_IsRefused()
    {
        await using var rig = await AlertedAsync();

        Assert.True((await rig.Get<LookAtAlertPicture>().RunAsync(Given.Planner, Alert, AlertPicture.Probe, Cancellation)).Refused);
    }

    [Fact]
    public async Task Picture_ForOversight_NeedsAReasonAndIsLogged()
    {
        await using var rig = await AlertedAsync();

        Assert.True((await rig.Get<LookAtAlertPicture>().RunAsync(LiveRig.Oversight, Alert, AlertPicture.Probe, Cancellation)).Refused);
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(LiveRig.Oversight, rig.DeploymentId, "Sampling every tenth alert.", Cancellation));
        Assert.NotNull((await rig.Get<LookAtAlertPicture>().RunAsync(LiveRig.Oversight, Alert, AlertPicture.Probe, Cancellation)).Jpeg);

        var log = await rig.Get<ReadAudit>().AllAsync(LiveRig.Oversight, new AuditFilter(rig.DeploymentId, LiveRig.Oversight.UserId, "LookAtAlertPicture", false), Cancellation);
        Assert.Contains("Why: \"Sampling every tenth alert.\"", Assert.Single(log).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PictureAddress_WithoutSignIn_IsNotServed()
    {
        await using var rig = await AlertedAsync();
        using var anybody = rig.App.Anybody();

        using var answer = await anybody.GetAsync(new Uri(AlertPictureEndpoint.Address(Alert, AlertPicture.Probe), UriKind.Relative), Cancellation);

        Assert.NotEqual(System.Net.HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<LiveRig> AlertedAsync()
    {
        var rig = await LiveRig.StartLiveAsync();
        Assert.True((await rig.RaiseAsync()).Accepted);
        rig.Clock.Advance(TimeSpan.FromSeconds(6));
        return rig;
    }

    private static Task NoteTwinAsync(LiveRig rig) => rig.App.InDatabaseAsync(async db =>
    {
        var entry = await db.Entries.SingleAsync(e => e.Reference == "R-0001", Cancellation);
        db.Entry(entry).Property(e => e.Details).CurrentValue = entry.Details with { KnownSiblings = "A twin brother" };
        return await db.SaveChangesAsync(Cancellation);
    });

    private static async Task<long> RevisionAsync(LiveRig rig) => (await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation))!.Revision;

    private static async Task SayAsync(LiveRig rig, Answer answer) =>
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Alert, answer, "Ears and hairline.", rig.Clock.GetUtcNow(), Cancellation));
}

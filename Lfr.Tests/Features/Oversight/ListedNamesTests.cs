using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Oversight.Commands;
using Lfr.Web.Features.Records.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Oversight;

/// <summary>R42: neither an assessment nor a record is published while it names somebody who is listed, and the refusal does not say whom. The bundle leaves such a part out.</summary>
public sealed class ListedNamesTests
{
    private const AssessmentKind Kind = AssessmentKind.Equality;
    private static readonly Actor Dpo = Given.Person(18, "Dora Protection", Rank.Staff, Roles.DataProtectionOfficer);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assessment_ThatNamesSomebodyListed_IsNotPublished_UnlessThatPartIsWithheld_AndTheBundleLeavesItOut()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await NameAsync(rig, "MARLOWE, Edwin James");
        var titles = AssessmentOutline.Of(Kind, null).Select(p => p.Title).ToArray();
        await ApprovedAsync(rig, [.. titles.Select((t, i) => new AssessmentPart(t, i == 1 ? "Edwin Marlowe was seen here." : $"About {t}."))]);

        var refused = await PublishAsync(rig, []);
        Says.RefusedBy("FORM", refused, $"The part “{titles[1]}” names somebody who is on a watchlist");
        Assert.DoesNotContain("Marlowe", refused.Explanation, StringComparison.OrdinalIgnoreCase);
        Says.RefusedBy("FORM", await PublishAsync(rig, [new WithheldPart(titles[1], "It names edwin marlowe.")]), "names somebody");
        Given.Do(await PublishAsync(rig, [new WithheldPart(titles[1], "It names people.")]));

        var bundled = Assert.Single((await rig.Get<ExportBundle>().RunAsync(LiveRig.Oversight, rig.DeploymentId, Cancel)).Value!.Assessments);
        var version = Assert.Single(bundled.Versions);
        Assert.Equal((Kind, "Left out: it names somebody who is listed.", $"About {titles[0]}."), (bundled.Kind, version.Parts[1].Text, version.Parts[0].Text));
        Assert.Equal((Given.Planner.UserId, Given.Officer.UserId), (version.SubmittedBy.UserId, version.ApprovedBy.UserId));
        Assert.Equal("It names people.", Assert.Single(Assert.Single(bundled.Publications).Withheld).Reason);
    }

    /// <summary>The list is destroyed by then; who was on it stays in the ledger (R43).</summary>
    [Fact]
    public async Task Record_ThatNamesSomebodyWhoWasListed_IsNeitherPublishedNorCorrected()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Done for today.", Cancel));
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        await NameAsync(rig, "MARLOWE, Edwin James");
        await WriteAsync(rig, "A quiet day; Edwin Marlowe did not come.");

        Says.RefusedBy("FORM", await rig.Get<PublishRecord>().RunAsync(Given.Officer, rig.DeploymentId, null, Cancel), "“What happened” names somebody");
        await WriteAsync(rig, "A quiet day.");
        Given.Do(await rig.Get<PublishRecord>().RunAsync(Given.Officer, rig.DeploymentId, null, Cancel));
        await WriteAsync(rig, "A quiet day, as we said.");
        Says.RefusedBy("FORM", await rig.Get<CorrectRecord>().RunAsync(Given.Officer, rig.DeploymentId, "Marlowe, Edwin was not there.", null, Cancel), "names somebody");
        Given.Do(await rig.Get<CorrectRecord>().RunAsync(Given.Officer, rig.DeploymentId, "Better words.", null, Cancel));
    }

    // The text by which lists are searched: reference, then name.
    private static Task NameAsync(LiveRig rig, string name)
    {
        var searched = " " + name.ToUpperInvariant();
        return rig.App.InDatabaseAsync(db => db.Entries.Where(e => e.DeploymentId == rig.DeploymentId).ExecuteUpdateAsync(e => e.SetProperty(x => x.SearchText, x => x.Reference + searched), Cancel));
    }

    private static async Task WriteAsync(LiveRig rig, string narrative) =>
        Given.Do(await rig.Get<EditRecord>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(40), new RecordText(narrative, "", null), null, Cancel));

    private static async Task ApprovedAsync(LiveRig rig, AssessmentPart[] parts)
    {
        var text = new AssessmentText(parts, "Measured by group.", rig.Clock.GetUtcNow().ForceDay().AddYears(1));
        Given.Do(await rig.Get<WriteAssessment>().RunAsync(Given.Planner, rig.DeploymentId, Kind, text, 0, Cancel));
        Given.Do(await rig.Get<SubmitAssessment>().RunAsync(Given.Planner, rig.DeploymentId, Kind, null, Cancel));
        Given.Do(await rig.Get<DecideAssessment>().RunAsync(Given.Officer, rig.DeploymentId, Kind, true, "", null, Cancel));
    }

    private static Task<Outcome> PublishAsync(LiveRig rig, IReadOnlyList<WithheldPart> withheld) =>
        rig.Get<PublishAssessment>().RunAsync(Dpo, rig.DeploymentId, Kind, 1, withheld, null, Cancel);
}

using System.Text.Json.Nodes;
using Lfr.Shared.Notices;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Notices.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Notices;

/// <summary>Where the policy names Welsh, no notice is published without it (R54); where it only warns, or names no language, it is.</summary>
public sealed class NoticeLanguagesTests
{
    private static readonly NoticeTranslation Welsh = new(
        NoticeTranslation.Welsh, "Bydd camerâu yn cymharu wynebau.", "Dod o hyd i bobl.", "Mae lladradau wedi dyblu.", "Pobl y mae’r llysoedd yn chwilio amdanynt.", "Cerddwch ar hyd y Parade.", "Caiff eich wyneb ei ddileu.",
        "Cewch ofyn a chwyno.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notice_WithoutAnAskedLanguage_IsNotPublished()
    {
        using var packs = Asking("Block");
        await using var rig = await LiveRig.StartAsync(g => (g.Policy, g.NoticeAt) = (packs.Uk, null), worker: false, configure: b => b.Services.AddSingleton(packs.Library));
        Given.Do(await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText, null, Cancel));

        Says.RefusedBy("R54", await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "", null, null, Cancel), "not in Welsh");
        Assert.Equal(0, await VersionsAsync(rig));

        Given.Do(await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText with { Second = Welsh }, null, Cancel));
        Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "", null, null, Cancel));
        Assert.Equal(1, await VersionsAsync(rig));
    }

    [Fact]
    public async Task Notice_UnderAPolicyThatOnlyWarns_IsPublished()
    {
        using var packs = Asking("Warn");
        await using var rig = await LiveRig.StartAsync(g => (g.Policy, g.NoticeAt) = (packs.Uk, null), worker: false, configure: b => b.Services.AddSingleton(packs.Library));
        Given.Do(await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText, null, Cancel));

        Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "", null, null, Cancel));

        Assert.Equal(1, await VersionsAsync(rig));
    }

    private static ChangedPacks Asking(string weight) => new(pack =>
    {
        pack["notice"] = new JsonObject { ["languages"] = new JsonArray("en", "cy") };
        pack["rules"]!["R54"] = weight;
        pack["citations"]!["R54"] = new JsonArray(new JsonObject { ["ours"] = "A force of Wales." });
        pack["citations"]!["notice"] = new JsonArray(new JsonObject { ["ours"] = "A force of Wales." });
    });

    private static Task<int> VersionsAsync(LiveRig rig) =>
        rig.App.InDatabaseAsync(async db => (await db.Notices.AsNoTracking().SingleAsync(n => n.DeploymentId == rig.DeploymentId, Cancel)).Versions.Count);
}

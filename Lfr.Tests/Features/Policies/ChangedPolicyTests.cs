using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Policies.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Policies;

/// <summary>Whoever changes or takes away the file of a policy that deployments stand under, or puts another in force, leaves a line in the log, at the next start and once.</summary>
public sealed class ChangedPolicyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FileThatWasChangedUnderItsId_IsNotedAtTheNextStart_AndOnce()
    {
        using var packs = new ChangedPacks(p => p["numbers"]!["falseAlertRateLimit"] = 0.01);
        var rig = await LiveRig.StartAsync(worker: false);
        Assert.Empty(await NotedAsync(rig.App));
        var data = await rig.App.StopAsync();

        await (await StartAsync(data, packs)).StopAsync();
        await using var third = await StartAsync(data, packs);

        Assert.Equal(
            [$"The file of the policy uk-2026.1 was changed under its id, and has the hash {packs.Uk.Hash} now. 1 deployment was asked for under another text."], await NotedAsync(third));
    }

    [Fact]
    public async Task FileThatIsGone_AndThePolicyThatFollows_AreNoted_AndOneThatSaysWhatItSaidIsNot()
    {
        using var packs = new ChangedPacks(p => p["id"] = "force.1");
        var rig = await LiveRig.StartAsync(worker: false);
        var data = await rig.App.StopAsync();

        await using (var same = await StartAsync(data))
        {
            Assert.Empty(await NotedAsync(same));
            await same.StopAsync();
        }

        await using var without = await StartAsync(data, packs);
        Assert.Equal(
            ["The file of the policy uk-2026.1 is gone. 1 deployment was asked for under another text.",
                $"The policy force.1, “{Given.Uk.Title}”, is in force now, with the hash {packs.Library.All[0].Hash}. Deployments so far were asked for under uk-2026.1."],
            await NotedAsync(without));
    }

    private static Task<LfrApp> StartAsync(string data, ChangedPacks? packs = null) => LfrApp.StartAsync(new LfrAppOptions
    {
        Accounts = false,
        Data = data,
        Time = new FakeTimeProvider(Given.Start.AddMinutes(40)),
        Configure = packs is null ? null : b => b.Services.AddSingleton(packs.Library),
    });

    private static Task<List<string>> NotedAsync(LfrApp app) =>
        app.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(NoteChangedPolicies)).OrderBy(e => e.Number).Select(e => e.Sentence).ToListAsync(Cancel));
}

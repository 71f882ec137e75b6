using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Deployments;

/// <summary>A weather day: several deployments are put off for one reason, each by itself.</summary>
public sealed class PostponeRoundTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OneThatIsRefused_LosesNothingOfTheOthers_AndEachSaysItsResult()
    {
        var day = TimeProvider.System.GetUtcNow().Date.AddDays(50);
        var start = new DateTimeOffset(day.AddHours(9), TimeSpan.Zero);
        await DraftAsync(8501, start);
        await DraftAsync(8502, start.AddHours(1));
        await DraftAsync(8503, start.AddHours(2));
        await DraftAsync(8504, start.AddDays(1));
        await DraftAsync(8505, null);
        var read = Get<ReadPostponable>();
        var items = (await read.RunAsync(Given.Planner, DateOnly.FromDateTime(day), DateOnly.FromDateTime(day), "", Cancel))!;
        Assert.Equal([Given.Id(8501), Given.Id(8502), Given.Id(8503)], items.Select(i => i.Row.Id));
        Assert.Null(await read.RunAsync(Given.Officer, DateOnly.FromDateTime(day), DateOnly.FromDateTime(day), "", Cancel));
        // Somebody moves the second while the planner reads.
        Given.Do(await Get<MoveDeployment>().RunAsync(Given.Planner, Given.Id(8502), new Window(start.AddHours(5), start.AddHours(8)), items[1].Row.Revision, Cancel));
        var told = new List<string>();

        var outcomes = await PostponeRound.RunAsync(Get<PostponeDeployment>(), () => Task.FromResult(Given.Planner), [.. items.Select(i => i.Row)], "Snow", (before, row) => told.Add($"{before} {row.Name}"), Cancel);

        Assert.Equal([true, false, true], items.Select(i => outcomes[i.Row.Id].Succeeded));
        Says.RefusedBy("CONFLICT", outcomes[Given.Id(8502)], "Moved it from");
        Assert.Equal("2 of 3 deployments postponed. One was not: the reason is beside it.", PostponeRound.InWords(outcomes));
        Assert.Equal(["0 Street 8501", "1 Street 8502", "2 Street 8503"], told);
        var dated = await shared.App.InDatabaseAsync(db => db.Deployments.Where(d => d.Name.StartsWith("Street 850")).OrderBy(d => d.Name).Select(d => d.Starts != null).ToListAsync(Cancel));
        Assert.Equal([false, true, false, true, false], dated);
    }

    [Fact]
    public async Task Page_ShowsWhatFalls_ToPlannersAlone()
    {
        var day = TimeProvider.System.GetUtcNow().Date.AddDays(60);
        await DraftAsync(8511, new DateTimeOffset(day.AddHours(9), TimeSpan.Zero));
        Given.Do(await Get<SubmitDeployment>().RunAsync(Given.Planner, Given.Id(8511), null, Cancel));
        using var planner = await shared.App.SignInAsync(Roles.Planner);

        var page = await planner.GetStringAsync(LfrRoutes.PostponeDays(DateOnly.FromDateTime(day), DateOnly.FromDateTime(day), "8511"), Cancel);

        Assert.Contains("Street 8511", page, StringComparison.Ordinal);
        Assert.Contains("The request for authority is taken back.", page, StringComparison.Ordinal);
    }

    private T Get<T>()
        where T : notnull => shared.App.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    private async Task DraftAsync(int id, DateTimeOffset? start)
    {
        var good = Given.GoodPlan();
        var today = ForceTime.Day(TimeProvider.System.GetUtcNow());
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, Given.Id(id), good with
        {
            Name = $"Street {id}",
            Window = start is { } from ? new Window(from, from.AddHours(4)) : null,
            Assessments = [.. good.Assessments.Select(a => a with { ApprovedOn = today.AddDays(-1), ValidUntil = today.AddYears(1) })],
            Staff = [.. good.Staff.Select(s => s with { TrainedUntil = today.AddYears(1) })],
        }, Cancel));
    }
}

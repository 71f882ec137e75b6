using Bunit;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Parts;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

using TestContext = Xunit.TestContext;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>What a compiler is told about the photograph that was just chosen.</summary>
public sealed class EnrolmentAdviceTests : BunitContext, IClassFixture<SharedApp>, IAsyncLifetime
{
    private static readonly QualityMeasure Sharp = new("Sharpness", "90", "needs 150", false) { Advice = "Use one that is in focus." };
    private static readonly QualityMeasure Apart = new("Eyes apart", "96 px", "needs 60 px", true) { Advice = "Use one from nearer." };

    private readonly SharedApp shared;

    public EnrolmentAdviceTests(SharedApp shared)
    {
        this.shared = shared;
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public void MissedGuides_AreNamedWithWhatWouldMendThem_AndTheMetOnesWaitBehindThem()
    {
        var advice = Render<EnrolmentAdvice>(p => p.Add(a => a.Measures, [Apart, Sharp]));

        var missed = Assert.Single(advice.FindAll("ul.missed li")).TextContent;
        Assert.Contains("Sharpness 90, needs 150", missed, StringComparison.Ordinal);
        Assert.Contains("Use one that is in focus.", missed, StringComparison.Ordinal);
        Assert.DoesNotContain("Use one from nearer.", advice.Markup, StringComparison.Ordinal);
        Assert.Equal("fair", advice.Find(".word strong").TextContent);
        Assert.Equal("All 2 measures", advice.Find("button[aria-expanded=false]").TextContent.Trim());
    }

    [Fact]
    public void EveryMeasure_SaysInAWordWhetherItIsMet()
    {
        var rows = Render<EnrolmentAdvice>(p => p.Add(a => a.Measures, [Apart, Sharp])).FindAll("tbody th");

        Assert.Equal(["Eyes apart, met", "Sharpness, missed"], rows.Select(r => r.TextContent.Trim()));
    }

    [Fact]
    public void GoodPhotograph_IsNotNaggedAbout()
    {
        var advice = Render<EnrolmentAdvice>(p => p.Add(a => a.Measures, [Apart]));

        Assert.Empty(advice.FindAll("ul"));
        Assert.Contains("Every guide is met.", advice.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckedPhotograph_CarriesEveryMeasure_AndARefusedOneNone()
    {
        TestModels.FolderOrSkip();
        var check = shared.App.Services.GetRequiredService<CheckPhotograph>();

        var good = await check.RunAsync(Given.Compiler, CompiledList.Portrait("02"), Cancel);
        var foreign = await check.RunAsync(Given.Person(31, "Polly Planner", Rank.Staff, Roles.Planner), CompiledList.Portrait("02"), Cancel);

        Assert.Null(good.Refusal);
        Assert.Equal(15, good.Measures.Count);
        Assert.Equal("good", PhotographQuality.Word(good.Measures));
        Assert.NotNull(foreign.Refusal);
        Assert.Empty(foreign.Measures);
    }
}

using Lfr.Inference.Evaluation;
using Lfr.Inference.Faces;
using Lfr.Shared.Identity;
using Lfr.Tests.Faces;
using Lfr.Tests.Features.Watchlists;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Urls;

namespace Lfr.Tests.Browser;

/// <summary>The entry form with a photograph that could be better.</summary>
public sealed class EntryFormTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>, IDisposable
{
    private readonly string photograph = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jpg");

    public void Dispose() => File.Delete(photograph);

    [Theory]
    [InlineData(360, 740)]
    [InlineData(1440, 900)]
    public async Task PhotographThatCouldBeBetter_SaysWhatABetterOneNeeds_AndFitsTheScreen(int width, int height)
    {
        var list = await CompiledList.StartAsync(shared.App);
        await WritePoorPhotographAsync();
        await using var compiler = await Desk.OfAsync(chromium, shared.App, Roles.Compiler, width, height);
        await compiler.GoAsync($"{LfrRoutes.Watchlist(list.DeploymentId)}/new");

        await compiler.ChoosePhotographAsync(photograph);
        await compiler.SeesAsync("A better picture would mend this:", 60);
        await compiler.SeesAsync("Use one with the head upright, or turn the picture.");
        await compiler.Page.GetByText("All 13 measures").ClickAsync();
        await compiler.SeesAsync("Guides advise and refuse nothing.");

        await compiler.LookAsync($"19-better-photograph-{width}");
        Assert.InRange(await compiler.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 0, width);
        compiler.AssertQuiet();
    }

    private async Task WritePoorPhotographAsync()
    {
        using var portrait = Picture.Decode(CompiledList.Portrait("09"));
        using var lit = Degradation.LightFromTheLeft(portrait.Image, 0.1);
        using var tilted = Redrawn.Turned(lit, 20);
        await File.WriteAllBytesAsync(photograph, JpegEncoder.Encode(tilted.Image, 95, 2400), TestContext.Current.CancellationToken);
    }
}

using Lfr.Inference.Evaluation;
using Lfr.Inference.Faces;
using Lfr.Shared.Identity;
using Lfr.Tests.Faces;
using Lfr.Tests.Features.Watchlists;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Urls;
using Microsoft.Playwright;

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
        await compiler.SeesAsync("A better picture would improve this:", 60);
        await compiler.SeesAsync("Use one with the head upright, or turn the picture.");
        await compiler.Page.GetByText("All 15 measures").ClickAsync();
        await compiler.SeesAsync("Guides only advise;");

        await compiler.LookAsync($"19-better-photograph-{width}");
        Assert.InRange(await compiler.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 0, width);
        compiler.AssertQuiet();
    }

    /// <summary>Two people beside each other, the whole lying on its side: a person turns it, picks one and is shown that one alone. All of it by keyboard.</summary>
    [Fact]
    public async Task PhotographOfTwoPeopleOnItsSide_IsTurned_AndOneIsPicked_ByKeyboard()
    {
        var list = await CompiledList.StartAsync(shared.App);
        using (var left = Picture.Decode(CompiledList.Portrait("01")))
        using (var right = Picture.Decode(CompiledList.Portrait("02")))
        using (var both = Redrawn.Beside(left, right, 1))
        using (var lying = Picture.Decode(JpegEncoder.Encode(both.Image, 95), new PictureView(int.MaxValue, QuarterTurns: 3)))
            await File.WriteAllBytesAsync(photograph, JpegEncoder.Encode(lying.Image, 95), TestContext.Current.CancellationToken);
        await using var compiler = await Desk.OfAsync(chromium, shared.App, Roles.Compiler, 1440, 900);
        await compiler.GoAsync($"{LfrRoutes.Watchlist(list.DeploymentId)}/new");

        await compiler.ChoosePhotographAsync(photograph);
        await compiler.SeesAsync("No face was found in the picture.", 60);
        await PressKeyAsync(compiler, "Turn right");
        await compiler.SeesAsync("Who is to be listed?", 60);
        await compiler.LookAsync("19-pick-a-face");
        await PressKeyAsync(compiler, "Pick face 2 of 2, counted from the left");
        await compiler.SeesAsync("One usable face was found.", 60);

        await PressKeyAsync(compiler, "Pick another face");
        await compiler.SeesAsync("Who is to be listed?", 60);
        await PressKeyAsync(compiler, "Pick face 1 of 2, counted from the left");
        await compiler.SeesAsync("One usable face was found.", 60);

        // And cropped to the right half, which is somebody else: still by keyboard, with the slider that the button leads to.
        await PressKeyAsync(compiler, "Crop");
        await Assertions.Expect(compiler.Page.GetByLabel("Left edge")).ToBeFocusedAsync();
        await compiler.Page.GetByLabel("Left edge").FillAsync("99");
        await compiler.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(compiler.Page.GetByLabel("Left edge")).ToHaveAttributeAsync("aria-valuetext", "50 % from the left");
        await compiler.LookAsync("19-crop");
        await compiler.PressAsync("Propose", exact: true);
        await compiler.SeesAsync("Keep the part of the photograph that you chose, or leave it as it was.");
        await PressKeyAsync(compiler, "Keep this part");
        await compiler.SeesAsync("One usable face was found.", 60);
        await Assertions.Expect(compiler.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Crop", Exact = true })).ToBeFocusedAsync();
        Assert.InRange(await compiler.Page.EvaluateAsync<int>("() => document.querySelector('.framed img').naturalWidth"), 478, 482);
        compiler.AssertQuiet();
    }

    /// <summary>Somebody crops a refused file in another program and chooses it again under the same name.</summary>
    [Fact]
    public async Task FileOfTheSameName_ChosenAgainAfterCropping_IsLookedAt()
    {
        var list = await CompiledList.StartAsync(shared.App);
        await File.WriteAllBytesAsync(photograph, [.. "BM"u8, .. new byte[60]], TestContext.Current.CancellationToken);
        await using var compiler = await Desk.OfAsync(chromium, shared.App, Roles.Compiler, 1440, 900);
        await compiler.GoAsync($"{LfrRoutes.Watchlist(list.DeploymentId)}/new");
        await compiler.ChoosePhotographAsync(photograph);
        await compiler.SeesAsync("The file is a BMP picture; JPEG, PNG and WebP are taken. Export it as a JPEG and choose that.", 60);
        Assert.Equal("image/jpeg,image/png,image/webp", await compiler.Page.Locator("#photograph").GetAttributeAsync("accept"));

        // A browser tells a field nothing of a file whose path it holds already: the field has to hold none.
        Assert.Equal("", await compiler.Page.Locator("#photograph").InputValueAsync());
        await File.WriteAllBytesAsync(photograph, CompiledList.Portrait("09"), TestContext.Current.CancellationToken);
        await compiler.ChoosePhotographAsync(photograph);
        await compiler.SeesAsync("One usable face was found.", 60);
        compiler.AssertQuiet();
    }

    private static async Task PressKeyAsync(Desk desk, string button)
    {
        var found = desk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true });
        await Assertions.Expect(found).ToBeEnabledAsync();
        await found.FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
    }

    private async Task WritePoorPhotographAsync()
    {
        using var portrait = Picture.Decode(CompiledList.Portrait("09"));
        using var lit = Degradation.LightFromTheLeft(portrait.Image, 0.1);
        using var tilted = Redrawn.Turned(lit, 20);
        await File.WriteAllBytesAsync(photograph, JpegEncoder.Encode(tilted.Image, 95, 2400), TestContext.Current.CancellationToken);
    }
}

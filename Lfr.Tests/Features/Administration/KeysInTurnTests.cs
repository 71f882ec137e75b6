using Bunit;
using Lfr.Web.Features.Administration.Parts;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using MudBlazor.Services;

namespace Lfr.Tests.Features.Administration;

/// <summary>Two codes that only count together are of use against one person alone only where no person has seen both.</summary>
public sealed class KeysInTurnTests : BunitContext, IAsyncLifetime
{
    private static readonly RecoveryKey Vale = new("Supt Asha Vale", "AAAAA-AAAAA-AAAAA-AAAAA");
    private static readonly RecoveryKey Reed = new("Insp. Bo Reed", "BBBBB-BBBBB-BBBBB-BBBBB");

    public KeysInTurnTests()
    {
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public void Page_ShowsEachCodeToItsOfficerAlone_OnceAndOnlyWhenAsked()
    {
        var part = Render<KeysInTurn>(p => p.Add(k => k.Keys, [Vale, Reed]));
        Assert.Equal((false, false), Shown(part.Markup));
        Assert.Contains("Show the code of Supt Asha Vale", part.Markup, StringComparison.Ordinal);

        part.Find("button").Click();
        Assert.Equal((true, false), Shown(part.Markup));
        part.Find("button").Click();
        Assert.Equal((false, false), Shown(part.Markup));
        part.Find("button").Click();
        Assert.Equal((false, true), Shown(part.Markup));
        part.Find("button").Click();

        Assert.Empty(part.Markup.Trim());
        // Read again because something changed elsewhere: they do not come back.
        part.Render();
        Assert.Empty(part.Markup.Trim());
    }

    [Fact]
    public async Task CommandLine_ShowsTheSecondCode_OnlyAfterTheFirstWasClearedFromTheScreen()
    {
        await using var screen = new StringWriter();
        var seen = new List<string>();
        using var keyboard = new Keyboard(() => seen.Add(screen.ToString().Split(CodesInTurn.Cleared)[^1]));

        await CodesInTurn.ShowAsync([Vale, Reed], keyboard, screen, Xunit.TestContext.Current.CancellationToken);

        // What is on the screen each time somebody is to press Enter, and at the end.
        Assert.Equal([(false, false), (true, false), (false, false), (false, true)], seen.Select(Shown));
        Assert.Equal((false, false), Shown(screen.ToString().Split(CodesInTurn.Cleared)[^1]));
    }

    /// <summary>A script that gives the password and nothing else still gets both.</summary>
    [Fact]
    public async Task CommandLine_WithoutAnybodyAtTheKeyboard_WaitsForNobody()
    {
        await using var screen = new StringWriter();

        await CodesInTurn.ShowAsync([Vale, Reed], TextReader.Null, screen, Xunit.TestContext.Current.CancellationToken);

        Assert.Equal((true, true), Shown(screen.ToString()));
        Assert.DoesNotContain(CodesInTurn.Cleared, screen.ToString(), StringComparison.Ordinal);
    }

    private static (bool Vale, bool Reed) Shown(string screen) => (screen.Contains(Vale.Code, StringComparison.Ordinal), screen.Contains(Reed.Code, StringComparison.Ordinal));

    private sealed class Keyboard(Action before) : TextReader
    {
        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            before();
            return ValueTask.FromResult<string?>("");
        }
    }
}

using System.Globalization;
using Lfr.Tests.Support;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>Somebody at a browser: finds things by what people see.</summary>
internal sealed class Desk(BrowserWindow window) : IAsyncDisposable
{
    public IPage Page => window.Page;

    /// <summary>Opens a window and signs in.</summary>
    public static async Task<Desk> OfAsync(Chromium chromium, LfrApp app, string role, int width = 1440, int height = 900, Uri? via = null)
    {
        var window = await chromium.OpenAsync(app, width: width, height: height, via: via);
        await window.SignInAsync(role);
        return new Desk(window);
    }

    /// <summary>Goes to a staff page and waits until it answers.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await AnswersAsync();
    }

    /// <summary>Waits until the page is in its circuit.</summary>
    public Task AnswersAsync() => Page.Locator("main[data-in-circuit]").WaitForAsync();

    public Task WriteAsync(string label, string text) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).First.FillAsync(text);

    /// <summary>Opens a choice and takes the option that begins so.</summary>
    public async Task ChooseAsync(string label, string option)
    {
        await Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).First.ClickAsync();
        await Page.Locator(".mud-popover-open .mud-list-item").Filter(new LocatorFilterOptions { HasText = option }).First.ClickAsync();
        await Assertions.Expect(Page.Locator(".mud-popover-open .mud-list-item")).ToHaveCountAsync(0);
    }

    /// <summary>Writes a day as people do.</summary>
    public Task WriteDayAsync(string label, DateOnly day) => WriteAsync(label, day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));

    public Task TickAsync(string startOfLabel) => Page.Locator("label", new PageLocatorOptions { HasText = startOfLabel }).Locator("input").First.CheckAsync();

    public Task PressAsync(string button, bool exact = false) =>
        Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = exact }).First.ClickAsync();

    public Task PressLinkAsync(string link) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link }).First.ClickAsync();

    public Task SeesAsync(string text, float seconds = 20) =>
        Page.GetByText(text).First.WaitForAsync(new LocatorWaitForOptions { Timeout = seconds * 1000 });

    /// <summary>Chooses a photograph, once the field hears of it: a person takes longer to find a file than the circuit takes to start.</summary>
    public async Task ChoosePhotographAsync(string path)
    {
        await Page.WaitForFunctionAsync("() => document.getElementById('photograph')?._blazorInputFileNextFileId !== undefined");
        await Page.Locator("#photograph").SetInputFilesAsync(path);
    }

    /// <summary>Fills in the dialog that asks for a reason.</summary>
    public async Task GiveReasonAsync(string reason, string confirm)
    {
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("textarea").First.FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = confirm }).ClickAsync();
    }

    /// <summary>Keeps a picture of the page.</summary>
    public Task KeepAsync(string name) => window.ScreenshotAsync(name, fullPage: false);

    /// <summary>Keeps a picture of the page and lets axe look at it.</summary>
    public async Task LookAsync(string name)
    {
        await KeepAsync(name);
        await window.AssertAccessibleAsync();
    }

    /// <summary>What axe finds on the page.</summary>
    public Task<IReadOnlyList<string>> FaultsAsync() => window.FaultsAsync();

    /// <summary>What went wrong in the window so far.</summary>
    public IReadOnlyList<string> Problems => window.Problems;

    public void AssertQuiet() => window.AssertQuiet();

    public ValueTask DisposeAsync() => window.DisposeAsync();
}

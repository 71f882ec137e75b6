using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Lfr.Tests.Support;
using Lfr.Web.Urls;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Lfr.Tests.Support;

/// <summary>
/// The system's Chromium, headless, driven by Playwright; one process for all browser tests. Tests that need it call
/// <see cref="OpenAsync"/>, which skips them visibly where Chromium is missing.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    /// <summary>How long a page may take on a busy machine, in milliseconds; Playwright's own 5 s for expectations are not enough on two cores.</summary>
    private const float Patience = 60_000;

    private readonly SemaphoreSlim starting = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Path of the browser (<c>LFR_CHROMIUM</c>, or Debian's: the headless shell first, which needs less processor time); <see langword="null"/> where there is none.</summary>
    public static string? Executable { get; } = new[] { Environment.GetEnvironmentVariable("LFR_CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser" }
        .FirstOrDefault(p => !string.IsNullOrEmpty(p) && File.Exists(p));

    /// <summary>Opens a browser window of its own (own cookies) on <paramref name="app"/>, over <paramref name="via"/> when it is not reached directly.</summary>
    public async Task<BrowserWindow> OpenAsync(LfrApp app, bool javaScript = true, int width = 1440, int height = 900, Uri? via = null)
    {
        Assert.SkipWhen(Executable is null, "Chromium is missing (LFR_CHROMIUM names it; ./test.sh installs it).");
        var context = await (await StartedAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (via ?? app.Address).ToString(),
            JavaScriptEnabled = javaScript,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return new BrowserWindow(context, await context.NewPageAsync(), via ?? app.Address, app);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
        starting.Dispose();
    }

    private async Task<IBrowser> StartedAsync()
    {
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(Patience);
            return browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = Arguments, Headless = true });
        }
        finally
        {
            starting.Release();
        }
    }
}

/// <summary>One window: its page, and everything that went wrong in it.</summary>
public sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> problems = new();
    private readonly LfrApp app;

    internal BrowserWindow(IBrowserContext context, IPage page, Uri address, LfrApp app)
    {
        this.app = app;
        this.context = context;
        Page = page;
        page.PageError += (_, error) => problems.Enqueue($"Script error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" || message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                problems.Enqueue($"Console: {message.Text}");
        };
        page.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ws" or "wss" && url.Authority != address.Authority)
                problems.Enqueue($"Request to a third party: {url}");
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Script errors, refused resources and requests to third parties so far.</summary>
    public IReadOnlyList<string> Problems => [.. problems];

    /// <summary>Signs in through the form, as the person who holds <paramref name="role"/>.</summary>
    public async Task SignInAsync(string role)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("E-mail").FillAsync(LfrApp.Person(role).Email);
        await Page.GetByLabel("Password").FillAsync(Lfr.Web.Identity.DemoAccounts.Password);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(url => url.EndsWith("/home", StringComparison.Ordinal) || url.Contains(LfrRoutes.SecondStep, StringComparison.Ordinal));
        if (Page.Url.EndsWith("/home", StringComparison.Ordinal))
            return;
        await Page.GetByLabel("Code from your authenticator app").FillAsync(await TestAuthenticator.FreshCodeAsync(app, LfrApp.Person(role).Email));
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync("**/home");
    }

    /// <summary>Saves what the window shows as <c>artifacts/&lt;name&gt;.png</c>.</summary>
    public async Task ScreenshotAsync(string name, bool fullPage = true)
    {
        Directory.CreateDirectory(Repository.Combine("artifacts"));
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Repository.Combine("artifacts", name + ".png"), FullPage = fullPage });
    }

    /// <summary>Fails with a list of what axe finds on the page (WCAG 2.2 A and AA).</summary>
    public async Task AssertAccessibleAsync()
    {
        var found = await FaultsAsync();
        Assert.True(found.Count == 0, $"axe finds {found.Count} on {Page.Url}:\n" + string.Join('\n', found));
    }

    /// <summary>What axe finds on the page (WCAG 2.2 A and AA).</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var result = await Page.RunAxe(new Deque.AxeCore.Commons.AxeRunOptions
        {
            RunOnly = new Deque.AxeCore.Commons.RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });
        return [.. result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id} ({v.Impact}): {v.Help}\n    {n.Target}\n    {n.Html}"))];
    }

    /// <summary>Fails when a script failed, the security policy refused something, or the page asked a third party.</summary>
    public void AssertQuiet() => Assert.True(problems.IsEmpty, string.Join('\n', problems));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

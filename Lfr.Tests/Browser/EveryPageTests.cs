using System.Reflection;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Components.Layout;
using Lfr.Web.Components.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>
/// Every staff page as everybody who may open it, from a phone to a wall, light and dark: axe finds nothing, nothing has to be scrolled sideways, the keyboard gets through, and the console stays
/// empty. Pictures lie in <c>artifacts/walk</c>.
/// </summary>
public sealed class EveryPageTests(Chromium chromium, EveryPageTests.Day day) : IClassFixture<EveryPageTests.Day>
{
    /// <summary>More presses of Tab than any page needs.</summary>
    private const int Most = 400;

    private static readonly (int Width, int Height)[] Screens = [(390, 844), (1366, 768), (1440, 900), (1920, 1080), (3840, 2160)];

    /// <summary>The pages with their addresses and whose they are.</summary>
    private static readonly (string Address, string[] For)[] Pages =
    [
        .. typeof(App).Assembly.GetTypes().Where(t => t.GetCustomAttribute<LayoutAttribute>()?.LayoutType is { } layout && (layout == typeof(StaffLayout) || layout == typeof(LiveLayout)))
            .SelectMany(t => t.GetCustomAttributes<RouteAttribute>().Select(r => (r.Template, t.GetCustomAttribute<OpenToAttribute>()?.Roles?.Split(',') ?? [.. Roles.All])))
            .OrderBy(p => p.Template, StringComparer.Ordinal),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, ColorScheme> Walks()
    {
        var walks = new TheoryData<string, ColorScheme>();
        foreach (var role in Roles.All)
        {
            walks.Add(role, ColorScheme.Light);
            walks.Add(role, ColorScheme.Dark);
        }

        return walks;
    }

    [Theory(Explicit = true)]
    [Trait("Duration", "Long")]
    [MemberData(nameof(Walks))]
    public async Task EveryPageOfADuty_IsAccessible_AndFits_OnEveryScreen(string role, ColorScheme scheme)
    {
        var addresses = Pages.Where(p => p.For.Contains(role)).SelectMany(p => day.Addresses(p.Address)).ToArray();
        Assert.True(addresses.Length > 4, "The pages were not found.");
        await using var desk = await Desk.OfAsync(chromium, day.App, role);
        await desk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });

        var found = new List<string>();
        foreach (var address in addresses)
        {
            var quiet = desk.Problems.Count;
            await desk.Page.SetViewportSizeAsync(1440, 900);
            await desk.GoAsync(address);
            await Assertions.Expect(desk.Page.Locator(".mud-skeleton")).ToHaveCountAsync(0);
            if (scheme == ColorScheme.Light)
                found.AddRange(await StuckAsync(desk, address));
            foreach (var (width, height) in Screens)
            {
                await desk.Page.SetViewportSizeAsync(width, height);
                await desk.KeepAsync($"walk/{role}{address.Replace('/', '-').Split('?')[0]}-{width}-{scheme}");
                // A phone and a desk: between the others only the room differs, and axe takes a second.
                if (width is 390 or 1440)
                    found.AddRange((await desk.FaultsAsync()).Select(f => $"{address} at {width}: {f}"));
                if (await desk.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var needed && needed > width)
                    found.Add($"{address} at {width}: needs {needed} px and is scrolled sideways");
            }

            found.AddRange(desk.Problems.Skip(quiet).Select(p => $"{address}: {p}"));
        }

        Assert.True(found.Count == 0, $"{found.Count} faults as {role}:\n{string.Join('\n', found.Distinct(StringComparer.Ordinal))}");
    }

    /// <summary>Where Tab does not get on, or lands on something that nobody sees, and what it never comes to.</summary>
    private static async Task<IReadOnlyList<string>> StuckAsync(Desk desk, string address)
    {
        const string Focused = """
            () => { const e = document.activeElement; if (!e || e === document.body) return null; const r = e.getBoundingClientRect();
              window.lfrWalk = (window.lfrWalk ?? 0) + 1; const again = e.lfrWalked !== undefined && e.lfrWalked === window.lfrWalk - 1; e.lfrWalked = window.lfrWalk;
              e.lfrStuck = again ? (e.lfrStuck ?? 0) + 1 : 0;
              return e.lfrStuck > 1 ? 'Tab does not get past ' + e.outerHTML.slice(0, 160) : r.width < 1 || r.height < 1 ? 'Nobody sees what has the focus: ' + e.outerHTML.slice(0, 160) : ''; }
            """;
        // Of radio buttons of one name Tab comes to one, arrows to the others; a tabindex of -1 is somebody's choice, with a key of its own.
        const string Missed = """
            () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
              .filter(e => e.lfrWalked === undefined && !e.disabled && e.tabIndex >= 0 && e.type !== 'radio' && e.type !== 'hidden' && e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getBoundingClientRect().width > 1)
              .map(e => 'Tab never comes to ' + e.outerHTML.slice(0, 160))
            """;
        var stuck = new List<string>();
        await desk.Page.EvaluateAsync("() => { const top = document.createElement('span'); top.tabIndex = -1; document.body.prepend(top); top.focus(); }");
        for (var step = 0; step < Most; step++)
        {
            await desk.Page.Keyboard.PressAsync("Tab");
            if (await desk.Page.EvaluateAsync<string?>(Focused) is not { } said)
            {
                stuck.AddRange((await desk.Page.EvaluateAsync<string[]>(Missed)).Select(missed => $"{address}: {missed}"));
                return stuck;
            }

            if (said.Length > 0)
                stuck.Add($"{address}: {said}");
        }

        stuck.Add($"{address}: Tab does not come to the end in {Most} presses.");
        return stuck;
    }

    /// <summary>The demonstration, and which of it the pages are about.</summary>
    public sealed class Day : IAsyncLifetime
    {
        private Guid[] deployments = [];
        private Guid person;
        private (Guid Deployment, Guid Entry) entry;

        /// <summary>The application.</summary>
        public LfrApp App { get; private set; } = null!;

        /// <summary>The addresses of a page: of a page about a deployment one for each state that the demonstration has.</summary>
        public IEnumerable<string> Addresses(string template)
        {
            if (template.Contains("{EntryId:guid}", StringComparison.Ordinal))
                return [template.Replace("{Id:guid}", $"{entry.Deployment}", StringComparison.Ordinal).Replace("{EntryId:guid}", $"{entry.Entry}", StringComparison.Ordinal)];
            if (template.StartsWith("/deployments/{Id:guid}", StringComparison.Ordinal))
                return deployments.Select(d => template.Replace("{Id:guid}", $"{d}", StringComparison.Ordinal).Replace("{Kind}", "equality", StringComparison.Ordinal));
            return [template.Replace("{Id:guid}", $"{person}", StringComparison.Ordinal)];
        }

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            TestModels.FolderOrSkip();
            App = await LfrApp.StartAsync(new LfrAppOptions { Demo = true });
            person = await App.IdOfAsync(Roles.Operator);
            deployments = [.. (await App.InDatabaseAsync(db => db.Deployments.AsNoTracking().Select(d => new { d.Id, d.State }).ToListAsync(Cancel)))
                .Where(d => d.State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised or DeploymentState.Published).DistinctBy(d => d.State).Select(d => d.Id)];
            entry = await App.InDatabaseAsync(async db =>
            {
                var one = await db.Entries.AsNoTracking().FirstAsync(Cancel);
                return (one.DeploymentId, one.Id);
            });
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => App is null ? ValueTask.CompletedTask : App.DisposeAsync();
    }
}

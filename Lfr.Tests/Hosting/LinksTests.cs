using System.Net;
using System.Text.RegularExpressions;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Hosting;

/// <summary>What a link offers, its reader may open: for every role and every state of a deployment.</summary>
public sealed partial class LinksTests(LinksTests.Room room) : IClassFixture<LinksTests.Room>
{
    /// <summary>What pages say instead of what was asked for.</summary>
    private static readonly string[] Refusals = ["This page is not for your role", "your role may read", "your role does not", "your role is not", "one of your duties", "There is nothing at this address"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DeploymentState> States() =>
        [DeploymentState.Draft, DeploymentState.Submitted, DeploymentState.Authorised, DeploymentState.Live, DeploymentState.Ended, DeploymentState.Debriefed];

    [Theory]
    [MemberData(nameof(States))]
    public async Task EveryLink_LeadsWhereItsReaderMayGo(DeploymentState state)
    {
        var id = Given.DeploymentId;
        await room.Rig.App.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == id).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, state), Cancel));
        var walks = await Task.WhenAll(Roles.All.Select(role => WalkAsync(role, id)));
        Assert.Empty(walks.SelectMany(w => w));
    }

    private async Task<IReadOnlyList<string>> WalkAsync(string role, Guid id)
    {
        var client = await room.AsAsync(role);
        var seen = new Dictionary<string, string?>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var start in (string[])[LfrRoutes.Home, LfrRoutes.Deployments, LfrRoutes.Deployment(id), LfrRoutes.RecordEditor(id), LfrRoutes.Watchlist(id), LfrRoutes.Audit])
        {
            if (await OpenAsync(client, start, seen) is not { } page)
                continue;
            foreach (var link in Links(page))
            {
                if (await OpenAsync(client, link, seen) is null)
                    wrong.Add($"{role} at {start}: {link}");
            }
        }

        return wrong;
    }

    /// <summary>The page; <see langword="null"/> when it refuses.</summary>
    private static async Task<string?> OpenAsync(HttpClient client, string address, Dictionary<string, string?> seen)
    {
        if (seen.TryGetValue(address, out var known))
            return known;
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        // A reason for looking is asked of everybody; it is no refusal.
        var refused = answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Forbidden)
            || (answer.StatusCode == HttpStatusCode.Forbidden && !page.Contains("reason", StringComparison.OrdinalIgnoreCase))
            || Refusals.Any(r => page.Contains(r, StringComparison.Ordinal));
        return seen[address] = refused ? null : page;
    }

    private static IEnumerable<string> Links(string page) =>
        Hrefs().Matches(page).Select(m => m.Groups[1].Value.Split('#')[0]).Where(h => h.StartsWith('/') && !h.StartsWith("//", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("<a [^>]*href=\"([^\"]*)\"")]
    private static partial Regex Hrefs();

    /// <summary>One deployment with a run and an alert that nobody answered, and everybody signed in.</summary>
    public sealed class Room : IAsyncLifetime
    {
        private readonly Dictionary<string, HttpClient> clients = new(StringComparer.Ordinal);

        /// <summary>The application.</summary>
        public LiveRig Rig { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Rig = await LiveRig.StartAsync(accounts: true);
            Given.Do(await Rig.Get<GoLive>().RunAsync(Given.Operator, Rig.DeploymentId, null, Cancel));
            await Rig.RaiseAsync();
            foreach (var role in Roles.All)
                clients[role] = await Rig.App.SignInAsync(role);
        }

        /// <summary>The browser of the account with this role.</summary>
        public Task<HttpClient> AsAsync(string role) => Task.FromResult(clients[role]);

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            foreach (var client in clients.Values)
                client.Dispose();
            await Rig.DisposeAsync();
        }
    }
}

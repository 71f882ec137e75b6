using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lfr.Tests.Support;

/// <summary>What a test wants of the application it starts.</summary>
public sealed record LfrAppOptions
{
    /// <summary>Whole demonstration (accounts, Romford deployment) instead of the bare accounts.</summary>
    public bool Demo { get; init; }

    /// <summary>With the co-hosted worker.</summary>
    public bool Worker { get; init; }

    /// <summary>One account per role, as in the demonstration.</summary>
    public bool Accounts { get; init; } = true;

    /// <summary>A data folder to go on with; a fresh one otherwise.</summary>
    public string? Data { get; init; }

    /// <summary>A clock; the machine's otherwise.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Further configuration.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Last word on the services.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}

/// <summary>
/// The real application, put together as <c>Program</c> does, inside the test process: real Kestrel on a free port, a data folder of its own.
/// </summary>
public sealed partial class LfrApp : IAsyncDisposable
{
    /// <summary>By the address that a client talks to.</summary>
    private static readonly ConcurrentDictionary<string, LfrApp> Running = new(StringComparer.Ordinal);

    private readonly WebApplication application;
    private readonly CapturedLog captured;
    private bool keepsData;
    private bool stopped;

    private LfrApp(WebApplication host, string data, CapturedLog log)
    {
        application = host;
        captured = log;
        Data = data;
        Address = new Uri(host.Services.GetRequiredService<WorkerListener>().Public(host.Urls).First());
        Running[Address.Authority] = this;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>All addresses that it listens on.</summary>
    public IReadOnlyCollection<string> Addresses => [.. application.Urls];

    /// <summary>Its data folder; gone after disposal unless <see cref="StopAsync"/> kept it.</summary>
    public string Data { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => application.Services;

    /// <summary>Everything it logged so far, a line each.</summary>
    public IReadOnlyList<string> Log => captured.Lines;

    /// <summary>Starts the application.</summary>
    public static async Task<LfrApp> StartAsync(LfrAppOptions? options = null)
    {
        options ??= new LfrAppOptions();
        var data = options.Data ?? Directory.CreateTempSubdirectory("lfr-test-").FullName;
        if (options.Data is null)
            await MigratedDatabase.PutIntoAsync(data);
        var log = new CapturedLog();
        var host = LfrHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["LFR_URLS"] = "http://127.0.0.1:0",
                ["LFR_DATA"] = data,
                ["LFR_DEMO"] = options.Demo ? "1" : "0",
                ["Worker:CoHosted"] = options.Worker ? "true" : "false",
                // Tests let hours go by; those of sessions set limits of their own.
                ["Sessions:IdleMinutes"] = "100000",
                ["Sessions:MaximumHours"] = "2000",
                ["Identity:StepUpMinutes"] = "100000",
                ["RateLimits:SignInPerMinute"] = "10000",
                ["RateLimits:RequestsPerMinute"] = "1000000",
                ["RateLimits:AccountPerMinute"] = "1000000",
                ["RateLimits:WorkerPerMinute"] = "1000000",
                ["RateLimits:HealthPerMinute"] = "1000000",
            });
            builder.Configuration.AddInMemoryCollection(options.Settings);
            if (options.Time is { } time)
                builder.Services.AddSingleton(time);
            builder.Services.AddSingleton<ILoggerProvider>(log);
            // A start makes a dozen accounts. Passwords cost what they should where the program itself is started.
            builder.Services.Configure<PasswordHasherOptions>(passwords => passwords.IterationCount = 1000);
            options.Configure?.Invoke(builder);
        });
        try
        {
            await LfrHost.StartAsync(host, TestContext.Current.CancellationToken);
        }
        catch (StartRefusedException)
        {
            await host.DisposeAsync();
            throw;
        }

        var app = new LfrApp(host, data, log);
        if (options is { Accounts: true, Demo: false })
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AddDemonstrationAccounts>().RunAsync(TestContext.Current.CancellationToken);
            // The same people as accounts of a force; those of a demonstration would be refused.
            await app.InDatabaseAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDemonstration, false), TestContext.Current.CancellationToken));
            await TestAuthenticator.GiveToAllAsync(app);
        }

        return app;
    }

    /// <summary>The account of the demonstration that holds <paramref name="role"/>.</summary>
    public static DemoAccount Person(string role) => DemoAccounts.All.First(a => a.Role == role);

    /// <summary>The second administrator.</summary>
    public static DemoAccount SecondAdministrator => DemoAccounts.All.Last(a => a.Role == Roles.Administrator);

    /// <summary>Somebody who is not signed in. Follows no redirect.</summary>
    public HttpClient Anybody() => Anybody(new CookieContainer());

    /// <summary>Somebody who is not signed in, whose cookies lie in <paramref name="cookies"/>.</summary>
    public HttpClient Anybody(CookieContainer cookies)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    /// <summary>Signed in as the person who holds <paramref name="role"/> (of <see cref="Roles"/>). Follows no redirect.</summary>
    public async Task<HttpClient> SignInAsync(string role)
    {
        var client = Anybody();
        var answer = await SignInAsync(client, Person(role).Email, DemoAccounts.Password);
        Assert.Equal(LfrRoutes.Home, answer.Headers.Location?.OriginalString);
        return client;
    }

    /// <summary>Signs in as a browser would: the password, then the code of the account's authenticator app where that is asked for.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password, string? returnUrl = null)
    {
        var answer = await PasswordAsync(client, email, password, returnUrl);
        if (answer.Headers.Location?.OriginalString.StartsWith(LfrRoutes.FirstFactor, StringComparison.Ordinal) == true && Running.TryGetValue(client.BaseAddress!.Authority, out var theirs))
        {
            // As if the first sign-in were over.
            await TestAuthenticator.GiveToAllAsync(theirs);
            answer.Dispose();
            answer = await PasswordAsync(client, email, password, returnUrl);
        }

        if (answer.Headers.Location?.OriginalString.StartsWith(LfrRoutes.SecondStep, StringComparison.Ordinal) != true || !Running.TryGetValue(client.BaseAddress!.Authority, out var app))
            return answer;
        answer.Dispose();
        return await PostAsync(client, LfrRoutes.SecondStep, ("code", await TestAuthenticator.FreshCodeAsync(app, email)), ("returnUrl", returnUrl));
    }

    /// <summary>Fills in the sign-in form and sends it: the first step alone.</summary>
    public static Task<HttpResponseMessage> PasswordAsync(HttpClient client, string email, string password, string? returnUrl = null) =>
        PostAsync(client, LfrRoutes.SignIn, ("email", email), ("password", password), ("returnUrl", returnUrl));

    /// <summary>Sends a form with the token of this browser.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string? Value)[] fields)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = await TokenAsync(client),
        };
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                form[name] = value;
        }

        using var body = new FormUrlEncodedContent(form);
        return await client.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
    }

    /// <summary>The token that a form of this browser carries.</summary>
    public static async Task<string> TokenAsync(HttpClient client) => WebUtility.HtmlDecode(
        Token().Match(await client.GetStringAsync(new Uri(LfrRoutes.SignIn, UriKind.Relative), TestContext.Current.CancellationToken)).Groups[1].Value);

    /// <summary>Looks at or changes the database, beside the application.</summary>
    public async Task<T> InDatabaseAsync<T>(Func<LfrDbContext, Task<T>> look)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await look(db);
    }

    /// <summary>Id of the account that holds <paramref name="role"/>.</summary>
    public Task<Guid> IdOfAsync(string role) =>
        InDatabaseAsync(db => db.Users.Where(u => u.Email == Person(role).Email).Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken));

    /// <summary>Stops it and keeps the data folder, for a second start.</summary>
    public async Task<string> StopAsync()
    {
        keepsData = true;
        await DisposeAsync();
        return Data;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!stopped)
        {
            stopped = true;
            Running.TryRemove(Address.Authority, out _);
            await application.StopAsync(CancellationToken.None);
            await application.DisposeAsync();
        }

        if (!keepsData && Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

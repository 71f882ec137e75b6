using Lfr.Inference.Models;
using Lfr.Shared.Notices;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Features.Deployments.Tiles;
using Lfr.Web.Features.Watchlists.Status;
using Lfr.Web.Mails;
using Lfr.Web.Settings;
using Microsoft.Data.SqlClient;

namespace Lfr.Web.Hosting;

/// <summary>
/// Every setting of an installation, read and judged once, before anything else is put together. Nothing else reads the configuration; what a part
/// of Lfr needs is handed to it. <c>docs/operations.md</c> lists the keys.
/// </summary>
public sealed record LfrOptions
{
    /// <summary>Exit code of a program whose settings make no sense.</summary>
    public const int ExitCode = 2;

    private const int MostMinutes = 100_000;
    private const int MostHours = 2_000;
    private static readonly TimeSpan MostOften = 3 * StaffSessions.Grain;

    /// <summary>Where to listen, with semicolons between several (<c>LFR_URLS</c>, otherwise <c>Urls</c>).</summary>
    public required string Urls { get; init; }

    /// <summary>Whether the configuration names endpoints of its own (<c>Kestrel:Endpoints</c>), which count instead of <see cref="Urls"/>.</summary>
    public required bool NamesEndpoints { get; init; }

    /// <summary>The data folder (<c>LFR_DATA</c>); <see langword="null"/> for the default.</summary>
    public required string? DataFolder { get; init; }

    /// <summary>The folder of the face models (<c>LFR_MODELS</c>), which exists; <see langword="null"/> to look for <c>.models</c>.</summary>
    public required string? ModelsFolder { get; init; }

    /// <summary>Whether this is a demonstration (<c>LFR_DEMO</c>, otherwise <c>Demo:Enabled</c>).</summary>
    public required bool Demonstration { get; init; }

    /// <summary>The database.</summary>
    public required DatabaseOptions Database { get; init; }

    /// <summary>How people sign in.</summary>
    public required SignInOptions SignIn { get; init; }

    /// <summary>Under which address people reach Lfr.</summary>
    public required SiteOptions Site { get; init; }

    /// <summary>Whose Lfr this is.</summary>
    public required Force Force { get; init; }

    /// <summary>Whether a recognition worker runs inside this process (<c>Worker:CoHosted</c>).</summary>
    public required bool CoHostsWorker { get; init; }

    /// <summary>How many uploads, and how many alerts, have their pictures decoded at once (<c>Pictures:AtOnce</c>).</summary>
    public required int PicturesAtOnce { get; init; }

    /// <summary>How often one may ask.</summary>
    public required RateLimitOptions RateLimits { get; init; }

    /// <summary>What is measured and who may read it.</summary>
    public required TelemetryOptions Telemetry { get; init; }

    /// <summary>The force's mail server; <see langword="null"/> where Lfr sends no mail.</summary>
    public required MailOptions? Mail { get; init; }

    /// <summary>Who is asked whether listed people are still sought; <see langword="null"/> where nobody is.</summary>
    public required StatusFeedOptions? StatusFeed { get; init; }

    /// <summary>Where map tiles come from; <see langword="null"/> where there are none.</summary>
    public required MapTileOptions? Tiles { get; init; }

    /// <summary>Password of the account that <c>create-admin</c> makes (<c>LFR_ADMIN_PASSWORD</c>); <see langword="null"/> to ask for it.</summary>
    public required string? AdministratorPassword { get; init; }

    /// <summary>Every key that is read.</summary>
    internal static IReadOnlyCollection<string> Keys
    {
        get
        {
            var settings = new SettingsReader(new ConfigurationManager());
            Read(settings);
            return settings.KeysRead;
        }
    }

    /// <summary>Reads and judges all of it.</summary>
    /// <exception cref="StartRefusedException">Settings make no sense: a sentence for each of them, which names its key and what it can be.</exception>
    public static LfrOptions Read(IConfigurationRoot configuration)
    {
        var settings = new SettingsReader(configuration);
        var options = Read(settings);
        FrameworkSettings.Check(settings);
        settings.RefuseUnknown();
        return settings.Problems switch
        {
            [] => options,
            [var one] => throw new StartRefusedException(one) { ExitCode = ExitCode },
            var several => throw new StartRefusedException($"{several.Count} settings make no sense:\n- {string.Join("\n- ", several)}") { ExitCode = ExitCode },
        };
    }

    private static LfrOptions Read(SettingsReader settings) => Read(settings, Demo(settings), Reached(settings, Listen(settings)));

    private static LfrOptions Read(SettingsReader settings, bool demonstration, SiteOptions site) => new()
    {
        Urls = site.Listens,
        Site = site,
        NamesEndpoints = settings.Section("Kestrel:Endpoints").GetChildren().Any(),
        DataFolder = settings.Text("LFR_DATA"),
        ModelsFolder = Models(settings),
        Demonstration = demonstration,
        Database = Data(settings),
        SignIn = Accounts(settings, demonstration, site),
        Force = new Force(settings.Text("Force:Name")?.Trim() ?? (demonstration ? Force.OfDemonstration : null), Contact(settings, "Force:Contact", "mailto:lfr@force.example or https://force.example/lfr"))
        {
            Rights = Rights(settings),
        },
        CoHostsWorker = settings.Flag("Worker:CoHosted", true),
        PicturesAtOnce = Pictures(settings),
        RateLimits = new RateLimitOptions(
            settings.Count("RateLimits:SignInPerMinute", 20), settings.Count("RateLimits:RequestsPerMinute", 3000), settings.Count("RateLimits:AccountPerMinute", 3000),
            settings.Count("RateLimits:WorkerPerMinute", 600), settings.Count("RateLimits:HealthPerMinute", 600)),
        Telemetry = new TelemetryOptions(MetricsKey(settings), settings.WebAddress("Telemetry:OtlpEndpoint")),
        Mail = MailSettings.Read(settings, site),
        StatusFeed = StatusFeedSettings.Read(settings),
        Tiles = MapTileSettings.Read(settings),
        AdministratorPassword = settings.Text("LFR_ADMIN_PASSWORD"),
    };

    private static string? Rights(SettingsReader settings)
    {
        const string key = "Force:Rights";
        if (settings.Text(key)?.Trim() is not { Length: > 0 } words)
            return null;
        if (words.Length <= NoticeText.LongestRights)
            return words;
        settings.Refuse($"{key} has {words.Length} characters; a notice has room for {NoticeText.LongestRights}. Shorten it.");
        return null;
    }

    // Each may take what ChildLimits.Picture allows it.
    private static int Pictures(SettingsReader settings)
    {
        const string key = "Pictures:AtOnce";
        const int most = 64;
        var count = settings.Count(key, Math.Min(Environment.ProcessorCount, most));
        if (count > most)
            settings.Refuse($"{key} is '{count}'; it can be at most {most}, because each of them may take 640 MB of memory.");
        return count;
    }

    // Where one key decides, the other must make sense all the same: it decides as soon as the first is gone.
    private static string Listen(SettingsReader settings)
    {
        var (first, second) = (settings.Addresses("LFR_URLS"), settings.Addresses("Urls"));
        return first ?? second ?? "http://127.0.0.1:5080";
    }

    private static bool Demo(SettingsReader settings)
    {
        var (first, second) = (settings.OneOrZero("LFR_DEMO"), settings.Flag("Demo:Enabled", false));
        return first ?? second;
    }

    private static string? Models(SettingsReader settings)
    {
        var folder = settings.Text(ModelStore.FolderVariable);
        if (folder is not null && !Directory.Exists(folder))
            settings.Refuse($"{ModelStore.FolderVariable} is '{folder}'; there is no such folder.");
        return folder;
    }

    private static DatabaseOptions Data(SettingsReader settings)
    {
        const string provider = "Database:Provider";
        const string connection = "ConnectionStrings:Lfr";
        const string file = "Database:File";
        var options = new DatabaseOptions(
            settings.Choice(provider, DatabaseProvider.Sqlite), settings.Text(file), settings.Text(connection), settings.Flag("Database:MigrateOnStart", false));
        switch (options)
        {
            case { Provider: DatabaseProvider.SqlServer, Connection: null }:
                settings.Refuse($"{provider} is SqlServer, but {connection} is not set.");
                break;
            case { Provider: DatabaseProvider.SqlServer, File: not null }:
                settings.Refuse($"{file} is set, but {provider} is SqlServer, which has no file. Remove {file}.");
                break;
            case { Provider: DatabaseProvider.SqlServer, Connection: { } text } when Unreadable(text) is { } reason:
                settings.Refuse($"{connection} is not a connection string of SQL Server: {reason}");
                break;
            case { Provider: DatabaseProvider.Sqlite, Connection: not null } when !settings.IsRefused(provider):
                settings.Refuse($"{connection} is set, but {provider} is Sqlite, which does not use it. Set {provider} to SqlServer, or remove {connection}.");
                break;
        }

        return options;
    }

    // The connection string itself holds a password and is never shown.
    private static string? Unreadable(string connection)
    {
        try
        {
            _ = new SqlConnectionStringBuilder(connection);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return e.Message;
        }
    }

    private static SiteOptions Reached(SettingsReader settings, string listens)
    {
        const string key = "Site:Address";
        var address = settings.WebAddress(key);
        if (address is { PathAndQuery: not "/" } or { Fragment: not "" } or { UserInfo: not "" })
            settings.Refuse($"{key} is '{address}'; it must be an address without a path, such as https://lfr.force.example.");
        else if (address is { Scheme: "http" } && !SiteOptions.IsLoopback(address.Host))
            settings.Refuse($"{key} is '{address}'; it must begin with https://, because passwords would be readable on the way.");
        var hosts = (settings.Text("AllowedHosts") ?? "*").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new SiteOptions(address, hosts.Length > 0 && !hosts.Contains("*", StringComparer.Ordinal), listens) { SecurityContact = Contact(settings, "Site:SecurityContact", "mailto:security@force.example or https://force.example/security") };
    }

    private static Uri? Contact(SettingsReader settings, string key, string such)
    {
        if (settings.Text(key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var contact) && contact.Scheme is "mailto" or "https" or "tel" && !text.Any(char.IsWhiteSpace))
            return contact;
        settings.Refuse($"{key} is '{text}'; it must be an address such as {such}.");
        return null;
    }

    /// <summary>A count with an upper bound, so that no sum of times can overflow.</summary>
    private static int AtMost(SettingsReader settings, string key, int otherwise, int most)
    {
        var count = settings.Count(key, otherwise);
        if (count <= most)
            return count;
        settings.Refuse($"{key} is '{settings.Text(key)}'; it can be at most {most}.");
        return otherwise;
    }

    private static SessionLimits Sessions(SettingsReader settings)
    {
        const string idle = "Sessions:IdleMinutes";
        const string longest = "Sessions:MaximumHours";
        var limits = new SessionLimits(TimeSpan.FromMinutes(AtMost(settings, idle, 30, MostMinutes)), TimeSpan.FromHours(AtMost(settings, longest, 12, MostHours)));
        if (limits.Idle < MostOften)
            settings.Refuse($"{idle} is '{settings.Text(idle)}'; it must be at least {(long)MostOften.TotalMinutes}, because Lfr keeps to the minute when somebody last did something.");
        if (limits.Idle >= limits.Longest)
            settings.Refuse($"{idle} is {(long)limits.Idle.TotalMinutes} and {longest} is {(long)limits.Longest.TotalHours}: a session would end before it could be idle. Make {idle} the shorter of the two.");
        return limits;
    }

    private static SignInOptions Accounts(SettingsReader settings, bool demonstration, SiteOptions site)
    {
        const string mode = "Identity:Mode";
        var options = new SignInOptions(settings.Choice(mode, IdentityMode.Local), settings.Section("AzureAd"))
        {
            Sessions = Sessions(settings),
            Demonstration = demonstration,
            HttpsOnly = site.IsHttpsOnly,
            SecondFactor = settings.Choice("Identity:SecondFactor", SecondFactorRule.Demonstration),
            StepUp = TimeSpan.FromMinutes(AtMost(settings, "Identity:StepUpMinutes", 5, MostMinutes)),
            Leaked = Leaked(settings),
            EntraProof = EntraProof(settings),
        };
        if (options.Mode != IdentityMode.Entra)
            return options;
        string[] needed = ["AzureAd:Instance", "AzureAd:TenantId", "AzureAd:ClientId"];
        var missing = needed.Where(key => settings.Text(key) is null).ToArray();
        if (missing.Length > 0)
            settings.Refuse($"{mode} is Entra, but the configuration lacks {string.Join(", ", missing)}.");
        settings.WebAddress("AzureAd:Instance");
        if (settings.Text("AzureAd:TenantId")?.ToLowerInvariant() is ("common" or "organizations" or "consumers") and var anybodys)
            settings.Refuse($"AzureAd:TenantId is '{anybodys}', which lets people of other organisations sign in; it must be the force's own tenant.");
        if (settings.Text("AzureAd:ClientId") is { } client && !Guid.TryParse(client, out _))
            settings.Refuse($"AzureAd:ClientId is '{client}'; it must be the id of the app registration, a GUID.");
        return options;
    }

    private static LeakedPasswords? Leaked(SettingsReader settings)
    {
        const string key = "Identity:LeakedPasswords";
        if (settings.Text(key) is not { } file)
            return null;
        var (list, problem) = LeakedPasswords.Open(file);
        if (problem is not null)
            settings.Refuse($"{key} is '{file}'; the file {problem}.");
        return list;
    }

    private static (string Claim, string Value)? EntraProof(SettingsReader settings)
    {
        const string key = "Identity:EntraProof";
        if (settings.Text(key) is not { } text)
            return null;
        if (text.Split('=', StringSplitOptions.TrimEntries) is ["amr" or "acr" or "acrs", { Length: > 0 }] and [var claim, var value])
            return (claim, value);
        settings.Refuse($"{key} is '{text}'; it can be amr=, acr= or acrs= and a value, such as amr=mfa or acrs=c1.");
        return null;
    }

    private static string? MetricsKey(SettingsReader settings)
    {
        const string key = "Telemetry:MetricsKey";
        var value = settings.Text(key);
        if (value is { Length: < TelemetryOptions.ShortestKey })
            settings.Refuse($"{key} has {value.Length} characters; it must have at least {TelemetryOptions.ShortestKey}, for example from openssl rand -hex 32.");
        return value;
    }
}

/// <summary>Where measurements go.</summary>
/// <param name="MetricsKey">
/// The key that a Prometheus server sends as a bearer token to read <c>/metrics</c> (<c>Telemetry:MetricsKey</c>); <see langword="null"/> where
/// nobody may read it: then the address does not exist.
/// </param>
/// <param name="OtlpEndpoint">
/// An OpenTelemetry collector that traces and metrics are sent to by gRPC (<c>Telemetry:OtlpEndpoint</c>); <see langword="null"/> for none.
/// </param>
public sealed record TelemetryOptions(string? MetricsKey, Uri? OtlpEndpoint)
{
    /// <summary>Fewest characters of <see cref="MetricsKey"/>.</summary>
    public const int ShortestKey = 32;
}

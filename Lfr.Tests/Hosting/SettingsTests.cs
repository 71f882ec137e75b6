using System.Text;
using System.Text.RegularExpressions;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.Extensions.Configuration;

namespace Lfr.Tests.Hosting;

public sealed partial class SettingsTests
{
    private const string NotListenable = "must be an address to listen on such as http://127.0.0.1:5080, or several with semicolons between them.";
    private const string Levels = "Trace, Debug, Information, Warning, Error, Critical, None";

    [Theory]
    [InlineData("LFR_URLS", "localhost:5080", "LFR_URLS is 'localhost:5080'; it " + NotListenable)]
    [InlineData("LFR_URLS", "http://127.0.0.1:81x", "LFR_URLS is 'http://127.0.0.1:81x'; it " + NotListenable)]
    [InlineData("LFR_URLS", "http://127.0.0.1:99999", "LFR_URLS is 'http://127.0.0.1:99999'; it " + NotListenable)]
    [InlineData("LFR_URLS", "http://127.0.0.1:5080/lfr", "LFR_URLS is 'http://127.0.0.1:5080/lfr'; it " + NotListenable)]
    [InlineData("LFR_URLS", "http://127.0.0.1:5080;ftp://127.0.0.1", "LFR_URLS is 'http://127.0.0.1:5080;ftp://127.0.0.1'; it " + NotListenable)]
    [InlineData("LFR_URLS", ";", "LFR_URLS is ';'; it " + NotListenable)]
    [InlineData("Urls", "5080", "Urls is '5080'; it " + NotListenable)]
    [InlineData("LFR_DEMO", "perhaps", "LFR_DEMO is 'perhaps'; it can be 1 or 0.")]
    [InlineData("Demo:Enabled", "1", "Demo:Enabled is '1'; it can be true or false.")]
    [InlineData("LFR_MODELS", "/nowhere/models", "LFR_MODELS is '/nowhere/models'; there is no such folder.")]
    [InlineData("Database:Provider", "Postgres", "Database:Provider is 'Postgres'; it can be Sqlite or SqlServer.")]
    [InlineData("Database:Provider", "1", "Database:Provider is '1'; it can be Sqlite or SqlServer.")]
    [InlineData("Database:Provider", "SqlServer", "Database:Provider is SqlServer, but ConnectionStrings:Lfr is not set.")]
    [InlineData("Database:MigrateOnStart", "yes", "Database:MigrateOnStart is 'yes'; it can be true or false.")]
    [InlineData(
        "ConnectionStrings:Lfr", "Server=db;Database=lfr",
        "ConnectionStrings:Lfr is set, but Database:Provider is Sqlite, which does not use it. Set Database:Provider to SqlServer, or remove ConnectionStrings:Lfr.")]
    [InlineData("Identity:Mode", "Magic", "Identity:Mode is 'Magic'; it can be Local or Entra.")]
    [InlineData("Identity:Mode", "Entra", "Identity:Mode is Entra, but the configuration lacks AzureAd:Instance, AzureAd:TenantId, AzureAd:ClientId.")]
    [InlineData("Identity:SecondFactor", "Never", "Identity:SecondFactor is 'Never'; it can be Demonstration or Required.")]
    [InlineData("Identity:StepUpMinutes", "0", "Identity:StepUpMinutes is '0'; it must be a whole number of at least 1.")]
    [InlineData("Identity:StepUpMinutes", "2000000000", "Identity:StepUpMinutes is '2000000000'; it can be at most 100000.")]
    [InlineData("Identity:LeakedPasswords", "/nowhere/leaked.txt", "Identity:LeakedPasswords is '/nowhere/leaked.txt'; the file cannot be read.")]
    [InlineData("Identity:EntraProof", "mfa", "Identity:EntraProof is 'mfa'; it can be amr=, acr= or acrs= and a value, such as amr=mfa or acrs=c1.")]
    [InlineData("Identity:EntraProof", "roles=Administrator", "Identity:EntraProof is 'roles=Administrator'; it can be amr=, acr= or acrs= and a value, such as amr=mfa or acrs=c1.")]
    [InlineData("Sessions:IdleMinutes", "100001", "Sessions:IdleMinutes is '100001'; it can be at most 100000.")]
    [InlineData("Sessions:MaximumHours", "300000000", "Sessions:MaximumHours is '300000000'; it can be at most 2000.")]
    [InlineData("Worker:CoHosted", "maybe", "Worker:CoHosted is 'maybe'; it can be true or false.")]
    [InlineData("Pictures:AtOnce", "0", "Pictures:AtOnce is '0'; it must be a whole number of at least 1.")]
    [InlineData("Pictures:AtOnce", "65", "Pictures:AtOnce is '65'; it can be at most 64, because each of them may take 640 MB of memory.")]
    [InlineData("RateLimits:SignInPerMinute", "0", "RateLimits:SignInPerMinute is '0'; it must be a whole number of at least 1.")]
    [InlineData("RateLimits:SignInPerMinute", "many", "RateLimits:SignInPerMinute is 'many'; it must be a whole number of at least 1.")]
    [InlineData("RateLimits:RequestsPerMinute", "-5", "RateLimits:RequestsPerMinute is '-5'; it must be a whole number of at least 1.")]
    [InlineData("RateLimits:AccountPerMinute", "0", "RateLimits:AccountPerMinute is '0'; it must be a whole number of at least 1.")]
    [InlineData("RateLimits:WorkerPerMinute", "1e3", "RateLimits:WorkerPerMinute is '1e3'; it must be a whole number of at least 1.")]
    [InlineData("RateLimits:HealthPerMinute", "99999999999", "RateLimits:HealthPerMinute is '99999999999'; it must be a whole number of at least 1.")]
    [InlineData("Site:Address", "lfr.force.example", "Site:Address is 'lfr.force.example'; it must be an address that begins with https:// or http://.")]
    [InlineData("Site:Address", "https://lfr.force.example/lfr", "Site:Address is 'https://lfr.force.example/lfr'; it must be an address without a path, such as https://lfr.force.example.")]
    [InlineData("Site:Address", "http://lfr.force.example", "Site:Address is 'http://lfr.force.example/'; it must begin with https://, because passwords would be readable on the way.")]
    [InlineData("Site:SecurityContact", "security@force.example", "Site:SecurityContact is 'security@force.example'; it must be an address such as mailto:security@force.example or https://force.example/security.")]
    [InlineData("Site:SecurityContact", "http://force.example", "Site:SecurityContact is 'http://force.example'; it must be an address such as mailto:security@force.example or https://force.example/security.")]
    [InlineData("Mail:From", "lfr@force.example", "Mail:From is set, but Mail:Host is not, so no mail is sent. Set Mail:Host, or remove Mail:From.")]
    [InlineData("Mail:Security", "Plain", "Mail:Security is 'Plain'; it can be StartTls or Tls or None.")]
    [InlineData("Mail:Port", "0", "Mail:Port is '0'; it must be a whole number of at least 1.")]
    [InlineData("StatusFeed:Address", "http://register.force.example/statuses", "StatusFeed:Address is 'http://register.force.example/statuses', another machine without TLS. It must begin with https://, because references of listed people travel to it.")]
    [InlineData("StatusFeed:Secret", "s3cret", "StatusFeed:Secret is set, but StatusFeed:Address is not. Set both, or remove StatusFeed:Secret.")]
    [InlineData("Tiles:Address", "https://{z}.tiles.example/{x}/{y}", "Tiles:Address is 'https://{z}.tiles.example/{x}/{y}'; it must begin with https:// and have {z}, {x} and {y} in its path, such as https://tiles.force.example/{z}/{x}/{y}.png.")]
    [InlineData("Tiles:Address", "http://tiles.example/{z}/{x}/{y}", "Tiles:Address is 'http://tiles.example/{z}/{x}/{y}'; it must begin with https:// and have {z}, {x} and {y} in its path, such as https://tiles.force.example/{z}/{x}/{y}.png.")]
    [InlineData("Tiles:Credit", "Ours", "Tiles:Credit is set, but Tiles:Address is not. Set both, or remove Tiles:Credit.")]
    [InlineData("StatusFeed:Minutes", "0", "StatusFeed:Minutes is '0'; it must be a whole number of at least 1.")]
    [InlineData("Demo", "1", "Demo is '1', but it is a group of settings; it can have Demo:Enabled.")]
    [InlineData("Worker", "false", "Worker is 'false', but it is a group of settings; it can have Worker:CoHosted.")]
    [InlineData("Logging:LogLevel", "Debug", "Logging:LogLevel is 'Debug', but it is a group of settings; write Logging:LogLevel:Default.")]
    [InlineData("Logging:LogLevel:Default", "99", "Logging:LogLevel:Default is '99'; it can be " + Levels + ".")]
    [InlineData(
        "Sessions:IdleMinutes", "2",
        "Sessions:IdleMinutes is '2'; it must be at least 3, because Lfr keeps to the minute when somebody last did something.")]
    [InlineData("Sessions:MaximumHours", "0", "Sessions:MaximumHours is '0'; it must be a whole number of at least 1.")]
    [InlineData(
        "Sessions:IdleMinutes", "720",
        "Sessions:IdleMinutes is 720 and Sessions:MaximumHours is 12: a session would end before it could be idle. Make Sessions:IdleMinutes the shorter of the two.")]
    [InlineData("Telemetry:MetricsKey", "secret", "Telemetry:MetricsKey has 6 characters; it must have at least 32, for example from openssl rand -hex 32.")]
    [InlineData("Telemetry:OtlpEndpoint", "collector:4317", "Telemetry:OtlpEndpoint is 'collector:4317'; it must be an address that begins with https:// or http://.")]
    [InlineData(
        "AllowedHosts", "lfr.example;https://lfr.example",
        "AllowedHosts has 'https://lfr.example'; it must be host names without scheme and port, such as lfr.force.example, with semicolons between them.")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default is 'Loud'; it can be " + Levels + ".")]
    [InlineData("Logging:Console:LogLevel:Lfr", "Loud", "Logging:Console:LogLevel:Lfr is 'Loud'; it can be " + Levels + ".")]
    [InlineData("Kestrel:Endpoints:Https:Protocols", "Http2", "Kestrel:Endpoints:Https:Url is not set; it must be an address to listen on such as https://0.0.0.0:443.")]
    [InlineData("Kestrel:Endpoints:Https:Url", "0.0.0.0:443", "Kestrel:Endpoints:Https:Url is '0.0.0.0:443'; it must be an address to listen on such as https://0.0.0.0:443.")]
    [InlineData("Kestrel:Certificates:Default:Path", "/nowhere/lfr.pfx", "Kestrel:Certificates:Default:Path is '/nowhere/lfr.pfx'; there is no such file.")]
    public void SettingThatMakesNoSense_IsRefused_NamingItsKey(string key, string value, string sentence) => Assert.Equal(sentence, Refusal((key, value)));

    [Theory]
    [InlineData("RateLimits:SignInPerMinut", "RateLimits:SignInPerMinut is not a setting of Lfr; RateLimits can have AccountPerMinute, HealthPerMinute, RequestsPerMinute, SignInPerMinute, WorkerPerMinute.")]
    [InlineData("Database:ConnectionString", "Database:ConnectionString is not a setting of Lfr; Database can have File, MigrateOnStart, Provider.")]
    [InlineData("Worker:Cohost", "Worker:Cohost is not a setting of Lfr; Worker can have CoHosted.")]
    [InlineData("LFR_MODEL", "LFR_MODEL is not a setting of Lfr. Write LFR_MODELS, or remove it.")]
    [InlineData("LFR_DTAA", "LFR_DTAA is not a setting of Lfr. Write LFR_DATA, or remove it.")]
    [InlineData("Databse:Provider", "Databse is not a setting of Lfr. Write Database, or remove it.")]
    [InlineData("AllowedHost", "AllowedHost is not a setting of Lfr. Write AllowedHosts, or remove it.")]
    public void MisspeltKey_IsRefused_AndNeverSilentlyIgnored(string key, string sentence) => Assert.Equal(sentence, Refusal((key, "1")));

    [Fact]
    public void EntraOfWhicheverOrganisation_IsRefused() => Assert.Equal(
        """
        2 settings make no sense:
        - AzureAd:TenantId is 'common', which lets people of other organisations sign in; it must be the force's own tenant.
        - AzureAd:ClientId is 'lfr'; it must be the id of the app registration, a GUID.
        """,
        Refusal(("Identity:Mode", "Entra"), ("AzureAd:Instance", "https://login.microsoftonline.com/"), ("AzureAd:TenantId", "common"), ("AzureAd:ClientId", "lfr")));

    [Fact]
    public void ConnectionStringThatCannotBeRead_IsRefused_WithoutItsPassword()
    {
        var refusal = Refusal(("Database:Provider", "SqlServer"), ("ConnectionStrings:Lfr", "Server=db;Pasword=correct-horse"));

        Assert.StartsWith("ConnectionStrings:Lfr is not a connection string of SQL Server:", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void MetricsKeyThatIsTooShort_IsRefused_WithoutShowingIt() => Assert.DoesNotContain("hunter2", Refusal(("Telemetry:MetricsKey", "hunter2")), StringComparison.Ordinal);

    [Fact]
    public void Variables_OfOtherPrograms_AreNoneOfOurBusiness()
    {
        const string foreign = "URL";
        Environment.SetEnvironmentVariable(foreign, "https://elsewhere.example");
        try
        {
            Assert.Equal("http://127.0.0.1:5080", LfrOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build()).Urls);
        }
        finally
        {
            Environment.SetEnvironmentVariable(foreign, null);
        }
    }

    [Fact]
    public void AllErrors_AreToldAtOnce()
    {
        var refusal = Refusal(("LFR_DEMO", "perhaps"), ("Database:Provider", "Postgres"), ("Worker:CoHosted", "maybe"), ("RateLimits:Sign", "1"), ("Logging:LogLevel:Lfr", "x"));

        Assert.StartsWith("5 settings make no sense:\n- ", refusal, StringComparison.Ordinal);
        Assert.All((string[])["LFR_DEMO", "Database:Provider", "Worker:CoHosted", "RateLimits:Sign", "Logging:LogLevel:Lfr"], key => Assert.Contains($"\n- {key} is", refusal, StringComparison.Ordinal));
    }

    [Fact]
    public void NoSettingAtAll_IsTheDefaultInstallation()
    {
        var options = LfrOptions.Read(Configuration());

        Assert.Equal(("http://127.0.0.1:5080", null, null, false, true), (options.Urls, options.DataFolder, options.ModelsFolder, options.Demonstration, options.CoHostsWorker));
        Assert.Equal(new DatabaseOptions(DatabaseProvider.Sqlite, null, null, false), options.Database);
        Assert.Equal(IdentityMode.Local, options.SignIn.Mode);
        Assert.Equal(new SessionLimits(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12)), options.SignIn.Sessions);
        Assert.Equal(new RateLimitOptions(20, 3000, 3000, 600, 600), options.RateLimits);
        Assert.Equal(new TelemetryOptions(null, null), options.Telemetry);
    }

    [Fact]
    public void EverySetting_IsTaken()
    {
        var options = LfrOptions.Read(Configuration(
            ("LFR_URLS", "http://127.0.0.1:1;https://[::1]:2;http://+:3"), ("Urls", "http://127.0.0.1:4"), ("LFR_DATA", "/data"), ("LFR_MODELS", Path.GetTempPath()), ("LFR_DEMO", "1"),
            ("Demo:Enabled", "false"), ("Database:Provider", "sqlserver"), ("ConnectionStrings:Lfr", "Server=db"), ("Database:MigrateOnStart", "True"), ("Identity:Mode", "Entra"),
            ("AzureAd:Instance", "https://login.microsoftonline.com/"), ("AzureAd:TenantId", "force.example"), ("AzureAd:ClientId", "22222222-2222-4222-8222-222222222222"),
            ("Worker:CoHosted", "false"), ("RateLimits:SignInPerMinute", "3"), ("RateLimits:RequestsPerMinute", "4"), ("RateLimits:AccountPerMinute", "5"),
            ("RateLimits:WorkerPerMinute", "6"), ("RateLimits:HealthPerMinute", "7"), ("Site:Address", "https://lfr.example"), ("Telemetry:MetricsKey", new string('k', 32)), ("Sessions:IdleMinutes", "5"), ("Sessions:MaximumHours", "6"),
            ("Telemetry:OtlpEndpoint", "http://127.0.0.1:4317"), ("AllowedHosts", "lfr.example;*.lfr.example;[::1]"), ("Logging:LogLevel:Default", "warning")));

        Assert.Equal(("http://127.0.0.1:1;https://[::1]:2;http://+:3", "/data", Path.GetTempPath(), true, false),
            (options.Urls, options.DataFolder, options.ModelsFolder, options.Demonstration, options.CoHostsWorker));
        Assert.Equal(new DatabaseOptions(DatabaseProvider.SqlServer, null, "Server=db", true), options.Database);
        Assert.Equal(new Uri("https://login.microsoftonline.com/"), options.SignIn.EntraSite);
        Assert.Equal(new SessionLimits(TimeSpan.FromMinutes(5), TimeSpan.FromHours(6)), options.SignIn.Sessions);
        Assert.Equal(new RateLimitOptions(3, 4, 5, 6, 7), options.RateLimits);
        Assert.Equal((new Uri("https://lfr.example"), true, true), (options.Site.Address, options.Site.NamesHosts, options.Site.IsHttpsOnly));
        Assert.Equal(new TelemetryOptions(new string('k', 32), new Uri("http://127.0.0.1:4317")), options.Telemetry);
    }

    [Fact]
    public void ConfigurationFileOfTheRepository_HoldsOnlyWhatIsRead() =>
        LfrOptions.Read(new ConfigurationBuilder().AddJsonFile(Repository.Combine("appsettings.json")).Build());

    [Fact]
    public void EverySetting_StandsInTheManual()
    {
        var manual = File.ReadAllText(Repository.Combine("docs", "operations.md"));

        Assert.All(LfrOptions.Keys, key => Assert.Contains($"`{key}`", manual, StringComparison.Ordinal));
    }

    [Fact]
    public void Configuration_IsReadInOnePlace()
    {
        var elsewhere = Repository.Sources("Lfr.Web")
            .Select(file => Path.GetRelativePath(Repository.Combine("Lfr.Web"), file).Replace('\\', '/'))
            .Where(file => file is not ("Hosting/LfrOptions.cs" or "Hosting/SettingsReader.cs" or "Hosting/FrameworkSettings.cs" or "Hosting/LfrHost.cs"
                // Shows what counts, and judges it again.
                or "Hosting/HostingRegistration.cs" or "Settings/EffectiveSettings.cs"))
            .Where(file => ReadsConfiguration().IsMatch(File.ReadAllText(Repository.Combine("Lfr.Web", file))));

        Assert.Empty(elsewhere);
    }

    [GeneratedRegex(@"\bIConfiguration\b|\bIConfigurationRoot\b|\.Configuration\b|GetConnectionString|GetEnvironmentVariable")]
    private static partial Regex ReadsConfiguration();

    private static string Refusal(params (string Key, string Value)[] settings)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => LfrOptions.Read(Configuration(settings)));
        Assert.Equal(2, refusal.ExitCode);
        return refusal.Message;
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.OrdinalIgnoreCase)).Build();
}

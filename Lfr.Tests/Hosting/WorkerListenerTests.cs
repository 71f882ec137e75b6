using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lfr.Tests.Support;
using Lfr.Web.Hosting;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Hosting;

/// <summary>
/// Production as SECURITY.md describes it: a certificate for the site's real name only, a filter for that name, a proxy in front. The co-hosted worker
/// connects all the same, by a listener of its own behind which there is nothing else.
/// </summary>
public sealed class WorkerListenerTests : IDisposable
{
    private const string Site = "lfr.example";
    private readonly string certificate = Path.Combine(Directory.CreateTempSubdirectory("lfr-test-").FullName, "lfr.pfx");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CoHostedWorker_Connects_WhateverTheSiteIsCalled()
    {
        await using var app = await StartAsync();

        await ConnectedAsync(app);
    }

    [Fact]
    public async Task CoHostedWorker_Connects_WhereTheConfigurationNamesTheEndpoints()
    {
        await using var app = await StartAsync(("Kestrel:Endpoints:Site:Url", "https://127.0.0.1:0"));

        await ConnectedAsync(app);
        Assert.Single(app.Services.GetRequiredService<WorkerListener>().Public(app.Addresses));
    }

    [Fact]
    public async Task PublicAddress_AnswersUnderTheSitesNameOnly()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(app.Address, "/health/live", Site));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(app.Address, "/health/live", "lfr.attacker.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(app.Address, "/hubs/worker", "127.0.0.1"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/home")]
    [InlineData("/sign-in")]
    [InlineData("/health/live")]
    [InlineData("/_blazor/negotiate")]
    public async Task WorkersListener_ServesNoPage_WhateverNameItIsAskedBy(string path)
    {
        await using var app = await StartAsync();
        var own = app.Services.GetRequiredService<WorkerListener>().HubAddress!;

        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(own, path, Site));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(own, path, own.Authority));
    }

    [Fact]
    public async Task WorkersListener_IsOpenToThisMachineOnly_AndToNobodyWithoutAWorkersKey()
    {
        await using var app = await StartAsync();
        var own = app.Services.GetRequiredService<WorkerListener>().HubAddress!;

        Assert.Equal("127.0.0.1", own.Host);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(own, "/hubs/worker/negotiate?negotiateVersion=1", own.Authority, "POST"));
    }

    [Fact]
    public async Task WithoutACoHostedWorker_ThereIsNoSuchListener()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });

        Assert.Null(app.Services.GetRequiredService<WorkerListener>().HubAddress);
        Assert.Single(app.Addresses);
    }

    /// <summary>Behind a proxy every attempt would otherwise come from the proxy, in the log and for whoever counts them.</summary>
    [Theory]
    [InlineData("true", "192.0.2.7")]
    [InlineData("false", "127.0.0.1")]
    public async Task WrongSignIn_BehindAProxy_IsLoggedWithTheAddressThatTheProxySaw(string forwarded, string source)
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Settings = new Dictionary<string, string?> { ["ForwardedHeaders_Enabled"] = forwarded } });
        using var client = app.Anybody();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");

        using var answer = await LfrApp.PasswordAsync(client, "nobody@force.example", "not the password");

        var line = await app.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(Lfr.Web.Identity.LocalSignIn) || e.Action == nameof(Lfr.Web.Identity.SignIn)).OrderByDescending(e => e.Number).FirstAsync(Cancellation));
        Assert.Contains(source, line.Sentence, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(certificate)!, recursive: true);

    private static Task ConnectedAsync(LfrApp app) =>
        Eventually.HoldsAsync(() => app.Services.GetRequiredService<WorkerFleet>().Workers.Any(w => w.IsConnected), "the co-hosted worker connects");

    private async Task<LfrApp> StartAsync(params (string Key, string Value)[] more)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Site}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Site);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllBytesAsync(certificate, made.Export(X509ContentType.Pfx, "secret"), Cancellation);
        var settings = new Dictionary<string, string?>
        {
            ["LFR_URLS"] = "https://127.0.0.1:0",
            ["Kestrel:Certificates:Default:Path"] = certificate,
            ["Kestrel:Certificates:Default:Password"] = "secret",
            ["AllowedHosts"] = Site,
            ["ForwardedHeaders_Enabled"] = "true",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Worker = true, Settings = settings });
    }

    /// <summary>Asks as a proxy does: by the address, with the name that the browser used and where it came from. Written out, for no client sends a wrong name.</summary>
    private async Task<HttpStatusCode> AskAsync(Uri address, string path, string host, string method = "GET")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
        await using var stream = address.Scheme == Uri.UriSchemeHttps ? await SecureAsync(client.GetStream()) : client.GetStream();
        var request = $"{method} {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var status = await reader.ReadLineAsync(Cancellation);
        return (HttpStatusCode)int.Parse(status!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private async Task<Stream> SecureAsync(Stream plain)
    {
        using var known = X509CertificateLoader.LoadPkcs12FromFile(certificate, "secret");
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.Add(known);
        var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Site, CertificateChainPolicy = chain }, Cancellation);
        return secure;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Live.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>Who may open the worker's hub: whoever holds the private half of a registered key, once with each pass.</summary>
public sealed class WorkerAuthenticationTests(SharedApp shared) : IClassFixture<SharedApp>, IDisposable
{
    private static readonly Uri Hub = new("/hubs/worker/negotiate?negotiateVersion=1", UriKind.Relative);
    private static readonly Actor Administrator = Given.Person(19, "Ada Admin", Rank.Staff, Roles.Administrator);
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Audience => WorkerPass.AudienceOf(shared.App.Services.GetRequiredService<KeyFolder>().LicenceKey);

    private Guid Id => RegisteredWorker.IdOf(key.ExportSubjectPublicKeyInfo());

    [Fact]
    public async Task RegisteredWorker_MayConnect_WithAFreshPassEachTime()
    {
        Given.Do(await RegisterAsync());

        Assert.Equal(HttpStatusCode.OK, await AskAsync(Pass()));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Pass()));
    }

    /// <summary>Its key lies beside the database; copied to another machine it would otherwise bring the running list there.</summary>
    [Fact]
    public async Task KeyOfTheWorkerInsideLfr_OpensNothingFromOutside()
    {
        Given.Do(await shared.App.Services.GetRequiredService<RegisterCoHostedWorker>().RunAsync(key.ExportSubjectPublicKeyInfo(), Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Pass()));
    }

    [Fact]
    public async Task Pass_IsTakenOnce()
    {
        Given.Do(await RegisterAsync());
        var pass = Pass();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(pass));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(pass));
    }

    [Fact]
    public async Task KeyThatIsNotRegistered_MayNot() => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Pass()));

    /// <summary>Whoever can write to the database, and has no key of the installation, cannot have a list handed to a worker of their own.</summary>
    [Theory]
    [InlineData("put in")]
    [InlineData("another key")]
    [InlineData("not revoked any more")]
    public async Task WorkerRegisteredOrChangedInTheDatabase_MayNot(string what)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var registered = what == "another key" ? other : key;
        var register = shared.App.Services.GetRequiredService<RegisterWorker>();
        if (what != "put in")
            Given.Do(await register.RunAsync(Administrator, "Van 7", registered.ExportSubjectPublicKeyInfoPem(), Cancellation));
        var id = RegisteredWorker.IdOf(registered.ExportSubjectPublicKeyInfo());
        if (what == "not revoked any more")
            Given.Do(await shared.App.Services.GetRequiredService<RevokeWorker>().RunAsync(Administrator, id, "Stolen.", Cancellation));

        await shared.App.InDatabaseAsync(async db =>
        {
            if (what == "put in")
                db.RegisteredWorkers.Add(RegisteredWorker.Register(key.ExportSubjectPublicKeyInfo(), "Van 9", coHosted: false, "Nobody", TimeProvider.System.GetUtcNow()));
            return what switch
            {
                "put in" => await db.SaveChangesAsync(Cancellation),
                "another key" => await db.RegisteredWorkers.Where(w => w.Id == id)
                    .ExecuteUpdateAsync(set => set.SetProperty(w => w.PublicKey, key.ExportSubjectPublicKeyInfo()).SetProperty(w => w.Id, Id), Cancellation),
                _ => await db.RegisteredWorkers.Where(w => w.Id == id).ExecuteUpdateAsync(set => set.SetProperty(w => w.RevokedAt, (DateTimeOffset?)null), Cancellation),
            };
        });

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Pass()));
    }

    [Fact]
    [Asvs("8.3.3")]
    public async Task PassInTheNameOfAnotherWorker_IsRefused()
    {
        Given.Do(await RegisterAsync());
        using var thief = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // The statement of the registered worker under the signature of another key, and of a key that is registered as well.
        var (statement, signature) = (Pass().Split('.')[0], WorkerPass.Sign(thief, Audience, TimeProvider.System.GetUtcNow()).Split('.')[1]);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync($"{statement}.{signature}"));
        Given.Do(await shared.App.Services.GetRequiredService<RegisterWorker>().RunAsync(Administrator, "Thief", thief.ExportSubjectPublicKeyInfoPem(), Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync($"{statement}.{signature}"));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public async Task PassOfAnotherTime_IsRefused(int minutes)
    {
        Given.Do(await RegisterAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(WorkerPass.Sign(key, Audience, TimeProvider.System.GetUtcNow().AddMinutes(minutes))));
    }

    [Fact]
    public async Task PassForAnotherLfr_IsRefused()
    {
        Given.Do(await RegisterAsync());
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(WorkerPass.Sign(key, WorkerPass.AudienceOf(other), TimeProvider.System.GetUtcNow())));
    }

    [Fact]
    public async Task RevokedWorker_MayNot_AndItsKeyIsNotRegisteredAgain()
    {
        Given.Do(await RegisterAsync());
        Given.Do(await shared.App.Services.GetRequiredService<RevokeWorker>().RunAsync(Administrator, Id, "Stolen.", Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Pass()));
        Says.RefusedBy("STATE", await RegisterAsync(), "This key was revoked on");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("e30.AAAA")]
    [InlineData("not a pass at all")]
    public async Task WhatIsNoPass_IsRefused(string text) => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(text));

    [Fact]
    public async Task Nobody_MayNot() => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(null));

    [Fact]
    [Asvs("8.3.3")]
    public async Task Administrator_IsNoWorker() => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(await shared.App.SignInAsync(Roles.Administrator), null));

    [Fact]
    public async Task OnlyAnAdministrator_RegistersAndRevokes_AndBothAreOnRecord()
    {
        var services = shared.App.Services;
        Says.RefusedBy("ROLE", await services.GetRequiredService<RegisterWorker>().RunAsync(Given.Operator, "Van 9", key.ExportSubjectPublicKeyInfoPem(), Cancellation));
        Given.Do(await RegisterAsync());
        Says.RefusedBy("ROLE", await services.GetRequiredService<RevokeWorker>().RunAsync(Given.Operator, Id, "Stolen.", Cancellation));
        Says.RefusedBy("FORM", await services.GetRequiredService<RevokeWorker>().RunAsync(Administrator, Id, " ", Cancellation));
        Given.Do(await services.GetRequiredService<RevokeWorker>().RunAsync(Administrator, Id, "Stolen", Cancellation));

        var subject = $"Worker {Id}";
        var events = await shared.App.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().Where(e => e.Subject == subject && e.Done).OrderBy(e => e.Number).ToListAsync(Cancellation));
        Assert.Equal(
            [("RegisterWorker", "Ada Admin", $"Registered worker Van 9 with the key {Id}."), ("RevokeWorker", "Ada Admin", "Revoked worker Van 9: Stolen.")],
            events.Select(e => (e.Action, e.ActorName, e.Sentence)));
    }

    [Fact]
    public async Task WhatIsNoPublicKeyOfAWorker_IsNotRegistered()
    {
        using var rsa = RSA.Create(2048);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var (text, says) in new[]
        {
            ("", "not the public key of a worker"), ("\u00a0", "not the public key of a worker"), (rsa.ExportSubjectPublicKeyInfoPem(), "not the public key of a worker"),
            (larger.ExportSubjectPublicKeyInfoPem(), "not the public key of a worker"), (key.ExportPkcs8PrivateKeyPem(), "a private key, which must never leave its worker"),
        })
            Says.RefusedBy("FORM", await shared.App.Services.GetRequiredService<RegisterWorker>().RunAsync(Administrator, "Van 9", text, Cancellation), says);
    }

    public void Dispose() => key.Dispose();

    private string Pass() => WorkerPass.Sign(key, Audience, TimeProvider.System.GetUtcNow());

    private Task<Lfr.Shared.Policy.Outcome> RegisterAsync() =>
        shared.App.Services.GetRequiredService<RegisterWorker>().RunAsync(Administrator, "Van 9", key.ExportSubjectPublicKeyInfoPem(), Cancellation);

    private Task<HttpStatusCode> AskAsync(string? pass) => AskAsync(shared.App.Anybody(), pass);

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string? pass)
    {
        using (client)
        {
            if (pass is not null)
                client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + pass);
            using var answer = await client.PostAsync(Hub, content: null, Cancellation);
            return answer.StatusCode;
        }
    }
}

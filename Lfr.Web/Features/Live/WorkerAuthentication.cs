using System.Security.Claims;
using System.Text.Encodings.Web;
using Lfr.Shared.Audit;
using Lfr.Shared.Live;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Lfr.Web.Features.Live;

/// <summary>
/// Signs a worker in by a pass that its own key signed (<c>Authorization: Bearer …</c>, see <see cref="WorkerPass"/>). A worker is never a person and a person's
/// cookie is never a worker.
/// </summary>
public sealed class WorkerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder,
    IDbContextFactory<LfrDbContext> contexts, KeyFolder keys, PassesTaken taken, WorkerRefusals refusals, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>Name of the scheme and of the policy that asks for it.</summary>
    public const string Name = "Worker";

    /// <summary>The claim that holds the worker's id; no person carries it.</summary>
    public const string WorkerId = "lfr:worker";

    private const string Prefix = "Bearer ";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var text = header[Prefix.Length..].Trim();
        if (WorkerPass.Read(text) is not { } pass)
            return Refuse(Guid.Empty, "What it signed in with is no pass of a worker.");
        await using var db = await contexts.CreateDbContextAsync(Context.RequestAborted);
        var worker = await db.RegisteredWorkers.AsNoTracking().FirstOrDefaultAsync(w => w.Id == pass.WorkerId, Context.RequestAborted);
        if (worker is null)
            return Refuse(Guid.Empty, "It is not registered.");
        if (!WorkerPass.IsSignedBy(text, worker.PublicKey))
            return Refuse(worker.Id, "Its pass was not signed with its key.");
        // It runs inside this program and comes in by its own listener: whoever has its key elsewhere has a copy.
        if (worker.IsCoHosted && Context.Features.Get<ArrivedInside>() is null)
            return Refuse(worker.Id, "Its key belongs to the worker inside Lfr, and was used from outside: somebody has a copy of it.");
        if (worker.RevokedAt is not null)
            return Refuse(worker.Id, "It was revoked.");
        // Or whoever can write to the database, and has no key of the installation, would have a running list handed to a worker of their own.
        if (!await AccountRows.IsAsLeftAsync(db, Evidence.KeyOf(worker), _ => Evidence.HashOf(worker), Context.RequestAborted) && await AccountRows.VouchesAsync(db, Context.RequestAborted))
            return Refuse(worker.Id, "It is not as the audit log left it: somebody registered or changed it in the database.");
        if (!string.Equals(pass.Audience, WorkerPass.AudienceOf(keys.LicenceKey), StringComparison.Ordinal))
            return Refuse(worker.Id, "Its pass is for another Lfr: its copy of licence.public.pem is not this one's.");
        var now = time.GetUtcNow();
        if ((now - pass.SignedAt).Duration() > WorkerPass.Validity)
            return Refuse(worker.Id, $"Its pass was signed at {pass.SignedAt:yyyy-MM-dd HH:mm:ss} UTC by its clock, and it is {now:HH:mm:ss} UTC here: set its clock right.");
        if (!taken.Take(pass, now))
            return Refuse(worker.Id, "Its pass was used before.");

        var identity = new ClaimsIdentity(
            [new Claim(WorkerId, worker.Id.ToString("D")), new Claim(ClaimTypes.NameIdentifier, worker.Id.ToString("D")), new Claim(ClaimTypes.Name, worker.Name)], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    private AuthenticateResult Refuse(Guid worker, string why)
    {
        refusals.Note(WorkerRefusals.SignIn, worker, why);
        return AuthenticateResult.Fail(why);
    }
}

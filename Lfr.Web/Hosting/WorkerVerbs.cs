using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Hosting;

/// <summary>
/// Workers on the command line, also while Lfr runs: <c>Lfr.Web add-worker --name "Van 2" --public-key worker.public.pem</c> and
/// <c>Lfr.Web revoke-worker --id ID --reason WHY</c>, which without an id lists those that are registered.
/// </summary>
internal static class WorkerVerbs
{
    /// <summary>Registers a worker.</summary>
    public const string Add = "add-worker";

    /// <summary>Revokes a worker.</summary>
    public const string Revoke = "revoke-worker";

    /// <summary>Registers a worker.</summary>
    /// <exception cref="StartRefusedException">It was refused.</exception>
    public static async Task AddAsync(WebApplication app, VerbWords words, TextWriter output, CancellationToken cancellationToken)
    {
        await app.PrepareLfrDataAsync(cancellationToken);
        var (name, file) = (words["--name"], words["--public-key"]);
        if (name is null || file is null)
            throw new StartRefusedException($"Say which worker: Lfr.Web {Add} --name \"Van 2\" --public-key worker.public.pem");
        Require(await app.Services.GetRequiredService<RegisterWorker>().RunAsync(Actor.System, name, await ReadAsync(file, cancellationToken), cancellationToken));
        await output.WriteLineAsync($"{name.Trim()} is registered and can sign in.".AsMemory(), cancellationToken);
    }

    /// <summary>Revokes a worker, or lists those that are registered.</summary>
    /// <exception cref="StartRefusedException">It was refused.</exception>
    public static async Task RevokeAsync(WebApplication app, VerbWords words, TextWriter output, CancellationToken cancellationToken)
    {
        await app.PrepareLfrDataAsync(cancellationToken);
        if (words["--id"] is not { } given)
        {
            foreach (var worker in await RegisteredAsync(app, cancellationToken))
                await output.WriteLineAsync($"{worker.Id:D}  {worker.Name}, registered on {Words.Moment(worker.RegisteredAt)} by {worker.RegisteredBy}".AsMemory(), cancellationToken);
            throw new StartRefusedException($"Say which worker and why: Lfr.Web {Revoke} --id ID --reason WHY");
        }

        if (!Guid.TryParse(given, out var id))
            throw new StartRefusedException($"'{given}' is not the id of a worker. Lfr.Web {Revoke} without --id lists them.");
        Require(await app.Services.GetRequiredService<RevokeWorker>().RunAsync(Actor.System, id, words["--reason"] ?? "", cancellationToken));
        await output.WriteLineAsync("The worker is revoked, and is cut off within seconds.".AsMemory(), cancellationToken);
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The public key cannot be read: {e.Message}", e);
        }
    }

    private static async Task<List<RegisteredWorker>> RegisteredAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(cancellationToken);
        return await db.RegisteredWorkers.AsNoTracking().Where(w => w.RevokedAt == null).OrderBy(w => w.RegisteredAt).ToListAsync(cancellationToken);
    }

    private static void Require(Outcome outcome)
    {
        if (!outcome.Succeeded)
            throw new StartRefusedException(outcome.Explanation);
    }
}

using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Api;

/// <summary>
/// Does what a system asks once for each of its keys (<c>Idempotency-Key</c>): the same call again gets the same answer, another one under the same key is refused. A refusal is not kept, because it changed
/// nothing: the call can be made again under the same key.
/// </summary>
public sealed class OnceOnly(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    private const string Header = "Idempotency-Key";

    /// <summary>The refusal of a call without a key, or with one that cannot be kept; <see langword="null"/> when it has one.</summary>
    internal static Outcome? Missing(HttpRequest request) => KeyOf(request) is { Length: > 0 and <= SystemCall.LongestKey } key && !key.Any(char.IsControl)
        ? null
        : Outcome.Incomplete($"The header {Header} is missing or longer than {SystemCall.LongestKey} characters.", "Send one of your own for each call, and the same again when you repeat it because no answer came.");

    /// <summary>Does it, or answers as before.</summary>
    /// <param name="request">The call.</param>
    /// <param name="actor">The system.</param>
    /// <param name="asked">What it asks.</param>
    /// <param name="doAsync">Does it.</param>
    /// <param name="cancellationToken">Gives up before it is done.</param>
    internal async Task<SystemAnswer> RunAsync(HttpRequest request, Actor actor, string asked, Func<Task<SystemAnswer>> doAsync, CancellationToken cancellationToken)
    {
        if (Missing(request) is { } refused)
            return SystemAnswer.Of(refused);
        var key = KeyOf(request);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path} {asked}")));
        try
        {
            if (await BeginAsync(actor, key, hash, cancellationToken) is { } before)
                return before;
        }
        catch (Exception e) when (DatabaseFault.IsCollision(e))
        {
            return SystemAnswer.Of(Outcome.Busy());
        }

        SystemAnswer? answer = null;
        try
        {
            return answer = await doAsync();
        }
        finally
        {
            // What was done is answered the same way for ever after, also when whoever asked has gone.
            await EndAsync(actor, key, answer, CancellationToken.None);
        }
    }

    private static string KeyOf(HttpRequest request) => request.Headers[Header].ToString().Trim();

    private Task<SystemAnswer?> BeginAsync(Actor actor, string key, string hash, CancellationToken cancellationToken) => DatabaseFault.RetryAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
            var now = time.GetUtcNow();
            var (earliest, latest) = (now - SystemCall.Kept, now + SystemCall.Kept);
            await db.SystemCalls.Where(c => c.ClientId == actor.UserId && (c.At < earliest || c.At > latest)).ExecuteDeleteAsync(cancellationToken);
            if (await db.SystemCalls.FirstOrDefaultAsync(c => c.ClientId == actor.UserId && c.Key == key, cancellationToken) is { } before)
            {
                if (!string.Equals(before.AskedHash, hash, StringComparison.Ordinal))
                    return SystemAnswer.Problem(StatusCodes.Status422UnprocessableEntity, "Not done: the key was used for something else", $"The {Header} '{key}' was used for another call. Send a new one for a new call.", "IDEMPOTENCY");
                if (before.IsBeingAnswered(now))
                    return SystemAnswer.Problem(StatusCodes.Status409Conflict, "Not done: it is being done", "This call is being answered already. Ask again in a few seconds.", "IDEMPOTENCY");
                if (before.Status != 0)
                    return new SystemAnswer(before.Status, before.Answer, before.Location);
                before.Again(now);
            }
            else
            {
                db.SystemCalls.Add(SystemCall.Begin(actor.UserId, key, hash, now));
            }

            await db.SaveChangesAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
            return null;
        },
        cancellationToken);

    private Task<bool> EndAsync(Actor actor, string key, SystemAnswer? answer, CancellationToken cancellationToken) => DatabaseFault.RetryAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
            var call = await db.SystemCalls.FirstAsync(c => c.ClientId == actor.UserId && c.Key == key, cancellationToken);
            if (answer is { Succeeded: true } done)
                call.Keep(done.Status, done.Body, done.Location);
            else
                db.SystemCalls.Remove(call);
            await db.SaveChangesAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);
}

using Lfr.Shared;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>
/// Somebody with the duty but without a task at a deployment says why they look at its people. The line in the audit log is what <see cref="LookGate"/> goes by,
/// on every machine and after a restart.
/// </summary>
public sealed class SayWhyYouLook(LfrTransaction transaction)
{
    /// <summary>Shorter says nothing.</summary>
    public const int LeastLetters = 12;

    /// <summary>How long a reason holds.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(30);

    private const int MostLetters = 300;

    /// <summary>Keeps the reason.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId, SubjectOf(actor, deploymentId));
            if (Permissions.Of(actor, [.. Enum.GetValues<LookKind>().Where(k => !k.IsOfTheLog()).SelectMany(k => k.Duties()).Distinct(StringComparer.Ordinal)]) is { Succeeded: false } refused)
                return refused;
            if (!await context.Db.Deployments.AnyAsync(d => d.Id == deploymentId, cancel))
                return Permissions.NotFound("This deployment");
            var words = PlainText.Clean(reason).Trim();
            if (words.Count(char.IsLetterOrDigit) < LeastLetters)
                return Outcome.Incomplete("The reason is too short to say why.", $"Enter what you look for and for whom, in {LeastLetters} letters or more.");
            return words.Length > MostLetters
                ? Outcome.Incomplete($"The reason is longer than {MostLetters} characters.", "Enter it more briefly.")
                : context.Did(Outcome.Done, words);
        }, cancellationToken);

    /// <summary>What <paramref name="actor"/> said last, if it still holds.</summary>
    internal static async Task<string?> SaidAsync(LfrDbContext db, Actor actor, Guid deploymentId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(actor, deploymentId);
        var last = await db.AuditEvents.AsNoTracking().Where(e => e.Subject == subject && e.Done && e.ActorId == actor.UserId && e.Action == nameof(SayWhyYouLook))
            .OrderByDescending(e => e.Number).Select(e => new { e.At, e.Sentence }).FirstOrDefaultAsync(cancellationToken);
        // A clock that was set back makes no reason younger.
        return last is not null && now - last.At < Holds && now >= last.At ? last.Sentence : null;
    }

    private static string SubjectOf(Actor actor, Guid deploymentId) => $"Looks of {actor.UserId} at deployment {deploymentId}";
}

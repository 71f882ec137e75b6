using System.Reflection;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>Marks a command that needs a second factor given within the last minutes in the session that asks, so that an unlocked screen is not enough.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FreshSecondFactorAttribute : Attribute;

/// <summary>Asks for a fresh second factor before a command marked with <see cref="FreshSecondFactorAttribute"/> is committed.</summary>
/// <param name="Fresh">How long a second factor counts as fresh; <see langword="null"/> where Lfr asks for none, because Entra does.</param>
/// <param name="DemonstrationSkips">Whether accounts of the demonstration that signed in without a second factor are not asked.</param>
public sealed record StepUp(TimeSpan? Fresh, bool DemonstrationSkips)
{
    /// <summary>Asks nobody: Entra asks, or there is nobody to ask.</summary>
    public static StepUp None { get; } = new(null, true);

    /// <summary>The refusal when the second factor has to be given again; <see langword="null"/> when the command may be committed.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">Its transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome?> MissingAsync(object command, CommandContext context, CancellationToken cancellationToken)
    {
        var actor = context.Actor;
        if (Fresh is not { } fresh || actor == Actor.System || command.GetType().GetCustomAttribute<FreshSecondFactorAttribute>() is null)
            return null;
        // Whoever signs in has an account; what Lfr seeds for its demonstration is done by people who have none yet.
        if (await context.Db.Users.AsNoTracking().Where(u => u.Id == actor.UserId).Select(u => (bool?)u.IsDemonstration).FirstOrDefaultAsync(cancellationToken) is not { } isDemonstration)
            return null;
        var session = await context.Db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == actor.Session && s.AccountId == actor.UserId && s.EndedAt == null, cancellationToken);
        if (session?.SecondFactorAt is not { } given)
            // Whoever signs in has a session; without one the demonstration is seeded.
            return isDemonstration && (DemonstrationSkips || actor.Session is null) ? null : Asked(fresh);
        // One from the future was given before the clock was set back, or was written into the database: how old it is, nobody knows.
        return given > context.Now - fresh && given < context.Now + Lease.ClockTolerance ? null : Asked(fresh);
    }

    private static Outcome Asked(TimeSpan fresh) => Outcome.SecondFactorNeeded(
        $"This step needs your second factor, given within the last {Words.Count((int)fresh.TotalMinutes, "minute", "minutes")}.");
}

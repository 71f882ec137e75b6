using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>A code for the recovery as it is printed.</summary>
/// <param name="Keeper">Officer who keeps it.</param>
/// <param name="Code">The code, shown once.</param>
public sealed record RecoveryKey(string Keeper, string Code);

/// <summary>The codes that two officers keep for the day on which no administrator can be reached.</summary>
public static class RecoveryKeys
{
    /// <summary>Those that were not used, in the order of their keepers' names: two, or none.</summary>
    public static async Task<IReadOnlyList<InstallationCode>> InForceAsync(LfrDbContext db, CancellationToken cancellationToken) =>
        [.. (await db.InstallationCodes.Where(c => c.Keeper != "").ToListAsync(cancellationToken)).Where(c => c.UsedBy is null).OrderBy(c => c.Keeper, StringComparer.Ordinal)];

    /// <summary>Makes one for each officer, inside a command; none where nobody is named.</summary>
    public static IReadOnlyList<RecoveryKey> Add(CommandContext context, IReadOnlyList<string> keepers)
    {
        var keys = new List<RecoveryKey>(keepers.Count);
        foreach (var keeper in keepers.Select(k => k.Trim()))
        {
            var (row, code) = InstallationCode.Make(context.NewId(), context.Now, keeper);
            context.Db.InstallationCodes.Add(row);
            keys.Add(new RecoveryKey(keeper, code));
        }

        return keys;
    }

    /// <summary>The sentence shown before the codes, which then appear one at a time.</summary>
    public static string Heading(IReadOnlyList<RecoveryKey> keys) => string.Join(Environment.NewLine, keys.Count == 0
        ?
        [
            "Nobody keeps codes for the recovery. Without them one person alone, whoever holds this server, can make another administrator when none can sign in.",
            "Name two officers under Administration, System, Recovery.",
            "",
        ]
        :
        [
            "Two codes for the recovery of this installation, for the day on which no administrator can be reached. Both are needed, and neither does anything else.",
            "Each is shown to the officer who keeps it, and only now. They copy it onto paper and seal it.",
            "",
        ]);

    /// <summary>Asks for the codes of both officers. Both are used up when what follows succeeds; a refusal changes nothing.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="accounts">Asks whether a code is as the log left it.</param>
    /// <param name="typed">What was typed for each officer, by name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Outcome> UseAsync(CommandContext context, AccountChange accounts, IReadOnlyDictionary<string, string> typed, CancellationToken cancellationToken)
    {
        var all = await context.Db.InstallationCodes.Where(c => c.Keeper != "").ToListAsync(cancellationToken);
        var used = new List<InstallationCode>(typed.Count);
        foreach (var (keeper, words) in typed.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var hash = InstallationCode.HashOf(words);
            if (all.Find(c => c.Hash == hash) is not { } code)
                return Outcome.Incomplete($"What was entered for {keeper} is no code that was printed for the recovery.", "Enter it as it was printed: four groups of five.");
            if (code.UsedBy is { } before)
                return Outcome.WrongState($"The code entered for {keeper} ended on {Words.Moment(before.At)}. Each counts once.", "Enter the one that was printed last.");
            if (code.Keeper != keeper)
                return Outcome.WrongState($"The code entered for {keeper} is the one that {code.Keeper} keeps. One officer’s code does not count twice.", $"Have {keeper} enter their own.");
            if (await accounts.AsLoggedAsync(context, code, $"The code that {keeper} keeps", cancellationToken) is { Succeeded: false } madeUp)
                return madeUp;
            used.Add(code);
        }

        if (used.Count < InstallationCode.Printed)
            return Outcome.WrongState("Nobody keeps codes for the recovery of this installation.", "Where no administrator can sign in, create-admin makes one.");
        foreach (var code in used)
            code.Use(context.Actor, context.Now);
        return Outcome.Done;
    }
}

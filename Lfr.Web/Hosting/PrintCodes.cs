using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Hosting;

/// <summary>
/// Prints the two codes of the installation again: <c>Lfr.Web print-codes --reason WHY [--without EMAIL]</c>. For an installation with Entra or from before there were any, one whose sheet was lost, or one
/// whose second administrator cannot be reached any more: that account is locked, so that a code stands in for it. Only whoever holds the server can, only while fewer than two
/// administrators can sign in then, and on record; earlier codes end.
/// </summary>
public sealed class PrintCodes(LfrTransaction transaction, AccountChange accounts, StaffSessions sessions)
{
    /// <summary>The command's word.</summary>
    public const string Verb = "print-codes";

    /// <summary>Makes them.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="without">Address of an administrator who cannot be reached; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, and the codes.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<string> Codes)> RunAsync(string reason, string? without, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> codes = [];
        var outcome = await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(null, "Codes of the installation");
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why after --reason.");
            var lost = without is null ? null : await accounts.ActiveAdministrators(context.Db, context.Now).FirstOrDefaultAsync(u => u.Email == without.Trim(), cancel);
            if (without is not null && lost is null)
                return Outcome.WrongState($"No administrator who can sign in has the address {without.Trim()}.", "Enter it as the list of people has it.");
            var lostId = lost?.Id ?? Guid.Empty;
            var left = await accounts.ActiveAdministrators(context.Db, context.Now).CountAsync(u => u.Id != lostId, cancel);
            if (left == 0 && await RecoveryKeys.InForceAsync(context.Db, cancel) is [var one, var other])
                return Outcome.WrongState("No administrator would be left who can sign in, and two officers keep codes for that.", $"Ask {one.Keeper} and {other.Keeper}, and use {RecoverAdmin.Verb}.");
            if (left >= TwoAdministrators.Enough)
                return Outcome.WrongState("There are two administrators who can sign in, and no code stands in for one.", "Have one of them confirm what the other asks for, or name with --without the one who cannot be reached.");
            if (lost is not null)
            {
                lost.LockoutEnd = DateTimeOffset.MaxValue;
                await sessions.EndAllAsync(context, lost.Id, SessionEnd.AccountClosed, cancel);
            }

            foreach (var before in await context.Db.InstallationCodes.Where(c => c.Keeper == "").ToListAsync(cancel))
                before.Use(Actor.System, context.Now);
            codes = Add(context);
            context.Did($"PRINTED NEW CODES OF THE INSTALLATION at the command line{(lost is null ? "" : $", and locked the account of the administrator {lost.DisplayName}")}; earlier ones ended: {Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? codes : []);
    }

    /// <summary>Makes the codes inside a command.</summary>
    internal static IReadOnlyList<string> Add(CommandContext context)
    {
        var codes = new List<string>(InstallationCode.Printed);
        for (var i = 0; i < InstallationCode.Printed; i++)
        {
            var (row, code) = InstallationCode.Make(context.NewId(), context.Now);
            context.Db.InstallationCodes.Add(row);
            codes.Add(code);
        }

        return codes;
    }

    /// <summary>Says what the codes are, and shows them one after the other.</summary>
    internal static async Task ShowAsync(IReadOnlyList<string> codes, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(
            string.Join(Environment.NewLine,
            [
                "",
                "Two codes of this installation. While there is only one administrator, each confirms one duty or rank, once.",
                "Two different people keep one each. They are shown only now.",
                "",
            ]).AsMemory(),
            cancellationToken);
        await CodesInTurn.ShowAsync([.. codes.Select((code, i) => new RecoveryKey(i == 0 ? "the first of them" : "the second of them", code))], input, output, cancellationToken);
    }

    /// <summary>As a program of its own.</summary>
    /// <exception cref="StartRefusedException">It was refused.</exception>
    internal static async Task RunAsync(WebApplication app, VerbWords words, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await app.PrepareLfrDataAsync(cancellationToken);
        var (outcome, codes) = await app.Services.GetRequiredService<PrintCodes>().RunAsync(words["--reason"] ?? "", words["--without"], cancellationToken);
        if (!outcome.Succeeded)
            throw new StartRefusedException(outcome.Explanation);
        await ShowAsync(codes, input, output, cancellationToken);
    }
}

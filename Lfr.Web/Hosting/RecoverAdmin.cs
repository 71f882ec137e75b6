using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Hosting;

/// <summary>Who is to be administrator after the recovery.</summary>
/// <param name="Email">E-mail address; of an account that is there, or of a new one.</param>
/// <param name="Name">Name as it stands in records; needed for a new account alone.</param>
/// <param name="Reason">Why the installation is recovered.</param>
/// <param name="Without">Address of the administrator who cannot be reached; <see langword="null"/> where none could sign in.</param>
public sealed record Recovery(string Email, string Name, string Reason, string? Without);

/// <summary>
/// The only administrator is lost: <c>Lfr.Web recover-admin --email E [--name N] --reason WHY [--without EMAIL]</c>, while Lfr is stopped, with the codes that two officers keep. They are read from standard
/// input, one after the other, then the password; never from the command line, which other programs of the machine can read. Makes the person an administrator with this password and
/// without a second factor, locks the one who cannot be reached, and prints new codes for the same officers. Once, all of it or nothing, and in capitals on record.
/// </summary>
public sealed class RecoverAdmin(LfrTransaction transaction, AccountChange accounts, StaffSessions sessions, IServiceScopeFactory scopes, ILogger<RecoverAdmin> logger)
{
    /// <summary>The command's word.</summary>
    public const string Verb = "recover-admin";

    private const string Usage = $"Lfr.Web {Verb} --email someone@force.example --name \"Their Name\" --reason \"Why\" [--without lost@force.example]";

    /// <summary>Its own words on the command line.</summary>
    internal static string[] OwnWords { get; } = ["--email", "--name", "--reason", "--without"];

    /// <summary>Recovers the installation.</summary>
    /// <param name="recovery">Who is to be administrator, and why.</param>
    /// <param name="codes">What was typed for each officer, by name.</param>
    /// <param name="password">Password of the administrator.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, and new codes for the same officers.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<RecoveryKey> Codes)> RunAsync(Recovery recovery, IReadOnlyDictionary<string, string> codes, string password, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecoveryKey> printed = [];
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(null, "Recovery of the installation");
            if (accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (string.IsNullOrWhiteSpace(recovery.Reason))
                return Outcome.Incomplete("No reason is given.", "Say why after --reason.");
            if (await RecoveryKeys.UseAsync(context, accounts, codes, cancel) is { Succeeded: false } wrong)
                return wrong;
            var users = AccountsInCommand.Of(context, scope.ServiceProvider);
            var (lost, refused) = await LostAsync(context, users, recovery, cancel);
            if (!refused.Succeeded)
                return refused;
            var (administrator, made) = await AdministratorAsync(context, users, recovery, password, cancel);
            if (!made.Succeeded)
                return made;
            if (lost is not null)
            {
                lost.LockoutEnd = DateTimeOffset.MaxValue;
                await sessions.EndAllAsync(context, lost.Id, SessionEnd.AccountClosed, cancel);
            }

            string[] keepers = [.. codes.Keys.Order(StringComparer.Ordinal)];
            printed = RecoveryKeys.Add(context, keepers);
            context.About(null, Subjects.Account(administrator!.Id).Key);
            context.Did($"RECOVERED THE INSTALLATION AT THE COMMAND LINE with the codes of {Words.AndList(keepers)}: {administrator.DisplayName} is administrator, with a new password and without a second factor"
                + $"{(lost is null ? "" : $", and the account of the administrator {lost.DisplayName} is locked")}. New codes were printed for both: {Words.AsSentence(recovery.Reason.Trim())}");
            context.AfterCommit(() =>
            {
                logger.LogCritical("The installation was recovered at the command line with the codes of two officers; account {Account} is administrator.", administrator.Id);
                return Task.CompletedTask;
            });
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? printed : []);
    }

    // Whoever can still sign in is asked first; one who cannot be reached is named, and locked.
    private async Task<(LfrUser? Lost, Outcome Outcome)> LostAsync(CommandContext context, UserManager<LfrUser> users, Recovery recovery, CancellationToken cancellationToken)
    {
        var normal = users.NormalizeEmail(recovery.Email);
        var others = await accounts.ActiveAdministrators(context.Db, context.Now).Where(u => u.NormalizedEmail != normal).ToListAsync(cancellationToken);
        if (others.Count >= TwoAdministrators.Enough)
            return (null, Outcome.WrongState("Two administrators can sign in, and one of them gives the duty while the other confirms it.", "Ask them. Nothing has to be recovered."));
        if (recovery.Without is not { } without)
        {
            return others is [var one]
                ? (null, Outcome.WrongState($"{one.DisplayName} is an administrator who can sign in.", "Ask them, or say with --without and their address that they cannot be reached: the account is locked then."))
                : (null, Outcome.Done);
        }

        return others.Find(u => u.NormalizedEmail == users.NormalizeEmail(without.Trim())) is { } lost
            ? (lost, Outcome.Done)
            : (null, Outcome.WrongState($"No other administrator who can sign in has the address {without.Trim()}.", "Enter it as the list of people has it, or leave --without out."));
    }

    private async Task<(LfrUser? Administrator, Outcome Outcome)> AdministratorAsync(CommandContext context, UserManager<LfrUser> users, Recovery recovery, string password, CancellationToken cancellationToken)
    {
        var normal = users.NormalizeEmail(recovery.Email);
        var user = await context.Db.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normal, cancellationToken);
        if (user is { RetiredAt: not null })
            return (user, Outcome.WrongState($"The account of {user.DisplayName} is retired.", "Name somebody who serves."));
        if (user is not null && await accounts.AsLoggedAsync(context, user, cancellationToken) is { Succeeded: false } altered)
            return (user, altered);
        if (user is null && string.IsNullOrWhiteSpace(recovery.Name))
            return (null, Outcome.Incomplete($"Nobody has an account with the address {recovery.Email}, and a new one needs a name.", "Give it after --name, as it is to stand in records."));

        IdentityResult chosen;
        var isNew = user is null;
        if (user is null)
        {
            user = new LfrUser { Id = context.NewId(), UserName = recovery.Email, Email = recovery.Email, DisplayName = recovery.Name.Trim() };
            chosen = await users.CreateAsync(user, password);
        }
        else
        {
            // Nothing is saved before the end: a password that is refused leaves the one before.
            await users.RemovePasswordAsync(user);
            chosen = await users.AddPasswordAsync(user, password);
        }

        if (!chosen.Succeeded)
            return (user, Outcome.Incomplete(string.Join(" ", chosen.Errors.Select(e => e.Description)), $"Choose others, and run {Verb} again: the codes were not used."));
        (user.EmailConfirmed, user.LockoutEnd) = (true, null);
        await TakeFactorsAsync(context, user.Id, cancellationToken);
        if (isNew)
            IdentityResults.Require(await users.AddToRoleAsync(user, Roles.Administrator));
        else if (!(await AccountChange.DutiesOfAsync(context.Db, user.Id, cancellationToken)).Contains(Roles.Administrator))
            await AccountChange.GiveAsync(context, user, Roles.Administrator, cancellationToken);
        return (user, Outcome.Done);
    }

    private async Task TakeFactorsAsync(CommandContext context, Guid account, CancellationToken cancellationToken)
    {
        context.Db.AuthenticatorApps.RemoveRange(await context.Db.AuthenticatorApps.Where(a => a.AccountId == account).ToListAsync(cancellationToken));
        context.Db.UserPasskeys.RemoveRange(await context.Db.UserPasskeys.Where(p => p.UserId == account).ToListAsync(cancellationToken));
        context.Db.RecoveryCodes.RemoveRange(await context.Db.RecoveryCodes.Where(c => c.AccountId == account).ToListAsync(cancellationToken));
        await sessions.EndAllAsync(context, account, SessionEnd.SecondFactorReset, cancellationToken);
        foreach (var invitation in await context.Db.Invitations.Where(i => i.AccountId == account && i.EndedAt == null).ToListAsync(cancellationToken))
            invitation.End(InvitationEnd.Withdrawn, context.Now);
    }

    /// <summary>As a program of its own.</summary>
    /// <exception cref="StartRefusedException">It was refused.</exception>
    internal static async Task RunAsync(WebApplication app, VerbWords words, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        if (words["--email"] is not { } email || string.IsNullOrWhiteSpace(email))
            throw new StartRefusedException($"Say who is to be administrator: {Usage}");
        // Nobody is to be signed in, and nothing to run, while it is decided who may do what.
        app.Services.GetRequiredService<DataFolderLock>().Take();
        await app.PrepareLfrDataAsync(cancellationToken);
        var options = app.Services.GetRequiredService<LfrOptions>();
        await app.PrepareLfrIdentityAsync(options.Demonstration, cancellationToken);
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var keeper in await KeepersAsync(app, cancellationToken))
            codes[keeper] = await SecretLine.AskAsync($"Code of {keeper}: ", input, output, cancellationToken);
        var password = options.AdministratorPassword is { Length: > 0 } given ? given
            : codes.Count == 0 ? "" : await SecretLine.AskAsync("Password of the administrator (at least 12 characters): ", input, output, cancellationToken);
        var recovery = new Recovery(email.Trim(), words["--name"] ?? "", words["--reason"] ?? "", words["--without"]);
        var (outcome, printed) = await app.Services.GetRequiredService<RecoverAdmin>().RunAsync(recovery, codes, password, cancellationToken);
        if (!outcome.Succeeded)
            throw new StartRefusedException(outcome.Explanation);
        await output.WriteLineAsync($"{recovery.Email} is administrator and can sign in, and that is on record. A second factor is set up at the first sign-in.".AsMemory(), cancellationToken);
        await output.WriteLineAsync(RecoveryKeys.Heading(printed).AsMemory(), cancellationToken);
        await CodesInTurn.ShowAsync(printed, input, output, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> KeepersAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(cancellationToken);
        return [.. (await RecoveryKeys.InForceAsync(db, cancellationToken)).Select(c => c.Keeper)];
    }
}

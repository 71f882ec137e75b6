using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Hosting;

/// <summary>
/// The first administrator of an installation with local accounts: <c>Lfr.Web create-admin --email E --name N</c>, with the password from
/// <c>LFR_ADMIN_PASSWORD</c> or from standard input. Works while no administrator can sign in; further people are added by an administrator, inside Lfr and on record. Prints two codes, which stand in for the second
/// administrator until there is one (<see cref="InstallationCode"/>), and, for the two officers whom <c>--keepers "A; B"</c> names, the codes with which <see cref="RecoverAdmin"/> works. Where those are
/// in force, no further administrator is made here: one person alone could.
/// </summary>
public sealed class CreateAdmin(WebApplication app)
{
    /// <summary>The command's word.</summary>
    public const string Verb = "create-admin";

    private const string Usage = "Lfr.Web create-admin --email someone@force.example --name \"Their Name\" [--keepers \"Supt A. Vale; Insp. B. Reed\"]";

    /// <summary>Makes the account.</summary>
    /// <exception cref="StartRefusedException">There is one already, or what was given will not do.</exception>
    public async Task RunAsync(FirstAdministrator administrator, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await app.PrepareLfrDataAsync(cancellationToken);
        var options = app.Services.GetRequiredService<LfrOptions>();
        await app.PrepareLfrIdentityAsync(options.Demonstration, cancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        if (await AnyAsync(cancellationToken))
            throw new StartRefusedException("There is an administrator already. Further people are added inside Lfr, by an administrator.");
        await RefuseWhereOfficersKeepCodesAsync(cancellationToken);

        var password = options.AdministratorPassword;
        if (string.IsNullOrEmpty(password))
            password = await SecretLine.AskAsync("Password (at least 12 characters): ", input, output, cancellationToken);

        IReadOnlyList<string> codes = [];
        IReadOnlyList<RecoveryKey> kept = [];
        var made = await app.Services.GetRequiredService<LfrTransaction>().RunAsync(this, Actor.System, async (context, cancel) =>
        {
            var users = AccountsInCommand.Of(context, scope.ServiceProvider);
            var user = new LfrUser
            {
                Id = context.NewId(),
                UserName = administrator.Email,
                Email = administrator.Email,
                EmailConfirmed = true,
                DisplayName = administrator.Name,
            };
            context.About(deploymentId: null, $"Account {user.Id}");
            var created = await users.CreateAsync(user, password);
            if (!created.Succeeded)
                return Outcome.Incomplete(string.Join(" ", created.Errors.Select(e => e.Description)), "Choose others, and run create-admin again.");
            IdentityResults.Require(await users.AddToRoleAsync(user, Roles.Administrator));
            foreach (var before in await context.Db.InstallationCodes.Where(c => c.Keeper == "").ToListAsync(cancel))
                before.Use(Actor.System, context.Now);
            codes = PrintCodes.Add(context);
            kept = RecoveryKeys.Add(context, administrator.Keepers);
            context.Did("Made an administrator at the command line, where none could sign in, and printed two codes of the installation."
                + (kept.Count == 0 ? "" : $" {Words.AndList([.. kept.Select(k => k.Keeper)])} keep codes for its recovery."));
            return Outcome.Done;
        }, cancellationToken);
        if (!made.Succeeded)
            throw new StartRefusedException(made.Explanation);
        await output.WriteLineAsync($"{administrator.Name} is the administrator and can sign in.".AsMemory(), cancellationToken);
        await PrintCodes.ShowAsync(codes, input, output, cancellationToken);
        await output.WriteLineAsync(RecoveryKeys.Heading(kept).AsMemory(), cancellationToken);
        await CodesInTurn.ShowAsync(kept, input, output, cancellationToken);
    }

    private async Task RefuseWhereOfficersKeepCodesAsync(CancellationToken cancellationToken)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(cancellationToken);
        if (await RecoveryKeys.InForceAsync(db, cancellationToken) is [var one, var other])
            throw new StartRefusedException($"No administrator can sign in, and {one.Keeper} and {other.Keeper} keep codes for that. Use {RecoverAdmin.Verb} with both.");
    }

    // Whoever is locked or retired helps nobody, and an account of a demonstration is not the force's.
    private async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(cancellationToken);
        return await app.Services.GetRequiredService<AccountChange>().ActiveAdministrators(db, app.Services.GetRequiredService<TimeProvider>().GetUtcNow()).AnyAsync(u => !u.IsDemonstration, cancellationToken);
    }

    /// <summary>
    /// Takes the administrator from the command line, and from nowhere else: many machines have a variable called NAME. What is left is configuration.
    /// </summary>
    /// <exception cref="StartRefusedException">Address or name is missing.</exception>
    public static (FirstAdministrator Administrator, string[] Settings) Read(string[] args)
    {
        var words = VerbWords.Of(args, "--email", "--name", "--keepers");
        var (email, name) = (words["--email"], words["--name"]);
        if (string.IsNullOrWhiteSpace(email))
            throw new StartRefusedException($"The administrator's e-mail address is missing: {Usage}");
        if (string.IsNullOrWhiteSpace(name))
            throw new StartRefusedException($"The administrator's name, as it will stand in records, is missing: {Usage}");
        string[] keepers = words["--keepers"] is { } named ? [.. named.Split(';', StringSplitOptions.TrimEntries)] : [];
        if (words["--keepers"] is not null && InstallationCode.CheckKeepers(keepers) is { Succeeded: false } wrong)
            throw new StartRefusedException($"{wrong.Explanation} {Usage}");
        return (new FirstAdministrator(email.Trim(), name.Trim()) { Keepers = keepers }, [.. words.Settings, .. words.Bare]);
    }
}

/// <summary>The first administrator, as <c>create-admin</c> is given them.</summary>
/// <param name="Email">E-mail address (<c>--email</c>).</param>
/// <param name="Name">Name as it stands in records (<c>--name</c>).</param>
public sealed record FirstAdministrator(string Email, string Name)
{
    /// <summary>Two officers who keep the codes of the recovery (<c>--keepers</c>); none where nobody was named.</summary>
    public IReadOnlyList<string> Keepers { get; init; } = [];
}

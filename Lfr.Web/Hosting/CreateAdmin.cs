using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Hosting;

/// <summary>
/// The first administrator of an installation with local accounts: <c>Lfr.Web create-admin --email E --name N</c>, with the password from
/// <c>LFR_ADMIN_PASSWORD</c> or from standard input. Works once; further people are added by an administrator, inside Lfr and on record.
/// </summary>
public static class CreateAdmin
{
    /// <summary>The command's word.</summary>
    public const string Verb = "create-admin";

    /// <summary>Makes the account.</summary>
    /// <exception cref="StartRefusedException">There is one already, or what was given will not do.</exception>
    public static async Task RunAsync(WebApplication app, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await app.PrepareLfrDataAsync(cancellationToken);
        var options = app.Services.GetRequiredService<LfrOptions>();
        await app.PrepareLfrIdentityAsync(options.Demonstration, cancellationToken);
        var administrator = options.Administrator;
        var email = administrator.Email;
        if (string.IsNullOrWhiteSpace(email))
            throw new StartRefusedException("The administrator's e-mail address is missing: Lfr.Web create-admin --email someone@force.example --name \"Their Name\"");

        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
        if ((await users.GetUsersInRoleAsync(Roles.Administrator)).Count > 0)
            throw new StartRefusedException("There is an administrator already. Further people are added inside Lfr, by an administrator.");

        var password = administrator.Password;
        if (string.IsNullOrEmpty(password))
        {
            await output.WriteAsync("Password (at least 12 characters): ".AsMemory(), cancellationToken);
            password = await input.ReadLineAsync(cancellationToken) ?? "";
        }

        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var user = new LfrUser
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            DisplayName = administrator.Name ?? email,
        };
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded)
            throw new StartRefusedException(string.Join(" ", created.Errors.Select(e => e.Description)));
        IdentityResults.Require(await users.AddToRoleAsync(user, Roles.Administrator));
        await output.WriteLineAsync($"{user.DisplayName} is the administrator and can sign in.".AsMemory(), cancellationToken);
    }
}

/// <summary>The first administrator, as <c>create-admin</c> is given them.</summary>
/// <param name="Email">E-mail address (<c>--email</c>).</param>
/// <param name="Name">Name (<c>--name</c>).</param>
/// <param name="Password">Password (<c>LFR_ADMIN_PASSWORD</c>); <see langword="null"/> to ask for it.</param>
public sealed record FirstAdministrator(string? Email, string? Name, string? Password);

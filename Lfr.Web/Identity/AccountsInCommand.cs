using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>ASP.NET Core Identity inside the transaction of a command, so that an account never changes without its line in the audit log.</summary>
public static class AccountsInCommand
{
    /// <summary>Accounts as the transaction sees them.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="services">Services of a scope.</param>
    public static UserManager<LfrUser> Of(CommandContext context, IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<UserManager<LfrUser>>(services, new UserStore<LfrUser, IdentityRole<Guid>, LfrDbContext, Guid>(context.Db));
}

using Lfr.Shared.Identity;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Identity;

/// <summary>The roles of <see cref="Roles"/> as rows, so that they can be given to accounts.</summary>
public static class RoleSeed
{
    /// <summary>Adds the roles that are not there yet.</summary>
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var roles = services.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
        var time = services.GetRequiredService<TimeProvider>();
        foreach (var name in Roles.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await roles.RoleExistsAsync(name))
                IdentityResults.Require(await roles.CreateAsync(new IdentityRole<Guid>(name) { Id = Guid.CreateVersion7(time.GetUtcNow()) }));
        }
    }
}

/// <summary>Failures of the account store that no person's input can have caused.</summary>
public static class IdentityResults
{
    /// <summary>Goes on when it was done.</summary>
    /// <exception cref="InvalidOperationException">It was not; the message says why.</exception>
    public static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}

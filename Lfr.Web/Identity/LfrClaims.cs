using System.Globalization;
using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Lfr.Web.Identity;

/// <summary>What Lfr adds to a signed-in person: name, rank and training, for display. Commands ask <see cref="CurrentActor"/> instead.</summary>
public sealed class LfrClaims(UserManager<LfrUser> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<LfrUser, IdentityRole<Guid>>(users, roles, options)
{
    /// <summary>Name as it stands in records.</summary>
    public const string DisplayName = "name";

    /// <summary>Rank, by its name in <see cref="Lfr.Shared.Identity.Rank"/>.</summary>
    public const string Rank = "lfr:rank";

    /// <summary>Last day of the LFR training, ISO 8601; absent when there was none.</summary>
    public const string TrainedUntil = "lfr:trained-until";

    /// <summary>Marks the worker; no person carries it.</summary>
    public const string Worker = "lfr:worker";

    /// <inheritdoc/>
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(LfrUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        identity.AddClaim(new Claim(Rank, user.Rank.ToString()));
        if (user.TrainedUntil is { } until)
            identity.AddClaim(new Claim(TrainedUntil, until.ToString("O", CultureInfo.InvariantCulture)));
        return identity;
    }

    /// <summary>The account behind <paramref name="principal"/>; <see langword="null"/> when nobody is signed in.</summary>
    public static Guid? AccountOf(ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}

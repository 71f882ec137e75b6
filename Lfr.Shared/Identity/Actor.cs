namespace Lfr.Shared.Identity;

/// <summary>Who does something: a signed-in person, or the system itself.</summary>
/// <param name="UserId">Id of the account; <see cref="Guid.Empty"/> for the system.</param>
/// <param name="Name">Name as it stands in the record.</param>
/// <param name="Rank">Verified rank.</param>
/// <param name="RoleNames">Roles held at this moment, from <see cref="Roles"/>.</param>
public sealed record Actor(Guid UserId, string Name, Rank Rank, IReadOnlySet<string> RoleNames)
{
    /// <summary>Lfr itself: the end of a window, a purge that fell due.</summary>
    public static Actor System { get; } = new(Guid.Empty, "Lfr", Rank.Staff, new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Session in which the person acts; <see langword="null"/> where there is none. What needs a fresh second factor asks it.</summary>
    public string? Session { get; init; }

    /// <summary>Rank and duties of somebody who stands in, as they stand behind the name; <see langword="null"/> for whoever acts as themselves.</summary>
    public string? Acting { get; init; }

    /// <summary>What another system may do (<see cref="SystemScopes"/>); empty for a person.</summary>
    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether the person holds <paramref name="role"/>.</summary>
    public bool Is(string role) => RoleNames.Contains(role);

    /// <summary>Whether the person holds any of <paramref name="roles"/>.</summary>
    public bool IsAny(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (RoleNames.Contains(role))
                return true;
        }

        return false;
    }

    /// <summary>Who and what rank, as kept in decisions.</summary>
    public Signature Sign(DateTimeOffset at) => new(UserId, Name, Rank, at) { Acting = Acting };
}

/// <summary>Who did something, and when. Kept in every decision; never changes when the account does.</summary>
/// <param name="UserId">Account.</param>
/// <param name="Name">Name at that time.</param>
/// <param name="Rank">Rank at that time.</param>
/// <param name="At">When (UTC).</param>
public sealed record Signature(Guid UserId, string Name, Rank Rank, DateTimeOffset At)
{
    /// <summary>Rank and duties of somebody who stood in, and until when; <see langword="null"/> for whoever acted as themselves.</summary>
    public string? Acting { get; init; }
}

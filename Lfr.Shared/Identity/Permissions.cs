using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>One line of the table of duties.</summary>
/// <param name="What">What is done, as it follows "may": <c>manage people and their duties</c>.</param>
/// <param name="Do">Roles that do it.</param>
/// <param name="Read">Roles that only see it.</param>
public sealed record Permission(string What, IReadOnlyList<string> Do, IReadOnlyList<string> Read)
{
    /// <summary>Roles that see it, those who do it among them.</summary>
    public IReadOnlyList<string> See { get; } = [.. Do, .. Read];

    /// <summary>Who may do this, as a page says it.</summary>
    public string InWords => $"{string.Join(" and ", Do.Select(r => Roles.InWords(r) + "s"))} may {What}."
        + (Read.Count == 0 ? "" : $" {string.Join(" and ", Read.Select(Roles.InWords))} may see it.");
}

/// <summary>
/// Asks whether somebody may do something at all, before anything is looked at. Pages hide what it refuses; commands refuse it. The table of domain.md §6 grows here, a line with
/// everything that asks it; what names its roles itself is not in it yet.
/// </summary>
public static class Permissions
{
    /// <summary>Invite people, change, lock and retire their accounts, and give and take duties; nobody gives one to themselves (<see cref="AccountGrant"/>).</summary>
    public static Permission ManagePeople { get; } = new("manage people and their duties", [Roles.Administrator], [Roles.Oversight]);

    /// <summary>Done when <paramref name="actor"/> may do what the line says.</summary>
    public static Outcome Of(Actor actor, Permission permission) => Of(actor, [.. permission.Do]);

    /// <summary>Done when <paramref name="actor"/> holds one of <paramref name="roles"/>; otherwise a refusal that names them.</summary>
    public static Outcome Of(Actor actor, params ReadOnlySpan<string> roles)
    {
        if (actor.IsAny(roles))
            return Outcome.Done;
        var names = new List<string>(roles.Length);
        foreach (var role in roles)
        {
            var name = Roles.InWords(role).ToLowerInvariant();
            names.Add("aeiou".Contains(name[0], StringComparison.Ordinal) ? $"an {name}" : $"a {name}");
        }

        return Outcome.NotYourRole($"Only {string.Join(" or ", names)} may do this.");
    }

    /// <summary>The refusal when something does not exist, or not any more.</summary>
    public static Outcome NotFound(string what) => Outcome.WrongState($"{what} does not exist.", "Go back to the list and choose another.");
}

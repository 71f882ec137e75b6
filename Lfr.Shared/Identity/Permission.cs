using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>One line of the table of duties (<see cref="Permissions"/>).</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="What">What is done, as it follows "may": <c>manage people and their duties</c>.</param>
/// <param name="Do">Roles that do it; none where there is only something to see.</param>
/// <param name="Read">Roles that only see it.</param>
public sealed record Permission(string Name, string What, IReadOnlyList<string> Do, IReadOnlyList<string> Read)
{
    /// <summary>Roles that see it, those who do it among them.</summary>
    public IReadOnlyList<string> See { get; } = [.. Do, .. Read];

    /// <summary>
    /// Whether it belongs to the people whom the plan of the deployment names in one of the roles: Silver of this deployment, its operators, its engagement officers
    /// (<see cref="Deployments.Assignment"/>). What is about an alert is open to everybody of the role once the run is over.
    /// </summary>
    public bool OfThePlan { get; init; }

    /// <summary>The scope with which another system of the force may do it (<see cref="SystemScopes"/>); <see langword="null"/> for what only people do.</summary>
    public string? Scope { get; init; }

    /// <summary>Who may do this, as a page says it.</summary>
    public string InWords => Do.Count == 0
        ? $"{Words.AndList([.. Read.Select(Plural)])} may {What}."
        : $"{Words.AndList([.. Do.Select(Plural)])} may {What}{(OfThePlan ? ", if the plan names them" : "")}." + (Read.Count == 0 ? "" : $" {Words.AndList([.. Read.Select(Plural)])} may see it.");

    /// <summary>Whether <paramref name="actor"/> may do it.</summary>
    public bool IsDoneBy(Actor actor) => actor.IsAny([.. Do]) || (Scope is { } scope && actor.Scopes.Contains(scope));

    /// <summary>Whether <paramref name="actor"/> may see it.</summary>
    public bool IsSeenBy(Actor actor) => actor.IsAny([.. See]);

    private static string Plural(string role) => role == Roles.Oversight ? Roles.InWords(role) : Roles.InWords(role) + "s";
}

using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>Asks whether somebody may do something at all, before anything is looked at. Pages hide what it refuses; commands refuse it.</summary>
public static class Permissions
{
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

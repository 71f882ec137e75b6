using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>In which duty somebody steers a run, lowest first. A lower duty never undoes what a higher one ordered.</summary>
public enum CommandDuty
{
    /// <summary>Runs the live screen.</summary>
    Operator,

    /// <summary>Silver or Bronze command.</summary>
    Silver,

    /// <summary>Granted the authority for the deployment.</summary>
    AuthorisingOfficer,
}

/// <summary>Which duty a person steers in, and duties as words.</summary>
public static class CommandDuties
{
    /// <summary>The highest duty that <paramref name="actor"/> holds; <see langword="null"/> when the person steers no runs.</summary>
    public static CommandDuty? Of(Actor actor) => actor switch
    {
        _ when actor.Is(Roles.AuthorisingOfficer) => CommandDuty.AuthorisingOfficer,
        _ when actor.Is(Roles.Silver) => CommandDuty.Silver,
        _ when actor.Is(Roles.Operator) => CommandDuty.Operator,
        _ => null,
    };

    /// <summary>As it stands in a sentence: <c>Silver commander</c>.</summary>
    public static string InWords(this CommandDuty duty) => duty switch
    {
        CommandDuty.Operator => "operator",
        CommandDuty.Silver => "Silver commander",
        CommandDuty.AuthorisingOfficer => "authorising officer",
        _ => throw new ArgumentOutOfRangeException(nameof(duty), duty, "Unknown duty."),
    };

    /// <summary>Who ordered something, as a sentence begins: <c>Silver commander Daniel Reyes</c>.</summary>
    public static string Named(Signature? by, CommandDuty duty)
    {
        if (by?.UserId == Actor.System.UserId)
            return by.Name;
        return Words.Capital($"{duty.InWords()} {by?.Name ?? "(name not recorded)"}");
    }
}

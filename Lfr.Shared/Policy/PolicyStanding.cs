namespace Lfr.Shared.Policy;

/// <summary>Where a policy stands on a day, in the order in which people look for it.</summary>
public enum PolicyStanding
{
    /// <summary>It is the one in force.</summary>
    InForce,

    /// <summary>It comes into force later.</summary>
    ToCome,

    /// <summary>It ended, or a later one took its place.</summary>
    Past,

    /// <summary>It is read here and never in force.</summary>
    NotUsed,
}

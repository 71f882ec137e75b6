namespace Lfr.Shared.Policy;

/// <summary>The points at which rules stop something. A rule names the first gate at which it must hold; it is asked again at every later one.</summary>
public enum Gate
{
    /// <summary>The planner asks for authority.</summary>
    Submit,

    /// <summary>The authorising officer grants.</summary>
    Authorise,

    /// <summary>An operator presses Go live.</summary>
    GoLive,
}

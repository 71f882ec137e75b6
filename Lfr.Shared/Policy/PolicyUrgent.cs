using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy;

/// <summary>What becomes of an urgent use whose countersignature is refused while it runs.</summary>
public enum UrgentRefusal
{
    /// <summary>It stops at once; its list goes with the close-down, its pictures when they fall due.</summary>
    Stop,

    /// <summary>It stops at once, and its list and the pictures of its alerts are destroyed in the same moment.</summary>
    StopAndDelete,
}

/// <summary>
/// The urgent route of a policy (R05): an officer of a lower rank, or before a judge or body has answered, grants for some hours; whoever would have had to grant countersigns in that time, or it
/// stops by itself.
/// </summary>
public sealed record PolicyUrgent
{
    /// <summary>Lowest rank that may grant urgently.</summary>
    public required Rank Rank { get; init; }

    /// <summary>Within how many hours of the grant it must be countersigned.</summary>
    public required int Hours { get; init; }

    /// <summary>Lowest rank that may countersign; <see langword="null"/> where the policy's authority is a judge or a body, whose answer is then the countersignature.</summary>
    public Rank? Countersigner { get; init; }

    /// <summary>What a refusal does to a use that runs.</summary>
    public required UrgentRefusal Refusal { get; init; }
}

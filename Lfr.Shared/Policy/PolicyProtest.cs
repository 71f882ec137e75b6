using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy;

/// <summary>What a policy says about a protest or another assembly (R12b, R04).</summary>
public sealed record PolicyProtest
{
    /// <summary>Whether there may be a deployment at one at all.</summary>
    public required bool Allowed { get; init; }

    /// <summary>Lowest rank that may then grant authority; <see langword="null"/> when it is that of every other deployment.</summary>
    public Rank? Rank { get; init; }
}

namespace Lfr.Shared.Deployments;

/// <summary>Whether a protest or another assembly is expected in or near the zone (R12b).</summary>
/// <param name="IsExpected">Whether one is.</param>
/// <param name="Reasons">Why faces may be compared at it all the same, under Articles 10 and 11 of the Convention, and what spares those who take part; empty when none is expected.</param>
public sealed record Protest(bool IsExpected, string Reasons);

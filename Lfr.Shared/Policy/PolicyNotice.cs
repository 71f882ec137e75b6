namespace Lfr.Shared.Policy;

/// <summary>What a policy says about the notice beyond the hours of R14.</summary>
public sealed record PolicyNotice
{
    /// <summary>R14: with less than this before the start, nothing runs, whatever the reason; an urgent request (R05) is excepted, because it cannot wait.</summary>
    public required int MinimumHours { get; init; }
}

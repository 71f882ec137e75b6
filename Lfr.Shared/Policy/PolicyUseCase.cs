namespace Lfr.Shared.Policy;

/// <summary>A use case that a policy permits (R02).</summary>
public sealed record PolicyUseCase
{
    /// <summary>What rows and hashes keep. One number means one use case in every pack, for good.</summary>
    public required int Number { get; init; }

    /// <summary>Short name that goes with the number: <c>Hotspot</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Title: <c>Crime hotspot</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Section of the policy that permits it: <c>2.3(a)</c>; <see langword="null"/> when it has none.</summary>
    public string? Section { get; init; }

    /// <summary>What the place is then, after "this place is": <c>a crime hotspot or the way to one</c>.</summary>
    public required string Place { get; init; }

    /// <summary>When it applies, as a sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>What evidence it needs, as a sentence.</summary>
    public required string Evidence { get; init; }
}

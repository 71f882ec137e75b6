using Lfr.Shared.Records;

namespace Lfr.Shared.Policy;

/// <summary>What a policy lets a public record say: of a list (R42), and which figures.</summary>
public sealed record PolicyRecord
{
    /// <summary>As in a policy that says nothing of it.</summary>
    public static PolicyRecord Usual { get; } = new() { CompositionIsPublic = true, SmallestCell = Cell.Smallest };

    /// <summary>Whether categories and ages of a list are published at all; its size always is.</summary>
    public required bool CompositionIsPublic { get; init; }

    /// <summary>Groups from one person to below this are withheld.</summary>
    public required int SmallestCell { get; init; }

    /// <summary>Which figures are published beside those that always are; <see langword="null"/> for all of them.</summary>
    public IReadOnlyList<RecordColumn>? Columns { get; init; }
}

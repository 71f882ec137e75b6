namespace Lfr.Shared.Policy;

/// <summary>A category of listed people that a policy knows, whether or not it may be used (CAT, R18, R21, R26, R27).</summary>
public sealed record PolicyCategory
{
    /// <summary>What rows and hashes keep. One number means one category in every pack, for good.</summary>
    public required int Number { get; init; }

    /// <summary>Short name that goes with the number: <c>W3</c>.</summary>
    public required string Code { get; init; }

    /// <summary>In plain words: <c>Wanted by the courts</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What the reference of an entry must name: <c>warrant reference</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>Why the policy does not use it, as a sentence; <see langword="null"/> when it does.</summary>
    public string? Off { get; init; }

    /// <summary>Whether nobody of this category is ever arrested because of an alert: people who are looked for to be helped.</summary>
    public bool NeverArrested { get; init; }

    /// <summary>Whether children may not be listed in it at all.</summary>
    public bool AdultsOnly { get; init; }

    /// <summary>The age from which somebody may be listed in it, 13 or 18; <see langword="null"/> for any age, or where <see cref="AdultsOnly"/> says it. Other ages nobody could judge: an entry keeps a band.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>What each entry of it says besides the reference (R55); empty when nothing.</summary>
    public IReadOnlyList<CategoryField> Fields { get; init; } = [];

    /// <summary>Who they are in a notice, after "on it are": <c>people wanted by the courts</c>; <see langword="null"/> to name them by the title.</summary>
    public string? People { get; init; }

    /// <summary>What somebody still is while the reason for listing holds: <c>wanted</c>; <see langword="null"/> for <c>sought</c>.</summary>
    public string? Still { get; init; }

    /// <summary>Whether they are under an order or a condition that officers check: whether they kept it is then an outcome. <see langword="null"/> as in the first release: those of W3.</summary>
    public bool? UnderOrder { get; init; }

    /// <summary>The age from which somebody may be listed in it; <see langword="null"/> for any age.</summary>
    public int? YoungestAge() => AdultsOnly ? 18 : MinimumAge;

    /// <summary>Title and code: <c>Wanted by the courts (W1)</c>.</summary>
    public string InWords() => $"{Title} ({Code})";
}

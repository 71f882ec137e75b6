namespace Lfr.Shared.Policy;

/// <summary>Where a rule or a number of a policy comes from: a document, or the policy's own choice with its reason. Never both, never neither.</summary>
public sealed record Citation
{
    /// <summary>Document: <c>DPA 2018</c>.</summary>
    public string? Document { get; init; }

    /// <summary>Where in it: <c>s.35</c>.</summary>
    public string? Section { get; init; }

    /// <summary>Where it can be read.</summary>
    public Uri? Address { get; init; }

    /// <summary>Day on which somebody last compared the pack with the document; <see langword="null"/> while nobody has.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>Why, where no document asks for it and the policy chose it.</summary>
    public string? Ours { get; init; }

    /// <summary>As small print: <c>DPA 2018, s.35</c>, <c>Our own: no lead time is fixed in law</c>.</summary>
    public string InWords() => Ours is not null ? $"Our own: {Ours}" : Section is null ? Document ?? "" : $"{Document}, {Section}";

    /// <summary>Whether anybody compared it with the document, as a sentence; empty for a choice of the policy's own.</summary>
    public string CheckedInWords() => Ours is not null ? "" : CheckedOn is { } day ? $"Checked against the document on {Words.Day(day)}." : "Not yet checked against the document.";
}

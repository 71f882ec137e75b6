using Lfr.Shared.Policy;

namespace Lfr.Shared.Assessments;

/// <summary>One part of a written assessment.</summary>
/// <param name="Title">Its title, from the outline of the policy.</param>
/// <param name="Text">What it says.</param>
public sealed record AssessmentPart(string Title, string Text);

/// <summary>What an assessment says.</summary>
/// <param name="Parts">Its parts, in the order of the outline.</param>
/// <param name="Evidence">For equality: the evidence on bias of the very model and threshold (R10). For others: the main risks, and what is done about them.</param>
/// <param name="ValidUntil">Last day on which it may be relied on; <see cref="DateOnly.MinValue"/> while no day is given.</param>
public sealed record AssessmentText(IReadOnlyList<AssessmentPart> Parts, string Evidence, DateOnly ValidUntil)
{
    /// <summary>Most characters of a part.</summary>
    public const int LongestPart = 8000;

    /// <summary>Most characters of the evidence.</summary>
    public const int LongestEvidence = 4000;

    /// <summary>Titles of parts that nobody has written yet.</summary>
    public IEnumerable<string> Missing() => Parts.Where(p => p.Text.IsBlank()).Select(p => p.Title);

    /// <summary>Hash of all of it: an opinion names the text that it is about.</summary>
    public string Hash()
    {
        var text = new HashedText("assessment/1").Add("parts", Parts.Count);
        foreach (var part in Parts)
            text.Add("title", part.Title).Add("text", part.Text);
        return text.Add("evidence", Evidence).Add("validUntil", ValidUntil).Hash();
    }

    /// <summary>Whether it says the same, word for word.</summary>
    public bool SaysTheSame(AssessmentText other) => string.Equals(Hash(), other.Hash(), StringComparison.Ordinal);
}

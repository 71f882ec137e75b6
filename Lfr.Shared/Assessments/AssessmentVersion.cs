using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Assessments;

/// <summary>What the data protection officer advises.</summary>
public enum OpinionAdvice
{
    /// <summary>Has no objection.</summary>
    NoObjection,

    /// <summary>Has no objection if something is done first.</summary>
    WithConditions,

    /// <summary>Advises against.</summary>
    Against,
}

/// <summary>Advice as words.</summary>
public static class OpinionAdviceLabels
{
    /// <summary>As the end of "the data protection officer…": <c>advises against it</c>.</summary>
    public static string InWords(this OpinionAdvice advice) => advice switch
    {
        OpinionAdvice.NoObjection => "has no objection",
        OpinionAdvice.WithConditions => "has no objection on conditions",
        OpinionAdvice.Against => "advises against it",
        _ => throw new ArgumentOutOfRangeException(nameof(advice), advice, "Unknown advice."),
    };
}

/// <summary>The data protection officer's opinion.</summary>
/// <param name="Advice">Advice.</param>
/// <param name="Text">In words.</param>
/// <param name="TextHash"><see cref="AssessmentText.Hash"/> of what it is about.</param>
/// <param name="By">Who and when.</param>
public sealed record AssessmentOpinion(OpinionAdvice Advice, string Text, string TextHash, Signature By);

/// <summary>That an officer sent a draft back.</summary>
/// <param name="Reasons">What has to change.</param>
/// <param name="By">Who and when.</param>
public sealed record AssessmentReturn(string Reasons, Signature By);

/// <summary>An approved version. Appended, never changed.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">What it says.</param>
/// <param name="FactsHash"><see cref="AssessedFacts.HashOf"/> of the plan that it is about.</param>
/// <param name="SubmittedBy">Who asked for the approval.</param>
/// <param name="Opinion">The data protection officer's opinion on it, if one was given.</param>
/// <param name="Reasons">Why the officer approved it; empty where the officer said nothing.</param>
/// <param name="ApprovedBy">Who approved it and when.</param>
public sealed record AssessmentVersion(int Number, AssessmentText Text, string FactsHash, Signature SubmittedBy, AssessmentOpinion? Opinion, string Reasons, Signature ApprovedBy)
{
    /// <summary>What the officer's opinion is called as a part.</summary>
    public const string OpinionTitle = "Opinion of the data protection officer";

    /// <summary>All of it as parts, the evidence and the opinion with them: what may be published or withheld one by one.</summary>
    public IReadOnlyList<AssessmentPart> AllParts(AssessmentKind kind) =>
    [
        .. Text.Parts,
        new AssessmentPart(AssessmentOutline.EvidenceTitle(kind), Text.Evidence),
        .. Opinion is { } opinion ? [new AssessmentPart(OpinionTitle, $"The data protection officer {opinion.Advice.InWords()}. {opinion.Text}".TrimEnd())] : Array.Empty<AssessmentPart>(),
    ];
}

/// <summary>A part that the public does not read.</summary>
/// <param name="Title">Which.</param>
/// <param name="Reason">Why, for the public.</param>
public sealed record WithheldPart(string Title, string Reason);

/// <summary>That a version was published. Appended; the last one counts.</summary>
/// <param name="Version">Which.</param>
/// <param name="Withheld">Parts that the public does not read.</param>
/// <param name="By">Who and when.</param>
public sealed record AssessmentPublication(int Version, IReadOnlyList<WithheldPart> Withheld, Signature By)
{
    /// <summary>Why a part is withheld; <see langword="null"/> when it is published.</summary>
    public string? WhyWithheld(string title) => Withheld.FirstOrDefault(w => w.Title == title)?.Reason;
}

/// <summary>A part that differs between two versions.</summary>
/// <param name="Part">Which.</param>
/// <param name="Before">What it said; empty where it is new.</param>
/// <param name="After">What it says; empty where it is gone.</param>
public sealed record AssessmentDifference(string Part, string Before, string After);

/// <summary>What changed from one text to the next.</summary>
public static class AssessmentDifferences
{
    /// <summary>The parts that differ, in the order of the later text; what is gone comes last.</summary>
    public static IReadOnlyList<AssessmentDifference> Between(AssessmentText before, AssessmentText after, AssessmentKind kind)
    {
        var (old, now) = (Parts(before, kind), Parts(after, kind));
        return
        [
            .. now.Select(p => new AssessmentDifference(p.Title, old.FirstOrDefault(o => o.Title == p.Title)?.Text ?? "", p.Text)).Where(d => !string.Equals(d.Before, d.After, StringComparison.Ordinal)),
            .. old.Where(o => o.Text.Length > 0 && !now.Any(p => p.Title == o.Title)).Select(o => new AssessmentDifference(o.Title, o.Text, "")),
        ];
    }

    private static IReadOnlyList<AssessmentPart> Parts(AssessmentText text, AssessmentKind kind) =>
    [
        .. text.Parts, new AssessmentPart(AssessmentOutline.EvidenceTitle(kind), text.Evidence),
        new AssessmentPart("Valid until", text.ValidUntil == DateOnly.MinValue ? "" : Words.Day(text.ValidUntil)),
    ];
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Assessments;

/// <summary>A part that an assessment has to have.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Hint">What belongs in it; may be empty.</param>
/// <param name="Facts">Which facts of the plan it begins with.</param>
public sealed record OutlinePart(string Title, string Hint = "", PlanFacts Facts = PlanFacts.None);

/// <summary>Facts of a plan that a part begins with, so that nobody types them a second time.</summary>
[Flags]
public enum PlanFacts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Purpose, legal power and hours.</summary>
    Purpose = 1,

    /// <summary>Place, zone, another way and sensitive sites.</summary>
    Place = 2,

    /// <summary>Who may be on the list.</summary>
    People = 4,

    /// <summary>Cameras, footfall and the errors to expect.</summary>
    Cameras = 8,

    /// <summary>How long what is kept.</summary>
    Retention = 16,

    /// <summary>Necessity, proportionality and less intrusive methods.</summary>
    Necessity = 32,
}

/// <summary>The parts of an assessment: those that the policy names, else the usual ones of its kind.</summary>
public static class AssessmentOutline
{
    /// <summary>Most parts that a policy may name.</summary>
    public const int MostParts = 20;

    /// <summary>What a part about risks begins with in the general outlines.</summary>
    private static readonly OutlinePart Description = new("What is planned", "Purpose, place and hours, cameras, and who is looked for.", PlanFacts.Purpose | PlanFacts.Place | PlanFacts.Cameras | PlanFacts.People);

    /// <summary>The parts, in order.</summary>
    public static IReadOnlyList<OutlinePart> Of(AssessmentKind kind, PolicyPack? policy) =>
        PolicyTerms.Of(policy).Assessments.GetValueOrDefault(kind)?.Parts is { Count: > 0 } named ? [.. named.Select(p => new OutlinePart(p.Title, p.Hint ?? "", FactsOf(p)))] : Usual(kind);

    /// <summary>Whether the data protection officer gives an opinion before it is approved.</summary>
    public static bool NeedsOpinion(AssessmentKind kind) => kind is AssessmentKind.DataProtection or AssessmentKind.AppropriatePolicy;

    /// <summary>What <see cref="AssessmentText.Evidence"/> is called in an assessment of this kind.</summary>
    public static string EvidenceTitle(AssessmentKind kind) => kind == AssessmentKind.Equality ? "Evidence on bias" : "Risks and what is done about them";

    private static PlanFacts FactsOf(PolicyAssessmentPart part) => part.Facts.Aggregate(PlanFacts.None, (all, one) => all | one);

    private static IReadOnlyList<OutlinePart> Usual(AssessmentKind kind) => kind switch
    {
        AssessmentKind.DataProtection =>
        [
            Description,
            new("Why it is necessary and proportionate", "Also for the people who only pass by, matched or not.", PlanFacts.Necessity),
            new("What is kept, and for how long", "", PlanFacts.Retention),
            new("Who was asked", "Whom you consulted, when, and what changed because of it."),
        ],
        AssessmentKind.Equality =>
        [
            Description,
            new("Who may be affected, and how", "Think of each group that the law protects: people passing by, people listed, and people stopped by mistake."),
            new("What is done about it", "How the threshold was chosen, how alerts are judged, and what is watched while cameras run."),
            new("How it is watched afterwards", "Which figures are looked at, how often, and by whom."),
        ],
        AssessmentKind.Community =>
        [
            new("Place and people", "Who lives, works and meets here, and what they have said about the police.", PlanFacts.Place | PlanFacts.Purpose),
            new("Who was asked", "Advisory groups, councillors, places of worship, schools and shops: when, and what they said."),
            new("Tension, and what is done about it", "What may go wrong on the day and afterwards, and who talks to whom."),
        ],
        AssessmentKind.AppropriatePolicy =>
        [
            new("What is processed, and under which condition of the law", "", PlanFacts.Purpose | PlanFacts.People),
            new("How the principles are met", "Lawful and fair, for one purpose, no more than needed, accurate, no longer than needed, secure.", PlanFacts.Necessity),
            new("What is kept, and for how long", "", PlanFacts.Retention),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}

using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy;

/// <summary>
/// What a policy's country calls things: ranks, records, bodies, laws. Pages and documents take these words from here, so that a policy of another country never prints the law of this one. Where a policy
/// leaves something out, a general word stands.
/// </summary>
public sealed record PolicyTerms
{
    /// <summary>Of a policy that brings none.</summary>
    public static PolicyTerms Plain { get; } = new();

    private static readonly string[] Languages = ["en", "cy"];

    /// <summary>Names of ranks inside a sentence, by the rank's name in the pack: <c>"Superintendent": "superintendent"</c>. A rank that is left out has the name that it has in the pack.</summary>
    public IReadOnlyDictionary<Rank, string> Ranks { get; init; } = new Dictionary<Rank, string>();

    /// <summary>Where people check whether somebody is still sought (R33), the usual first: <c>Police National Computer</c>.</summary>
    public IReadOnlyList<string> StatusSources { get; init; } = [];

    /// <summary>An example of the legal power that a plan names; <see langword="null"/> for none.</summary>
    public string? LegalPower { get; init; }

    /// <summary>The law on information about people, after "the law for this is"; <see langword="null"/> when the policy names none.</summary>
    public string? DataLaw { get; init; }

    /// <summary>The law on protests and other assemblies, after "reasons under": <c>Articles 10 and 11</c>.</summary>
    public string? AssemblyLaw { get; init; }

    /// <summary>Whether one may cover one's face, in sentences for the public, by language: <c>en</c>, <c>cy</c>. Empty when the policy does not say.</summary>
    public IReadOnlyDictionary<string, string> CoveringTheFace { get; init; } = new Dictionary<string, string>();

    /// <summary>Languages of the printed sheets, of those that Lfr speaks: <c>en</c>, which are there always, and <c>cy</c>.</summary>
    public IReadOnlyList<string> SheetLanguages { get; init; } = [];

    /// <summary>What a notice says of people's rights, in sentences; <see langword="null"/> to write it from <see cref="Oversight"/>.</summary>
    public string? NoticeRights { get; init; }

    /// <summary>To whom the public can complain, besides the force.</summary>
    public IReadOnlyList<OversightBody> Oversight { get; init; } = [];

    /// <summary>What the written assessments are called and which law asks for them.</summary>
    public IReadOnlyDictionary<AssessmentKind, PolicyAssessment> Assessments { get; init; } = new Dictionary<AssessmentKind, PolicyAssessment>();

    /// <summary>The first of <see cref="StatusSources"/>, as an example in a sentence.</summary>
    public string StatusSource => StatusSources.Count > 0 ? StatusSources[0] : "system that the entry comes from";

    /// <summary>What a protest needs, after "reasons": <c>reasons under Articles 10 and 11</c>.</summary>
    public string AssemblyReasons => AssemblyLaw is { } law ? $"reasons under {law}" : "reasons for a use at an assembly";

    /// <summary>Whether one may cover one's face; empty when the policy does not say it in this language.</summary>
    public string OnCoveringTheFace(string language = "en") => CoveringTheFace.GetValueOrDefault(language) ?? "";

    /// <summary>The words of <paramref name="policy"/>; plain ones without a policy, or where it brings none.</summary>
    public static PolicyTerms Of(PolicyPack? policy) => policy?.Terms ?? Plain;

    /// <summary>The rank in the words of the policy.</summary>
    public string NameOf(Rank rank) => Ranks.GetValueOrDefault(rank) ?? rank.Plainly();

    /// <summary>What the assessment is called, with a capital.</summary>
    public string TitleOf(AssessmentKind kind) => Assessments.GetValueOrDefault(kind)?.Title ?? kind.Plainly();

    /// <summary>Which law asks for the assessment; empty when the policy does not say.</summary>
    public string SourceOf(AssessmentKind kind) => Assessments.GetValueOrDefault(kind)?.Source ?? "";

    /// <summary>What a notice says of people's rights before anybody edits it.</summary>
    public string RightsInNotice() => NoticeRights
        ?? $"You can ask what information the police hold about you, ask for mistakes to be put right, and complain to {Words.AndList([.. Oversight.Select(b => b.InWords()).Prepend("the police")])}. An alert by itself is never a ground for arrest.";

    /// <summary>What is wrong with them, as field and sentence.</summary>
    internal IEnumerable<(string Field, string Sentence)> Problems()
    {
        const string empty = "It must not be empty; leave it out where the policy does not say.";
        foreach (var (rank, name) in Ranks)
        {
            if (name.IsBlank())
                yield return ($"terms.ranks.{rank}", empty);
            if (Ranks.Any(r => r.Key != rank && string.Equals(r.Value, name, StringComparison.OrdinalIgnoreCase)))
                yield return ($"terms.ranks.{rank}", "Another rank has the same name.");
        }

        foreach (var (field, text) in new[] { ("legalPower", LegalPower), ("dataLaw", DataLaw), ("assemblyLaw", AssemblyLaw), ("noticeRights", NoticeRights) })
        {
            if (text is not null && text.IsBlank())
                yield return ($"terms.{field}", empty);
        }

        foreach (var (language, text) in CoveringTheFace)
        {
            if (!Languages.Contains(language) || text.IsBlank())
                yield return ($"terms.coveringTheFace.{language}", "Write it under en, and under cy for Welsh.");
        }

        for (var i = 0; i < SheetLanguages.Count; i++)
        {
            if (!Languages.Contains(SheetLanguages[i]))
                yield return ($"terms.sheetLanguages[{i}]", "Lfr prints sheets in en and cy (Welsh).");
        }

        for (var i = 0; i < StatusSources.Count; i++)
        {
            if (StatusSources[i].IsBlank())
                yield return ($"terms.statusSources[{i}]", empty);
        }

        for (var i = 0; i < Oversight.Count; i++)
        {
            if (Oversight[i].Name.IsBlank() || Oversight[i].About.IsBlank())
                yield return ($"terms.oversight[{i}]", "Give its name, and what people complain to it about.");
            if (Oversight[i].Address is not { IsAbsoluteUri: true, Scheme: "https" or "http" })
                yield return ($"terms.oversight[{i}].address", "It must be a web address that begins with https:// or http://.");
        }

        foreach (var (kind, assessment) in Assessments)
        {
            if (assessment.Title.IsBlank() || assessment.Source.IsBlank())
                yield return ($"terms.assessments.{kind}", "Give its title, and the law or guidance that asks for it.");
            string[] titles = [.. assessment.Parts.Select(p => p.Title), AssessmentOutline.EvidenceTitle(kind), AssessmentVersion.OpinionTitle];
            if (titles.Any(t => t.IsBlank()) || titles.Distinct(StringComparer.OrdinalIgnoreCase).Count() < titles.Length)
                yield return ($"terms.assessments.{kind}.parts", "Give each part a title of its own. Evidence and the opinion of the data protection officer are parts of every assessment.");
            if (assessment.Parts.Count > AssessmentOutline.MostParts)
                yield return ($"terms.assessments.{kind}.parts", $"Name at most {AssessmentOutline.MostParts} parts.");
        }
    }
}

/// <summary>Somebody outside of the force to whom the public can complain.</summary>
public sealed record OversightBody
{
    /// <summary>Its name, without an article: <c>Information Commissioner</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What one complains to it about, after its name: <c>about how your information was used</c>.</summary>
    public required string About { get; init; }

    /// <summary>Where.</summary>
    public required Uri Address { get; init; }

    /// <summary>Inside a sentence: <c>the Information Commissioner (ico.org.uk)</c>.</summary>
    public string InWords() => $"the {Name} ({Address.Host})";
}

/// <summary>A written assessment as a policy names it.</summary>
public sealed record PolicyAssessment
{
    /// <summary>What it is called, with a capital: <c>Equality impact assessment</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Which law or guidance asks for it.</summary>
    public required string Source { get; init; }

    /// <summary>Parts that it has to have when it is written in Lfr; empty for the usual ones of its kind.</summary>
    public IReadOnlyList<PolicyAssessmentPart> Parts { get; init; } = [];
}

/// <summary>A part of a written assessment as a policy names it.</summary>
public sealed record PolicyAssessmentPart
{
    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What belongs in it.</summary>
    public string? Hint { get; init; }

    /// <summary>Which facts of the plan it begins with.</summary>
    public IReadOnlyList<PlanFacts> Facts { get; init; } = [];
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy;

/// <summary>
/// A force's policy as data: versioned, effective-dated, read from <c>policies/*.json</c>. A deployment pins the version it was submitted under.
/// </summary>
/// <param name="Id">Name and version, such as <c>uk-2026.1</c>; unique.</param>
/// <param name="Title">Title for people.</param>
/// <param name="Force">Whose policy it is.</param>
/// <param name="Jurisdiction">Whose law it applies: <c>England and Wales</c>.</param>
/// <param name="Owner">Who answers for it and changes it.</param>
/// <param name="Version">Version of the document behind it.</param>
/// <param name="EffectiveFrom">First day.</param>
/// <param name="EffectiveTo">Last day; <see langword="null"/> while in force.</param>
/// <param name="ReviewBy">Day by which its owner reads it again; <see langword="null"/> once it is of the past.</param>
/// <param name="Published">Where the public can read the document; <see langword="null"/> when it is published nowhere else than here.</param>
/// <param name="Source">What stands behind it, in a sentence.</param>
/// <param name="Adopted">Whether it applies at this installation. One that is not adopted is read, compared and replayed, and never in force.</param>
/// <param name="Authority">Who authorises a deployment.</param>
/// <param name="Protest">What holds at a protest; <see langword="null"/> when the policy does not say.</param>
/// <param name="UseCases">The use cases that it permits; there is no other.</param>
/// <param name="Categories">The categories of listed people that it knows; there is no other.</param>
/// <param name="PictureSources">Where photographs of listed people may come from.</param>
/// <param name="Numbers">The numbers that rules use.</param>
/// <param name="Retention">How long biometrics are kept, by kind.</param>
/// <param name="Rules">Weight of each rule by its id; a rule that is missing here does not apply under this policy.</param>
/// <param name="Citations">Where each rule, number and time comes from, by <c>R13</c>, <c>numbers.noticeWarnHours</c> and <c>retention.watchlist</c>.</param>
public sealed record PolicyPack(
    string Id,
    string Title,
    string Force,
    string Jurisdiction,
    string Owner,
    string Version,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo,
    DateOnly? ReviewBy,
    Uri? Published,
    string Source,
    bool Adopted,
    PolicyAuthority Authority,
    PolicyProtest? Protest,
    IReadOnlyList<PolicyUseCase> UseCases,
    IReadOnlyList<PolicyCategory> Categories,
    IReadOnlyList<PolicyPictureSource> PictureSources,
    PolicyNumbers Numbers,
    PolicyRetention Retention,
    IReadOnlyDictionary<string, Weight> Rules,
    IReadOnlyDictionary<string, IReadOnlyList<Citation>> Citations)
{
    /// <summary>Where an editor finds the schema of the file; nothing reads it here.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The urgent route (R05); <see langword="null"/> when the policy has none.</summary>
    public PolicyUrgent? Urgent { get; init; }

    /// <summary>What holds for the notice beyond the hours in <see cref="Numbers"/>; <see langword="null"/> when nothing does.</summary>
    public PolicyNotice? Notice { get; init; }

    /// <summary>What a public record says of a list; <see langword="null"/> for <see cref="PolicyRecord.Usual"/>.</summary>
    public PolicyRecord? Record { get; init; }

    /// <summary>How serious an offence somebody must be sought for (R53); <see langword="null"/> when the policy sets no threshold.</summary>
    public PolicyOffence? Offence { get; init; }

    /// <summary>Currency of amounts of money, ISO 4217; <c>GBP</c> where the policy does not say.</summary>
    public string Currency { get; init; } = Money.Pounds;

    /// <summary>Time zone in which its days and times are read, IANA; <c>Europe/London</c> where the policy does not say.</summary>
    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>What its country calls things; <see langword="null"/> where it names nothing, so that general words stand.</summary>
    public PolicyTerms? Terms { get; init; }

    /// <summary>SHA-256, lower-case hex, of what the file says, whatever its spaces and the order of its fields; empty for a pack that no file holds.</summary>
    [JsonIgnore]
    public string Hash { get; init; } = "";

    /// <summary>Every number and time that a pack cites, as <c>numbers.noticeWarnHours</c>.</summary>
    public static IReadOnlyList<string> Figures { get; } =
        [.. Names<PolicyNumbers>("numbers"), .. Names<PolicyRetention>("retention")];

    /// <summary>Sections that this pack has and need not have, each of which it cites: <c>notice</c>, <c>record</c>. The urgent route is cited by its rule, R05.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Sections => [.. Notice is null ? [] : (string[])["notice"], .. Record is null ? [] : (string[])["record"]];

    /// <summary>Sections that this pack may cite and need not: <c>terms</c>, whose names of assessments and bodies each say their law or address themselves.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> MayCite => Terms is null ? [] : ["terms"];

    /// <summary>Whether the policy is in force on <paramref name="day"/>.</summary>
    public bool IsInForce(DateOnly day) => Adopted && day >= EffectiveFrom && (EffectiveTo is null || day <= EffectiveTo);

    /// <summary>The use case as this policy describes it; <see langword="null"/> when it permits no such use case.</summary>
    public PolicyUseCase? Find(UseCase useCase) => UseCases.FirstOrDefault(u => u.Number == (int)useCase);

    /// <summary>The category as this policy describes it; <see langword="null"/> when it knows no such category.</summary>
    public PolicyCategory? Find(EntryCategory category) => Categories.FirstOrDefault(c => c.Number == (int)category);

    /// <summary>The source of a photograph as this policy describes it; <see langword="null"/> when it knows no such source.</summary>
    public PolicyPictureSource? Find(ImageSource source) => PictureSources.FirstOrDefault(s => s.Number == (int)source);

    /// <summary>The threshold of offence that this policy sets for <paramref name="category"/>; <see langword="null"/> when it sets none.</summary>
    public PolicyOffence? OffenceAskedOf(EntryCategory category) => Offence is { } offence && Find(category) is { } known && offence.Categories.Contains(known.Code) ? offence : null;

    /// <summary>Lowest rank that may grant authority for <paramref name="plan"/>: at a protest the policy may ask a higher one.</summary>
    public Rank RankNeededFor(Plan plan) =>
        plan.Protest is { IsExpected: true } && Protest?.Rank is { } higher && higher > Numbers.AuthorisingRank ? higher : Numbers.AuthorisingRank;

    /// <summary>Lowest rank that may countersign an urgent grant for <paramref name="plan"/>, where the policy's authority is a police officer: never below the rank that could have granted it.</summary>
    public Rank CountersigningRankFor(Plan plan) => Urgent?.Countersigner is { } named && named > RankNeededFor(plan) ? named : RankNeededFor(plan);

    /// <summary>By when a grant by <paramref name="officer"/> must be countersigned; <see langword="null"/> when it needs no countersignature, because it was not asked for urgently or whoever grants could have granted it anyhow.</summary>
    public DateTimeOffset? CountersignBy(Deployment deployment, Actor officer, OutsideAuthority? outside, DateTimeOffset now) =>
        Urgent is not { } urgent || deployment.Urgency is null || (Authority == PolicyAuthority.PoliceOfficer ? officer.Rank >= RankNeededFor(deployment.Plan) : outside is not null)
            ? null
            : now.AddHours(urgent.Hours);

    /// <summary>Who authorises, in words: <c>a judge</c>.</summary>
    public string AuthorityInWords() => Authority switch
    {
        PolicyAuthority.Judge => "a judge",
        PolicyAuthority.IndependentBody => "an independent body",
        _ => "a police officer",
    };

    /// <summary>How a broken rule weighs under this policy; <see langword="null"/> when the rule does not apply.</summary>
    public Weight? WeightOf(string ruleId) => Rules.TryGetValue(ruleId, out var weight) ? weight : null;

    /// <summary>What is cited for a rule, a number or a time; empty when nothing is.</summary>
    public IReadOnlyList<Citation> CitationsOf(string key) => Citations.TryGetValue(key, out var citations) ? citations : [];

    /// <summary>The same in one line, as beside a finding: <c>DPA 2018, s.35; College of Policing APP</c>.</summary>
    public string SourceOf(string key) => string.Join("; ", CitationsOf(key).Select(c => c.InWords()));

    private static IEnumerable<string> Names<T>(string section) =>
        typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => $"{section}.{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}");
}

/// <summary>The numbers of a policy. Hours, days, counts and rates; each is named by the rule that uses it.</summary>
public sealed record PolicyNumbers
{
    /// <summary>R04: lowest rank that may grant authority.</summary>
    public required Rank AuthorisingRank { get; init; }

    /// <summary>R31: how many people must judge it the same person before officers are sent, each for themselves.</summary>
    public required int VerifyingPeople { get; init; }

    /// <summary>R07: longest window, hours.</summary>
    public required int LongestWindowHours { get; init; }

    /// <summary>R14: notice later than this many hours before the start is warned about.</summary>
    public required int NoticeWarnHours { get; init; }

    /// <summary>R14: notice later than this many hours before the start needs a second, written reason.</summary>
    public required int NoticeSecondReasonHours { get; init; }

    /// <summary>R20: how long before the start the list may be sealed at the earliest, hours.</summary>
    public required int WatchlistMaximumAgeHours { get; init; }

    /// <summary>R18, R28: a list longer than this is warned about.</summary>
    public required int WatchlistSizeWarning { get; init; }

    /// <summary>R21: share of equal word triples (Jaccard) from which a justification counts as boilerplate, 0–1.</summary>
    public required double BoilerplateSimilarity { get; init; }

    /// <summary>R23: images older than this are warned about, years.</summary>
    public required int ImageAgeWarningYears { get; init; }

    /// <summary>R29: false alert rate a new plan aims at, per face compared.</summary>
    public required double TargetFalseAlertRate { get; init; }

    /// <summary>R30: false alert rate at which Silver must decide whether to go on.</summary>
    public required double FalseAlertRateLimit { get; init; }

    /// <summary>Frames of one track that must agree before an alert is raised; at least 2.</summary>
    public required int AgreeingFrames { get; init; }

    /// <summary>Repeat alerts for one entry are suppressed for this long, seconds.</summary>
    public required int RepeatSuppressionSeconds { get; init; }

    /// <summary>Lowest face that may be compared, pixels.</summary>
    public required int MinimumFaceHeight { get; init; }

    /// <summary>R33: a status check is fresh for this long, minutes.</summary>
    public required int StatusCheckFreshMinutes { get; init; }

    /// <summary>R44: results are published this long after the end at the latest, days.</summary>
    public required int PublishWithinDays { get; init; }

    /// <summary>R34: an alert whose runner-up scores within this much of the best (cosine), or above the threshold, may be a lookalike.</summary>
    public double LookalikeMargin { get; init; } = 0.05;

    /// <summary>
    /// For how many minutes a van that the plan names may compare without a connection, at most; 0 when the pack does not name it: not at all. The number is ours: no
    /// published policy has one.
    /// </summary>
    public int OfflineMinutesAtMost { get; init; }

    /// <summary>R50: it is confirmed this often that officers are at the cameras, minutes; 0 when the pack does not name it. The number is ours: no published policy has one.</summary>
    public int PresenceMinutes { get; init; }

    /// <summary>An alert that nobody has answered is escalated after this long, seconds. Never turned into a yes.</summary>
    public required int ReviewEscalationSeconds { get; init; }
}

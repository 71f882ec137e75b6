using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Records;

namespace Lfr.Shared.Policy;

/// <summary>A line in which two policies stand side by side.</summary>
/// <param name="What">Of what: <c>Longest window</c>.</param>
/// <param name="One">As the one has it; empty when it has nothing of the kind.</param>
/// <param name="Other">As the other has it.</param>
public sealed record ComparedLine(string What, string One, string Other)
{
    /// <summary>Where a policy cites where it comes from: <c>numbers.longestWindowHours</c>; empty where no single line of it does.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether both say the same.</summary>
    public bool IsSame => string.Equals(One, Other, StringComparison.Ordinal);
}

/// <summary>A part of two policies, line by line.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Lines">Its lines, in the order of the pack.</param>
public sealed record ComparedPart(string Title, IReadOnlyList<ComparedLine> Lines);

/// <summary>Two policies side by side, in words, with nothing left out that a rule reads.</summary>
public static class PolicyComparison
{
    private static readonly Dictionary<string, (string What, Func<PolicyNumbers, PolicyPack, string> InWords)> Numbers = new(StringComparer.Ordinal)
    {
        ["authorisingRank"] = ("Lowest rank that may grant authority", (n, p) => Words.Capital(n.AuthorisingRank.InWords(p))),
        ["verifyingPeople"] = ("People who must judge before officers are sent", (n, _) => Words.Number(n.VerifyingPeople)),
        ["longestWindowHours"] = ("Longest window", (n, _) => Words.Count(n.LongestWindowHours, "hour", "hours")),
        ["noticeWarnHours"] = ("Notice that is given later is pointed out", (n, _) => Before(n.NoticeWarnHours)),
        ["noticeSecondReasonHours"] = ("Notice that is given later needs a second reason", (n, _) => Before(n.NoticeSecondReasonHours)),
        ["watchlistMaximumAgeHours"] = ("The list is sealed at the earliest", (n, _) => Before(n.WatchlistMaximumAgeHours)),
        ["watchlistSizeWarning"] = ("A longer list is pointed out", (n, _) => Words.Count(n.WatchlistSizeWarning, "entry", "entries")),
        ["boilerplateSimilarity"] = ("Two reasons count as one text from", (n, _) => $"{Words.Percent(n.BoilerplateSimilarity)} equal words"),
        ["imageAgeWarningYears"] = ("An older photograph is pointed out", (n, _) => Words.Count(n.ImageAgeWarningYears, "year", "years")),
        ["targetFalseAlertRate"] = ("False alerts that a plan aims at", (n, _) => Words.OneIn(n.TargetFalseAlertRate)),
        ["falseAlertRateLimit"] = ("False alerts at which Silver decides whether to go on", (n, _) => Words.OneIn(n.FalseAlertRateLimit)),
        ["agreeingFrames"] = ("Frames that must agree", (n, _) => Words.Number(n.AgreeingFrames)),
        ["repeatSuppressionSeconds"] = ("The same entry raises no further alert for", (n, _) => Words.Count(n.RepeatSuppressionSeconds, "second", "seconds")),
        ["minimumFaceHeight"] = ("Smallest face that is compared", (n, _) => $"{Words.Number(n.MinimumFaceHeight)} pixels"),
        ["statusCheckFreshMinutes"] = ("A status check is fresh for", (n, _) => Words.Count(n.StatusCheckFreshMinutes, "minute", "minutes")),
        ["publishWithinDays"] = ("The record is published within", (n, _) => Words.Count(n.PublishWithinDays, "day", "days")),
        ["lookalikeMargin"] = ("A runner-up may be a look-alike within a cosine of", (n, _) => Words.Cosine(n.LookalikeMargin)),
        ["offlineMinutesAtMost"] = ("A van may compare without a connection for", (n, _) => n.OfflineMinutesAtMost == 0 ? "Not at all" : Words.Count(n.OfflineMinutesAtMost, "minute", "minutes")),
        ["presenceMinutes"] = ("That officers are at the cameras is confirmed every", (n, _) => n.PresenceMinutes == 0 ? "Not asked" : Words.Count(n.PresenceMinutes, "minute", "minutes")),
        ["reviewEscalationSeconds"] = ("An alert that nobody answers is passed on after", (n, _) => Words.Count(n.ReviewEscalationSeconds, "second", "seconds")),
    };

    /// <summary>The two side by side: where, whom, from which photographs, who decides, numbers, times, rules.</summary>
    public static IReadOnlyList<ComparedPart> Of(PolicyPack one, PolicyPack other) =>
    [
        new("The policy",
        [
            Line("Force", p => p.Force, one, other), Line("Jurisdiction", p => p.Jurisdiction, one, other), Line("Owner", p => p.Owner, one, other), Line("Version", p => p.Version, one, other),
            Line("First day", p => Words.Day(p.EffectiveFrom), one, other), Line("Last day", p => p.EffectiveTo is { } last ? Words.Day(last) : "Not set", one, other),
            Line("Currency", p => p.Currency, one, other), Line("Time zone", p => p.TimeZone, one, other),
            Line("Read again by", p => p.ReviewBy is { } review ? Words.Day(review) : "Not set", one, other), Line("Used here", p => p.Adopted ? "Yes" : "No", one, other),
        ]),
        new("Where", Codes(one.UseCases, other.UseCases, u => u.Number, u => u.Title, u => u.Section is { } section ? $"Permitted, section {section}" : "Permitted")),
        new("Who may be looked for", Codes(one.Categories, other.Categories, c => c.Number, c => c.InWords(), OfCategory)),
        new("Photographs", Codes(one.PictureSources, other.PictureSources, s => s.Number, s => s.Title, s => s.Use switch { PictureUse.Allowed => "Allowed", PictureUse.Weighed => "Allowed when weighed", _ => "Barred" })),
        .. Figures(one, other),
        new("Rules", [.. RuleBook.All.DistinctBy(r => r.Id).Select(r => Line($"{r.Id}: {r.Title}", p => p.WeightOf(r.Id) switch { Weight.Block => "Stops", Weight.Warn => "Is pointed out", Weight.Record => "Is kept on record", _ => "" }, one, other))]),
    ];

    /// <summary>What a policy says of decisions, notice, record, numbers and times, as <see cref="ComparedLine.One"/> of each line.</summary>
    public static IReadOnlyList<ComparedPart> Figures(PolicyPack policy) => Figures(policy, policy);

    /// <summary>The lines in which the two are not the same; a part without any is left out.</summary>
    public static IReadOnlyList<ComparedPart> Differences(PolicyPack one, PolicyPack other) =>
        [.. Of(one, other).Select(p => p with { Lines = [.. p.Lines.Where(l => !l.IsSame)] }).Where(p => p.Lines.Count > 0)];

    /// <summary>The names of the numbers that have words here, as the pack writes them.</summary>
    public static IEnumerable<string> NumbersInWords => Numbers.Keys;

    private static IReadOnlyList<ComparedPart> Figures(PolicyPack one, PolicyPack other) =>
    [
        new("Who decides",
        [
            Line("Offence that somebody must be sought for", OfOffence, one, other) with { Key = RuleBook.Find<EntryIsSeriousEnough>().Id },
            Line("Authority", p => p.Authority switch { PolicyAuthority.PoliceOfficer => "A police officer", PolicyAuthority.Judge => "A judge", _ => "An independent body" }, one, other) with { Key = RuleBook.Find<AuthorityIsGivenByTheRightRank>().Id },
            Line("Urgently", OfUrgent, one, other) with { Key = RuleBook.Find<UrgentAuthorityIsCountersigned>().Id },
            Line("At a protest", OfProtest, one, other) with { Key = RuleBook.Find<ProtestIsWeighed>().Id },
        ]),
        new("Notice and record",
        [
            Line("Less notice than this is never enough", p => p.Notice is { MinimumHours: { } least } ? Before(least) : "Not set", one, other) with { Key = "notice" },
            Line("Who is told of each use, besides the public", p => p.Notice is { Bodies: { Count: > 0 } bodies } ? Words.Capital(Words.AndList([.. bodies.Select(b => $"the {b.Name}")])) : "Nobody", one, other) with { Key = "notice" },
            Line("Parts that a notice must have", p => p.Notice is { Parts: { Count: > 0 } parts } ? Words.Capital(All([.. parts.Select(part => part.InWords())])) : "Not set", one, other) with { Key = "notice" },
            Line("Languages of a notice", p => p.Notice is { Languages: { Count: > 0 } languages } ? string.Join(", ", languages) : "Not set", one, other) with { Key = "notice" },
            Line("Who was on a list", p => (p.Record ?? PolicyRecord.Usual).CompositionIsPublic ? "Categories and ages are published" : "Only its size is published", one, other) with { Key = "record" },
            Line("Groups of a list are withheld below", p => Words.Number((p.Record ?? PolicyRecord.Usual).SmallestCell), one, other) with { Key = "record" },
            Line("A record leaves out", p => p.Record?.Columns is { } columns && columns.Count < RecordColumns.All.Count ? Words.Capital(All([.. RecordColumns.All.Except(columns).Select(c => c.InWords())])) : "Nothing", one, other) with { Key = "record" },
        ]),
        new("Numbers", [.. Numbers.Select(n => Line(n.Value.What, p => n.Value.InWords(p.Numbers, p), one, other) with { Key = $"numbers.{n.Key}" })]),
        new("How long biometrics are kept",
        [
            Line("Watchlist", p => p.Retention.Watchlist.InWords(), one, other) with { Key = "retention.watchlist" }, Line("Watchlist without a date", p => p.Retention.UndatedWatchlist.InWords(), one, other) with { Key = "retention.undatedWatchlist" },
            Line("Pictures of a false alert", p => p.Retention.FalseAlerts.InWords(), one, other) with { Key = "retention.falseAlerts" }, Line("Pictures of any other alert", p => p.Retention.OtherAlerts.InWords(), one, other) with { Key = "retention.otherAlerts" },
            Line("Whole frames", p => p.Retention.ContextFrames.InWords(), one, other) with { Key = "retention.contextFrames" },
        ]),
    ];

    private static string Before(int hours) => $"{Words.Count(hours, "hour", "hours")} before the start";

    private static string OfCategory(PolicyCategory category)
    {
        if (category.Off is { } why)
            return $"Not used. {why}";
        var ages = category.YoungestAge() switch { null => "", >= 18 => ", for adults only", var youngest => $", from the age of {youngest}" };
        var arrest = category.NeverArrested ? "; never arrested because of an alert" : "";
        return $"Used{ages}{arrest}{(category.Fields.Count == 0 ? "" : $"; each entry has: {string.Join("; ", category.Fields.Select(OfField))}")}";
    }

    private static string OfField(CategoryField field) => field.Kind switch
    {
        FieldKind.Date => $"{field.Title} (a day)",
        FieldKind.Expiry => $"{field.Title} (a last day)",
        _ => field.Title,
    };

    private static string OfOffence(PolicyPack policy) => policy.Offence is not { } offence ? "Not set"
        : $"{Words.Capital(offence.Text)}; asked of {All([.. policy.Categories.Where(c => offence.Categories.Contains(c.Code)).Select(c => c.InWords())])}";

    // Nothing that a rule reads is left out, however long the list.
    private static string All(string[] items) => items.Length < 2 ? string.Concat(items) : $"{string.Join(", ", items[..^1])} and {items[^1]}";

    private static string OfUrgent(PolicyPack policy) => policy.Urgent is not { } urgent ? "Not provided for"
        : $"{Words.Capital(urgent.Rank.InWords(policy))} or above, countersigned within {Words.Count(urgent.Hours, "hour", "hours")} by {(urgent.Countersigner is { } rank ? $"{rank.InWords(policy)} or above" : policy.AuthorityInWords())}; a refusal stops it{(urgent.Refusal == UrgentRefusal.StopAndDelete ? " and deletes its data" : "")}";

    private static string OfProtest(PolicyPack policy) => policy.Protest switch
    {
        null => "",
        { Allowed: false } => "No deployment",
        { Rank: { } rank } => $"{Words.Capital(PolicyTerms.Of(policy).AssemblyReasons)}, and {rank.InWords(policy)} or above",
        _ => Words.Capital(PolicyTerms.Of(policy).AssemblyReasons),
    };

    private static ComparedLine Line(string what, Func<PolicyPack, string> of, PolicyPack one, PolicyPack other) => new(what, of(one), of(other));

    private static IReadOnlyList<ComparedLine> Codes<T>(IReadOnlyList<T> one, IReadOnlyList<T> other, Func<T, int> number, Func<T, string> title, Func<T, string> inWords)
        where T : class
    {
        string Says(IReadOnlyList<T> list, int code) => list.FirstOrDefault(c => number(c) == code) is { } known ? inWords(known) : "";
        return [.. one.Concat(other).DistinctBy(number).Select(c => new ComparedLine(title(c), Says(one, number(c)), Says(other, number(c))))];
    }
}

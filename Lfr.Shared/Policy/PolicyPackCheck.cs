using Lfr.Shared.Policy.Rules;

namespace Lfr.Shared.Policy;

/// <summary>What a pack's values must satisfy beyond being readable. Field names are those of the file.</summary>
internal static class PolicyPackCheck
{
    /// <summary>Problems of <paramref name="pack"/> as field and sentence; none when it can be used.</summary>
    public static IEnumerable<(string Field, string Sentence)> Problems(PolicyPack pack)
    {
        foreach (var (field, text) in new[] { ("id", pack.Id), ("title", pack.Title), ("force", pack.Force), ("jurisdiction", pack.Jurisdiction), ("owner", pack.Owner), ("version", pack.Version), ("source", pack.Source) })
        {
            if (string.IsNullOrWhiteSpace(text))
                yield return (field, "It must not be empty.");
        }

        if (pack.EffectiveTo is { } last && last < pack.EffectiveFrom)
            yield return ("effectiveTo", "The policy ends before it begins.");
        if (pack.ReviewBy is { } review && review < pack.EffectiveFrom)
            yield return ("reviewBy", "It is to be reviewed before it begins.");
        if (pack.ReviewBy is null && pack.EffectiveTo is null)
            yield return ("reviewBy", "A policy that is in force without an end needs a day by which its owner reviews it.");
        if (!IsWebAddress(pack.Published))
            yield return ("published", WebAddress);
        var protest = RuleBook.Find<ProtestIsWeighed>().Id;
        if (pack.Protest is null == pack.Rules.ContainsKey(protest))
            yield return ("protest", $"The rule {protest} and the section protest go together: leave out both or neither.");
        if (pack.Notice is { MinimumHours: < 1 or > 8760 })
            yield return ("notice.minimumHours", "It must lie between 1 and 8760; leave the section out where there is no minimum.");
        if (pack.Notice is { MinimumHours: null, Bodies.Count: 0, Parts.Count: 0, Languages.Count: 0 })
            yield return ("notice", "It says nothing; leave the section out.");
        foreach (var problem in BodyProblems(pack).Concat(PolicySectionCheck.Problems(pack)))
            yield return problem;
        foreach (var problem in PolicyTerms.Of(pack).Problems())
            yield return problem;
        foreach (var problem in UrgentProblems(pack))
            yield return problem;
        foreach (var (id, weight) in pack.Rules)
        {
            if (!RuleBook.Ids.Contains(id))
                yield return ($"rules.{id}", "There is no such rule.");
            else if (weight == Weight.Met)
                yield return ($"rules.{id}", "The weight of a broken rule is Record, Warn or Block.");
        }

        foreach (var problem in NumberProblems(pack.Numbers).Concat(RetentionProblems(pack.Retention)).Concat(CitationProblems(pack)).Concat(PolicyCodes.Problems(pack)))
            yield return problem;
    }

    private static IEnumerable<(string Field, string Sentence)> BodyProblems(PolicyPack pack)
    {
        var (rule, bodies) = (RuleBook.Find<BodiesAreTold>().Id, pack.Notice?.Bodies ?? []);
        if (bodies.Count > 0 != pack.Rules.ContainsKey(rule))
            yield return ("notice.bodies", $"The rule {rule} and the bodies go together: leave out both or neither.");
        for (var i = 0; i < bodies.Count; i++)
        {
            if (bodies[i].Code.IsBlank() || bodies[i].Name.IsBlank())
                yield return ($"notice.bodies[{i}]", "Give it a code and a name.");
            if (bodies.Count(b => b.Code == bodies[i].Code) > 1)
                yield return ($"notice.bodies[{i}].code", $"The code {bodies[i].Code} is there twice.");
            if (!IsWebAddress(bodies[i].Address))
                yield return ($"notice.bodies[{i}].address", WebAddress);
        }
    }

    private static IEnumerable<(string Field, string Sentence)> UrgentProblems(PolicyPack pack)
    {
        var rule = RuleBook.Find<UrgentAuthorityIsCountersigned>().Id;
        if (pack.Urgent is null == pack.Rules.ContainsKey(rule))
            yield return ("urgent", $"The rule {rule} and the section urgent go together: leave out both or neither.");
        if (pack.Urgent is not { } urgent)
            yield break;
        if (urgent.Hours is < 1 or > 72)
            yield return ("urgent.hours", "It must lie between 1 and 72.");
        if (pack.Authority != PolicyAuthority.PoliceOfficer && urgent.Countersigner is not null)
            yield return ("urgent.countersigner", "The policy's authority countersigns; leave the rank out.");
        else if (pack.Authority == PolicyAuthority.PoliceOfficer && (urgent.Countersigner is not { } countersigner || countersigner <= urgent.Rank))
            yield return ("urgent.countersigner", "Name a rank above the one that may grant urgently.");
    }

    private const string WebAddress = "It must be a web address that begins with https:// or http://.";

    private static bool IsWebAddress(Uri? address) => address is null or { IsAbsoluteUri: true, Scheme: "https" or "http" };

    /// <summary>Every rule that applies, every number and every time says where it comes from, and nothing else is cited.</summary>
    private static IEnumerable<(string Field, string Sentence)> CitationProblems(PolicyPack pack)
    {
        var needed = pack.Rules.Keys.Concat(PolicyPack.Figures).Concat(pack.Sections).ToHashSet(StringComparer.Ordinal);
        foreach (var key in needed.Where(k => pack.CitationsOf(k).Count == 0))
            yield return ($"citations.{key}", "It does not say where this comes from. Name the document, or say under ours why it was chosen.");
        foreach (var (key, citations) in pack.Citations)
        {
            if (!needed.Contains(key) && !pack.MayCite.Contains(key))
                yield return ($"citations.{key}", "The pack has no such rule, number, time or section.");
            foreach (var (citation, number) in citations.Select((c, i) => (c, i)))
            {
                if (Problem(citation) is { } sentence)
                    yield return ($"citations.{key}[{number}]", sentence);
            }
        }
    }

    private static string? Problem(Citation citation) => citation switch
    {
        { Ours: not null, Document: not null } or { Ours: not null, Section: not null } or { Ours: not null, Address: not null } or { Ours: not null, CheckedOn: not null } =>
            "What is ours cites no document.",
        { Ours: null } when citation.Document.IsBlank() => "It needs a document, or a reason under ours.",
        { Ours: { } ours } when ours.IsBlank() => "It must say why.",
        { Section: { } section } when section.IsBlank() => "The section must not be empty; leave it out where the whole document is meant.",
        _ when !IsWebAddress(citation.Address) => WebAddress,
        _ => null,
    };

    private static IEnumerable<(string Field, string Sentence)> RetentionProblems(PolicyRetention r)
    {
        (string Field, RetentionPeriod Period)[] periods =
            [("watchlist", r.Watchlist), ("undatedWatchlist", r.UndatedWatchlist), ("falseAlerts", r.FalseAlerts), ("otherAlerts", r.OtherAlerts), ("contextFrames", r.ContextFrames)];
        foreach (var (field, period) in periods)
        {
            if (period is not ({ Hours: >= 1 and <= 8760, Days: null } or { Days: >= 1 and <= 366, Hours: null }))
                yield return ($"retention.{field}", "It must be either hours from 1 to 8760 or days from 1 to 366.");
        }

        if (r.FalseAlerts.ToTimeSpan() > r.OtherAlerts.ToTimeSpan())
            yield return ("retention.falseAlerts", "Pictures of a false alert cannot be kept longer than those of other alerts.");
    }

    private static IEnumerable<(string Field, string Sentence)> NumberProblems(PolicyNumbers n)
    {
        (string Field, double Value, double Least, double Most)[] ranges =
        [
            ("verifyingPeople", n.VerifyingPeople, 1, 3),
            ("longestWindowHours", n.LongestWindowHours, 1, 24),
            ("noticeWarnHours", n.NoticeWarnHours, 0, 8760),
            ("noticeSecondReasonHours", n.NoticeSecondReasonHours, 0, n.NoticeWarnHours),
            ("watchlistMaximumAgeHours", n.WatchlistMaximumAgeHours, 1, 720),
            ("watchlistSizeWarning", n.WatchlistSizeWarning, 1, 1_000_000),
            ("boilerplateSimilarity", n.BoilerplateSimilarity, 0.01, 1),
            ("imageAgeWarningYears", n.ImageAgeWarningYears, 1, 100),
            ("targetFalseAlertRate", n.TargetFalseAlertRate, 1e-9, n.FalseAlertRateLimit),
            ("falseAlertRateLimit", n.FalseAlertRateLimit, 1e-9, 1),
            ("agreeingFrames", n.AgreeingFrames, 2, 100),
            ("repeatSuppressionSeconds", n.RepeatSuppressionSeconds, 0, 86_400),
            ("minimumFaceHeight", n.MinimumFaceHeight, 16, 1000),
            ("statusCheckFreshMinutes", n.StatusCheckFreshMinutes, 1, 1440),
            ("publishWithinDays", n.PublishWithinDays, 1, 366),
            ("reviewEscalationSeconds", n.ReviewEscalationSeconds, 5, 3600),
            ("lookalikeMargin", n.LookalikeMargin, 0, 1),
            ("offlineMinutesAtMost", n.OfflineMinutesAtMost, 0, 60),
            ("presenceMinutes", n.PresenceMinutes, 0, 240),
        ];
        foreach (var (field, value, least, most) in ranges)
        {
            if (!(value >= least && value <= most))
                yield return ($"numbers.{field}", FormattableString.Invariant($"It is {value}; it must lie between {least} and {most}."));
        }
    }
}

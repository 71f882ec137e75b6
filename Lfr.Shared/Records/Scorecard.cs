using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Records;

/// <summary>What a scorecard answers.</summary>
public enum ScorecardAnswer
{
    /// <summary>Yes, of every use that was counted.</summary>
    Yes,

    /// <summary>No, or not of every use.</summary>
    No,

    /// <summary>Nothing is published yet of which it could be said.</summary>
    NotYet,

    /// <summary>Figures help, but people judge: no program can.</summary>
    ForReader,
}

/// <summary>Answers as words.</summary>
public static class ScorecardAnswerLabels
{
    /// <summary><c>Yes</c>, <c>No</c>, <c>Not yet</c>, <c>You judge</c>.</summary>
    public static string InWords(this ScorecardAnswer answer) => answer switch
    {
        ScorecardAnswer.Yes => "Yes",
        ScorecardAnswer.No => "No",
        ScorecardAnswer.NotYet => "Not yet",
        ScorecardAnswer.ForReader => "You judge",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "Unknown answer."),
    };
}

/// <summary>One question of a critic, and what the rows say.</summary>
/// <param name="Question">In plain words.</param>
/// <param name="Answer">Yes or no.</param>
/// <param name="Because">Why, with the counts it rests on.</param>
public sealed record ScorecardLine(string Question, ScorecardAnswer Answer, string Because);

/// <summary>The questions of one critic.</summary>
/// <param name="Critic">Who asked: <c>London Policing Ethics Panel</c>.</param>
/// <param name="Work">In which work, with its year.</param>
/// <param name="Lines">The questions.</param>
public sealed record ScorecardHead(string Critic, string Work, IReadOnlyList<ScorecardLine> Lines);

/// <summary>
/// What critics ask of live facial recognition, answered from what is published and from nothing else: the five conditions of the London Policing Ethics Panel (May 2019), the heads of the
/// Minderoo Centre's audit (University of Cambridge, October 2022) and those of the Information Commissioner. The questions are ours, in short; the heads are theirs.
/// </summary>
public static class Scorecard
{
    /// <summary>Answers.</summary>
    /// <param name="uses">Published uses of the time that is looked at.</param>
    /// <param name="policy">The policy in force; <see langword="null"/> when none is.</param>
    /// <param name="hasContact">Whether the site says whom to write to.</param>
    public static IReadOnlyList<ScorecardHead> Of(IReadOnlyList<ScorecardUse> uses, PolicyPack? policy, bool hasContact)
    {
        var s = new Sums(uses);
        var bias = new ScorecardLine(
            "Is it known whether it errs more about some groups of people than about others?", ScorecardAnswer.No,
            "The engine was not measured by sex, age or ethnic group here: the photographs it was measured with do not say who belongs to which. What the force knows stands in its equality impact assessments.");
        var training = s.Of(
            "Were the people who used it trained?", s.Uses.Sum(u => u.Trained), s.Uses.Sum(u => u.Staff),
            (good, all) => $"{Of(good, all, "person", "people")} named in the plans had valid training on the day. Each answer to an alert is on record under the name of whoever gave it.");
        return
        [
            new("London Policing Ethics Panel", "Final report on live facial recognition, May 2019",
            [
                new("Is the benefit greater than the distrust it may cause?", s.IsEmpty ? ScorecardAnswer.NotYet : ScorecardAnswer.ForReader, s.IsEmpty ? Nothing : s.Outcome),
                bias,
                s.Of("Was each use assessed and authorised before it began?", s.Count(u => u.Authorised is not null && u.Assessed),
                    (good, all) => $"{Of(good, all, "use", "uses")} had an authority before the first face was compared{s.LowestRank(policy)}, and all four assessments valid on the day."),
                training,
                policy is null
                    ? new("Are there strict rules?", ScorecardAnswer.No, "No policy is in force.")
                    : new("Are there strict rules?", ScorecardAnswer.Yes, $"“{policy.Title}” is in force. {Words.Capital(Words.Count(policy.Rules.Values.Count(w => w == Weight.Block), "of its rules stops", "of its rules stop"))} a use that does not keep it, before it begins and while it runs."),
            ]),
            new("Minderoo Centre for Technology and Democracy, University of Cambridge", "A sociotechnical audit, October 2022",
            [
                PublishedPolicy(policy),
                s.Of("Was the reason of each use published, and was it thought about who protests there?", s.Count(u => u.AtProtest is not null),
                    (good, all) => $"The purpose of every use stands in its notice. {Of(good, all, "plan", "plans")} said whether a protest was expected; it was expected at {Words.Number(s.Count(u => u.AtProtest == true))}."),
                bias,
                new("Is it counted who was stopped, by group?", ScorecardAnswer.No, "Lfr infers nothing about anybody’s sex, age or origin, so nobody is counted by it. Counts of listed children are published where they are not so small that they would name somebody."),
                s.Of("Did a person decide before anybody was stopped?", s.Uses.Sum(u => u.Figures.Alerts - u.Figures.Open), s.Uses.Sum(u => u.Figures.Alerts),
                    (good, all) => $"A person answered {Of(good, all, "alert", "alerts")}; no officer can be sent before that. Two people differed about {Words.Number(s.Uses.Sum(u => u.Figures.Disagreements ?? 0))}, and a third decided. "
                        + $"{Words.Number(s.Uses.Sum(u => u.Figures.AnsweredAfterTheScore ?? 0))} had an answer that was given after the score was shown.", empty: "No use has raised an alert."),
                training,
                new("Can somebody who was wronged complain?", hasContact ? ScorecardAnswer.Yes : ScorecardAnswer.No,
                    hasContact ? "The page on your rights says whom to ask and where to complain, and names two authorities outside of this force." : "The page on your rights names two authorities outside of this force, and no contact inside of it."),
                Oversight(policy),
                new("Are the assessments published?", ScorecardAnswer.No, "That there was one of each kind is checked before each use. Their texts are not published here."),
                s.Of("Was each use evaluated in public?", s.Count(u => u.RecordInTime != false && u.SaysWhatWasLearnt),
                    (good, all) => $"{Of(good, all, "use", "uses")} had a record in time that says what was learnt. In time were {Words.Number(s.Count(u => u.RecordInTime != false))}; the figures of all are published, also where nobody was found."),
            ]),
            new("Information Commissioner", "Opinion on live facial recognition in public places by law enforcement, October 2019",
            [
                new("Can earlier versions of what was said be read?", s.IsEmpty ? ScorecardAnswer.NotYet : ScorecardAnswer.Yes, s.IsEmpty ? Nothing
                    : $"Every version of a notice and a record stays public, with what changed. {Words.Capital(Words.Count(s.Count(u => u.WasCorrected), "use has", "uses have"))} more than one version of either."),
                s.Of("Was each person’s place on a list justified by itself?", s.Uses.Count, (_, all) =>
                    $"{Words.Capital(Words.Count(s.Uses.Sum(u => (long)u.Figures.ListSize), "place", "places"))} on {Words.Count(all, "list", "lists")}. Each has reasons of its own and was signed off alone, by somebody who had no part in writing it: Lfr has no way to approve several at once."),
                s.Of("Was the list destroyed in time?", s.Count(u => u.Figures.PurgedInTime == true),
                    (good, all) => $"{Of(good, all, "list", "lists")} were destroyed before their time was over, each with a receipt that a fresh look afterwards proves."),
                s.Of("Was the public told in time?", s.Count(u => u.NoticeInTime),
                    (good, all) => $"{Of(good, all, "use", "uses")} had a public notice as early as the policy wants.{s.ShortestNotice}"),
            ]),
        ];
    }

    private const string Nothing = "No use of this time has been published yet.";

    private static string Of(long good, long all, string one, string many) =>
        good == all ? all == 1 ? $"The one {one}" : $"All {Words.Number(all)} {many}" : $"{Words.Number(good)} of {Words.Count(all, one, many)}";

    private static ScorecardLine PublishedPolicy(PolicyPack? policy)
    {
        const string Question = "Is there a published policy that says which law it rests on?";
        if (policy is null)
            return new(Question, ScorecardAnswer.No, "No policy is in force.");
        var open = policy.Citations.Values.Count(cited => cited.Any(c => c.Ours is null && c.CheckedOn is null));
        return new(Question, ScorecardAnswer.Yes, $"It can be read here, with where each rule comes from.{(open == 0 ? "" : $" Of {Words.Number(policy.Citations.Count)} rules and numbers {Words.Number(open)} were not yet checked against the document that they cite.")}");
    }

    private static ScorecardLine Oversight(PolicyPack? policy) => policy?.Authority switch
    {
        PolicyAuthority.Judge => new("Does anybody outside of the police decide?", ScorecardAnswer.Yes, "Under the policy in force a judge authorises each use."),
        PolicyAuthority.IndependentBody => new("Does anybody outside of the police decide?", ScorecardAnswer.Yes, "Under the policy in force an independent body authorises each use."),
        _ => new("Does anybody outside of the police decide?", ScorecardAnswer.No, "An officer of the force authorises each use. Whoever wants to check it has the notices, the records and the figures of all uses."),
    };

    /// <summary>The counts.</summary>
    private sealed class Sums(IReadOnlyList<ScorecardUse> uses)
    {
        public IReadOnlyList<ScorecardUse> Uses { get; } = uses;

        public bool IsEmpty => Uses.Count == 0;

        public string Outcome
        {
            get
            {
                var faces = Uses.Sum(u => u.Figures.FacesCompared);
                var wrong = new Proportion(Uses.Sum(u => u.Figures.False + u.Figures.ConfirmedFalse), faces);
                return $"{Words.Capital(Words.Count(Uses.Count, "use", "uses"))} compared {Words.Count(faces, "face", "faces")} and raised {Words.Count(Uses.Sum(u => u.Figures.Alerts), "alert", "alerts")}: "
                    + $"{Words.Number(Uses.Sum(u => u.Figures.ConfirmedTrue))} led to the right person, {Words.Number(wrong.Events)} were wrong, {Words.Number(Uses.Sum(u => u.Figures.Unconfirmed))} were never cleared up. "
                    + $"{Words.Capital(Words.Count(Uses.Sum(u => u.Figures.LfrArrests), "arrest", "arrests"))} followed. Wrong alerts per face: {wrong.RateInWords}{(wrong.IntervalInWords is { } range ? $" (95 %: {range})" : "")}. Trust has no figure.";
            }
        }

        public string LowestRank(PolicyPack? policy) => Uses.Select(u => u.Authorised).OfType<Signature>().ToArray() is { Length: > 0 } given ? $" (the lowest rank: {given.Min(g => g.Rank).InWords(policy)})" : "";

        public string ShortestNotice => Uses.Min(u => u.Figures.NoticeLead) is { } shortest ? $" The shortest came {Words.Duration(shortest)} before." : "";

        public int Count(Func<ScorecardUse, bool> fits) => Uses.Count(fits);

        public ScorecardLine Of(string question, long good, Func<long, long, string> because) => Of(question, good, Uses.Count, because);

        public ScorecardLine Of(string question, long good, long all, Func<long, long, string> because, string empty = Nothing) =>
            all == 0 ? new(question, ScorecardAnswer.NotYet, empty) : new(question, good == all ? ScorecardAnswer.Yes : ScorecardAnswer.No, because(good, all));
    }
}

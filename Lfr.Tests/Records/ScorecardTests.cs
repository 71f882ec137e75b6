using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Records;

/// <summary>What critics ask is answered by counting, and one use that falls short makes the answer no.</summary>
public sealed class ScorecardTests
{
    private static readonly ScorecardUse Good = new(
        new DeploymentFigures
        {
            FacesCompared = 9000, Alerts = 4, False = 1, ConfirmedTrue = 2, NotLocated = 1, LfrArrests = 1, ListSize = 120, NoticeLead = TimeSpan.FromDays(7), Disagreements = 1, AnsweredAfterTheScore = 0,
            PurgedAt = Given.Start.AddHours(10), PurgeDue = Given.Start.AddHours(24),
        },
        new Signature(Given.Id(1), "Helen Marsh", Rank.Superintendent, Given.Start.AddDays(-2)), Assessed: true, AtProtest: false, Staff: 3, Trained: 3, NoticeInTime: true, RecordInTime: true, SaysWhatWasLearnt: true, WasCorrected: false);

    /// <summary>What one use that falls short does to the answer, and the words that say by how much.</summary>
    public static TheoryData<string, Func<ScorecardUse, ScorecardUse>, string> ShortOf => new()
    {
        { "Was each use assessed and authorised before it began?", u => u with { Authorised = null }, "1 of 2 uses had an authority" },
        { "Was each use assessed and authorised before it began?", u => u with { Assessed = false }, "1 of 2 uses had an authority" },
        { "Were the people who used it trained?", u => u with { Trained = 2 }, "5 of 6 people named in the plans" },
        { "Was the reason of each use published, and was it thought about who protests there?", u => u with { AtProtest = null }, "1 of 2 plans said whether a protest was expected" },
        { "Did a person decide before anybody was stopped?", u => u with { Figures = u.Figures with { Open = 1 } }, "A person answered 7 of 8 alerts" },
        { "Was each use evaluated in public?", u => u with { RecordInTime = false }, "In time were 1" },
        { "Was each use evaluated in public?", u => u with { SaysWhatWasLearnt = false }, "1 of 2 uses had a record in time that says what was learnt." },
        { "Was the list destroyed in time?", u => u with { Figures = u.Figures with { PurgedAt = u.Figures.PurgeDue!.Value.AddSeconds(1) } }, "1 of 2 lists were destroyed" },
        { "Was the list destroyed in time?", u => u with { Figures = u.Figures with { PurgedAt = null } }, "1 of 2 lists were destroyed" },
        { "Was the public told in time?", u => u with { NoticeInTime = false, Figures = u.Figures with { NoticeLead = TimeSpan.FromHours(18) } }, "The shortest came 18 h before." },
    };

    [Theory]
    [MemberData(nameof(ShortOf))]
    public void OneUseThatFallsShort_MakesTheAnswerNo(string question, Func<ScorecardUse, ScorecardUse> spoil, string because)
    {
        Assert.Equal(ScorecardAnswer.Yes, Line([Good, Good], question).Answer);

        var line = Line([Good, spoil(Good)], question);

        Assert.Equal(ScorecardAnswer.No, line.Answer);
        Assert.Contains(because, line.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAUse_NothingIsClaimed()
    {
        var lines = Scorecard.Of([], Given.Uk, hasContact: true).SelectMany(h => h.Lines).ToArray();

        Assert.All(lines.Where(l => l.Answer == ScorecardAnswer.Yes), l => Assert.Contains(l.Question, (string[])
            ["Are there strict rules?", "Is there a published policy that says which law it rests on?", "Can somebody who was wronged complain?"]));
        Assert.Contains(lines, l => l.Answer == ScorecardAnswer.NotYet);
    }

    /// <summary>Whether the benefit is worth it is nobody's to compute.</summary>
    [Fact]
    public void Benefit_IsLeftToTheReader_WithTheFigures()
    {
        var line = Line([Good, Good], "Is the benefit greater than the distrust it may cause?");

        Assert.Equal(ScorecardAnswer.ForReader, line.Answer);
        Assert.Contains("2 uses compared 18,000 faces and raised 8 alerts: 4 led to the right person, 2 were wrong, 2 were never cleared up. 2 arrests followed. Wrong alerts per face: ", line.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutPolicyOrContact_TheAnswersAreNo()
    {
        foreach (var question in (string[])["Are there strict rules?", "Is there a published policy that says which law it rests on?", "Can somebody who was wronged complain?", "Does anybody outside of the police decide?"])
            Assert.Equal(ScorecardAnswer.No, Scorecard.Of([Good], null, hasContact: false).SelectMany(h => h.Lines).First(l => l.Question == question).Answer);
    }

    [Fact]
    public void JudgeWhoAuthorises_IsSomebodyOutsideOfThePolice() =>
        Assert.Equal(ScorecardAnswer.Yes, Scorecard.Of([Good], Given.Uk with { Authority = PolicyAuthority.Judge }, hasContact: true).SelectMany(h => h.Lines).First(l => l.Question == "Does anybody outside of the police decide?").Answer);

    [Fact]
    public void LowestRankThatAuthorised_IsNamed() =>
        Assert.Contains("(the lowest rank: inspector)", Line([Good, Good with { Authorised = Good.Authorised! with { Rank = Rank.Inspector } }], "Was each use assessed and authorised before it began?").Because, StringComparison.Ordinal);

    private static ScorecardLine Line(IReadOnlyList<ScorecardUse> uses, string question) => Scorecard.Of(uses, Given.Uk, hasContact: true).SelectMany(h => h.Lines).First(l => l.Question == question);
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Records;

/// <summary>The ten trials of 2016 to 2019: what is known, what the policy of their day says, and why they would be refused today.</summary>
public class TrialTests
{
    private static readonly Deployment Case = Trials.Romford.Case(Given.Id(5), "met-2019.1", Given.Planner.Sign(Given.Start));

    /// <summary>Nothing that was not published has become a nought.</summary>
    [Fact]
    public void WhatWasNotPublished_StaysUnknown()
    {
        Assert.Equal(Enumerable.Range(1, 10), Trials.All.Select(t => t.Number));
        Assert.Equal([null, 524, 50, 100, null, null, null, null, null, null], Trials.All.Select(t => t.Facts.ListSize));
        Assert.Equal([null, null, null, 0, 0, 0, 1, null, 3, 3], Trials.All.Select(t => t.Facts.LfrArrests));
        Assert.Equal([null, 100_000, null, null, null, null, null, null, null, null], Trials.All.Select(t => t.Facts.Faces));
        Assert.All(Trials.All, t => Assert.Null(t.Facts.Alerts));
        Assert.All(Trials.All, t => Assert.NotEmpty(t.Facts.Sources));
        Assert.Equal(("about 50", "not published", "about 100,000"), (Trials.All[2].Figures.ListInWords, Trials.All[0].Figures.ListInWords, Trials.All[1].Figures.FacesInWords));
    }

    /// <summary>Each figure that is there names where it was published; whatever names no place is not there.</summary>
    [Fact]
    public void EveryFigure_NamesItsSource_AndNoSourceIsOfAFigureThatIsNotThere() => Assert.All(Trials.All, trial =>
    {
        var figures = trial.Figures;
        var known = typeof(HistoricalFigures).GetConstructors()[0].GetParameters().Select(p => p.Name!).Except([nameof(HistoricalFigures.Source), nameof(HistoricalFigures.Caveat)])
            .Where(n => typeof(HistoricalFigures).GetProperty(n)!.GetValue(figures) is { } value and not IReadOnlyList<string> { Count: 0 });

        Assert.Equal(known.Order(StringComparer.Ordinal), figures.FigureSources.Keys.Order(StringComparer.Ordinal));
        Assert.All(figures.FigureSources.Values, s => Assert.True(s.Source.Length > 0 && s.Address is null or { Scheme: "https" }));
    });

    /// <summary>The Recorder named the ages of the three.</summary>
    [Fact]
    public void SecondDayAtRomford_HadAChildAmongTheThree() => Assert.Equal((3, 1, 1), (Trials.All[9].Facts.LfrArrests, Trials.All[9].Facts.LfrChildrenArrested, Trials.All[9].Facts.ChildrenArrested));

    [Fact]
    public void Days_AreAsFarKnownAsTheyAreSaid() =>
        Assert.Equal(("28 and 29 August 2016", "July 2018", "31 January 2019"), (Trials.All[0].When, Trials.All[5].When, Trials.Romford.When));

    /// <summary>Half of the names end with the month or the year of the date that follows them.</summary>
    [Fact]
    public void Heading_SaysTheDateOnce()
    {
        Assert.Equal(
            ("Notting Hill Carnival, 28 and 29 August 2016", "Stratford, July 2018", "Soho and Leicester Square, 18 December 2018", "Romford town centre, 31 January 2019"),
            (Trials.All[0].Title, Trials.All[5].Title, Trials.All[7].Title, Trials.Romford.Title));
        Assert.All(Trials.All, t => Assert.EndsWith(t.When, t.Title, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryTrial_UnderThePolicyOfItsDay_Passes() => Assert.All(Trials.All, trial =>
    {
        var then = Given.Library.InForce(trial.FirstDay)!;
        Assert.Equal("met-2019.1", then.Id);
        Assert.Empty(WouldBeRefusedToday.Reasons(then, trial));
    });

    [Fact]
    public void Romford_Today_WouldBeRefused()
    {
        var reasons = WouldBeRefusedToday.Reasons(Given.Uk, Trials.Romford);

        Assert.Equal(["R02", "R03", "R08", "R09", "R10", "R14", "R26", "R33"], reasons.Select(f => f.RuleId));
        Assert.Contains("Notice lead time is 18 h; less than 24 h", reasons.Single(f => f.RuleId == "R14").Sentence, StringComparison.Ordinal);
        Assert.Equal("1 person arrested after an alert was no longer wanted.", reasons.Single(f => f.RuleId == "R33").Sentence);
        Assert.Empty(WouldBeRefusedToday.NotJudged(Trials.Romford));
    }

    /// <summary>Hours that were never published break no rule; an announcement that nobody knows of is reported as missing.</summary>
    [Fact]
    public void WhatIsNotKnown_IsNoReason()
    {
        var (soho, second) = (WouldBeRefusedToday.Reasons(Given.Uk, Trials.All[7]), WouldBeRefusedToday.Reasons(Given.Uk, Trials.All[9]));

        Assert.DoesNotContain(soho, f => f.RuleId is "R07" or "R14");
        Assert.Equal("No announcement of it to the public is known.", soho.Single(f => f.RuleId == "R13").Sentence);
        Assert.DoesNotContain(second, f => f.RuleId is "R07" or "R13" or "R14");
        Assert.Equal(2, WouldBeRefusedToday.NotJudged(Trials.All[9]).Count);
    }

    [Fact]
    public void Romford_WasAnnouncedAtFourTheDayBefore_AndFourOfTheEightWereChildren()
    {
        var figures = Trials.Romford.Figures;

        Assert.Equal("30 January 2019, 16:00", Words.Moment(Trials.Romford.Notice(Given.Id(6), Case.Id, Given.Planner)!.Versions[0].By.At));
        Assert.Equal((8, 4, 3, 1, 1, 5), (figures.Arrests, figures.ChildrenArrested, figures.LfrArrests, figures.LfrChildrenArrested, figures.LfrNoLongerWanted, figures.WiderArrests));
        Assert.Equal(["no longer wanted", "no further action", "eleven weeks"], figures.LfrOutcomes.Zip((string[])["no longer wanted", "no further action", "eleven weeks"]).Where(p => p.First.Contains(p.Second, StringComparison.Ordinal)).Select(p => p.Second));
    }

    [Fact]
    public void FiguresOfThePast_BelongToCasesOfThePastOnly()
    {
        Assert.Equal(8, HistoricalFigures.Of(Case, Trials.Romford)!.Arrests);
        Assert.Null(HistoricalFigures.Of(Case, null)!.Arrests);
        Assert.Null(HistoricalFigures.Of(DeploymentCommands.In(DeploymentState.Published), Trials.Romford));
    }

    [Fact]
    public void Romford_IsKeptAsHistoryWithItsSource() =>
        Assert.Equal((DeploymentState.Published, Trials.Romford.Source, "met-2019.1"), (Case.State, Case.HistoricalSource, Case.PolicyId));
}

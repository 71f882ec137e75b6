using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Notices;

namespace Lfr.Tests.Features.Notices;

public sealed class NoticeWritingTests
{
    [Fact]
    public void Proposal_SaysWhatThePlanSays_InPlainWords()
    {
        var text = NoticeFromPlan.Write(Given.GoodPlan(), Given.Uk);

        Assert.Contains("South Street, by the station, Romford", text.Summary, StringComparison.Ordinal);
        Assert.Contains("Another way: The Parade.", text.AnotherWay, StringComparison.Ordinal);
        Assert.Contains("people wanted by the courts, people suspected of an offence and missing people who are at risk", text.WhoIsLookedFor, StringComparison.Ordinal);
        Assert.Contains("a mistaken alert within 24 hours, those of any other alert within 31 days, and the list within 24 hours after", text.WhatHappensToYourFace, StringComparison.Ordinal);
    }

    [Fact]
    public void Proposal_LeavesOutWhatThePlanDoesNotSay_SoThatItIsMissed()
    {
        var empty = Given.GoodPlan() with { Place = new Place("", "", "", ""), Criteria = new WatchlistCriteria("", new List<EntryCategory>()) };

        Assert.Equal(["Summary", "Who is looked for", "Another way", "Contact"], NoticeFromPlan.Write(empty, null).Missing());
    }

    /// <summary>What is the same in every notice of a force is typed once, in its settings.</summary>
    [Fact]
    public void Proposal_HasContactAndRightsOfTheForce()
    {
        var force = new Force("Borsetshire Police", new Uri("mailto:lfr@borsetshire.example")) { Rights = "Write to our data protection team." };

        var text = NoticeFromPlan.Write(Given.GoodPlan(), Given.Uk, force);

        Assert.Equal(("Write to our data protection team.", "lfr@borsetshire.example"), (text.YourRights, text.Contact));
        Assert.Empty(text.Missing());
        Assert.Contains("Information Commissioner", NoticeFromPlan.Write(Given.GoodPlan(), Given.Uk, force with { Rights = null }).YourRights, StringComparison.Ordinal);
    }

    [Fact]
    public void Proposal_FillsOnlyWhatIsEmpty()
    {
        var draft = new NoticeDraft(Given.NoticeText with { Why = "" });
        draft.FillFrom(NoticeFromPlan.Write(Given.GoodPlan(), Given.Uk));

        Assert.Equal(Given.NoticeText.Summary, draft.Summary);
        Assert.StartsWith("Find people wanted for violence.", draft.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_ShowOnlyWhatChanged()
    {
        var given = new Given();
        var notice = given.Notice();
        Given.Do(notice.Edit(Given.NoticeText with { Why = "Robberies doubled." }));
        Given.Do(notice.Publish(given.Plan with { Window = new Window(Given.Start.AddHours(1), Given.Start.AddHours(8)) }, "Later start", Given.Planner, Given.Start.AddDays(-2)));

        var differences = NoticeDifferences.Between(notice.Versions[0], notice.Versions[1], w => ForceTime.SpanWithWeekday(w.Start, w.End));

        Assert.Equal(["When", "Why here"], differences.Select(d => d.Part));
        Assert.Equal("Friday 5 June 2026, 11:00–18:00", differences[0].After);
    }
}

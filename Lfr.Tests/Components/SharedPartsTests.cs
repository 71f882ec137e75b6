using Bunit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components.Shared;
using MudBlazor.Services;

namespace Lfr.Tests.Components;

public sealed class SharedPartsTests : BunitContext, IAsyncLifetime
{
    private static readonly Finding Blocks = new("R13", "The notice is published", Weight.Block, "The notice is a draft.", "College of Policing APP", "the planner") { ToDo = "Publish it." };
    private static readonly Finding Warns = new("R14", "The notice gives at least 72 hours", Weight.Warn, "It gives 18 hours.", "force policy", "the planner");
    private static readonly Finding Met = new("R29", "The threshold is within the tested range", Weight.Met, "It is.", "NPL 2023", "");

    public static TheoryData<DeploymentState> DeploymentStates() => [.. Enum.GetValues<DeploymentState>()];

    public static TheoryData<EntryState> EntryStates() => [.. Enum.GetValues<EntryState>()];

    public static TheoryData<NoticeState> NoticeStates() => [.. Enum.GetValues<NoticeState>()];

    public SharedPartsTests()
    {
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Theory]
    [MemberData(nameof(DeploymentStates))]
    public void Status_OfADeployment_IsAWordAndAnIconBesideTheColour(DeploymentState state)
    {
        var chip = Render<StatusChip>(p => p.Add(c => c.Deployment, state));
        Assert.Equal(state.InWords(), chip.Find("span").TextContent.Trim(), ignoreCase: true);
        Assert.Equal("true", chip.Find("svg").GetAttribute("aria-hidden"));
    }

    [Theory]
    [MemberData(nameof(EntryStates))]
    public void Status_OfAnEntry_IsAWord(EntryState state) =>
        Assert.NotEmpty(Render<StatusChip>(p => p.Add(c => c.Entry, state)).Find("span").TextContent.Trim());

    [Theory]
    [MemberData(nameof(NoticeStates))]
    public void Status_OfANotice_IsAWord(NoticeState state) =>
        Assert.NotEmpty(Render<StatusChip>(p => p.Add(c => c.Notice, state)).Find("span").TextContent.Trim());

    [Fact]
    public void Findings_AreListedTheWeightiestFirst()
    {
        var list = Render<FindingList>(p => p.Add(l => l.Findings, [Met, Warns, Blocks]));
        Assert.Equal([Blocks.Sentence, Warns.Sentence, Met.Title], list.FindAll("strong").Select(e => e.TextContent));
    }

    [Fact]
    public void Finding_SaysWhatIsWrongWhatToDoAndWhoCan_NeverWhatWouldBeRight()
    {
        var text = Render<FindingList>(p => p.Add(l => l.Findings, [Blocks])).Find("li").TextContent;
        Assert.DoesNotContain(Blocks.Title, text, StringComparison.Ordinal);
        Assert.Contains("Blocks", text, StringComparison.Ordinal);
        Assert.Contains("R13 · College of Policing APP", text, StringComparison.Ordinal);
        Assert.Contains("The notice is a draft.", text, StringComparison.Ordinal);
        Assert.Contains("Publish it. The planner can do this.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_ThatIsMet_NamesNobodyWhoCouldClearIt() =>
        Assert.DoesNotContain("The planner", Render<FindingList>(p => p.Add(l => l.Findings, [Met with { ClearedBy = "the planner" }])).Markup, StringComparison.Ordinal);

    [Fact]
    public void Refusal_SaysWhatHappenedWhyAndWhatToDo_InThatOrder_AndIsAnnounced()
    {
        var alert = Render<OutcomeAlert>(p => p.Add(a => a.Outcome, Outcome.Refused(Blocks)));
        Assert.Equal("alert", alert.Find("section").GetAttribute("role"));
        var text = alert.Find("section").TextContent;
        Assert.DoesNotContain(Blocks.Title, text, StringComparison.Ordinal);
        string[] parts = ["Not done: a rule does not allow it", "The notice is a draft.", "Publish it. The planner can do this.", "R13 · College of Policing APP"];
        var places = parts.Select(p => text.IndexOf(p, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    /// <summary>What was refused is read at once, and again when it is refused again; a page that saves itself takes the focus from nobody.</summary>
    [Fact]
    public void EachNewRefusal_TakesTheFocus_UnlessThePageMustNot()
    {
        var alert = Render<OutcomeAlert>(p => p.Add(a => a.Outcome, Outcome.Refused(Blocks)));
        JSInterop.VerifyFocusAsyncInvoke(1);
        alert.Render(p => p.Add(a => a.Done, "Drawn again."));
        JSInterop.VerifyFocusAsyncInvoke(1);
        alert.Render(p => p.Add(a => a.Outcome, Outcome.Refused(Blocks)));
        JSInterop.VerifyFocusAsyncInvoke(2);
        alert.Render(p => p.Add(a => a.Outcome, Outcome.Done));
        alert.Render(p => p.Add(a => a.TakesFocus, false).Add(a => a.Outcome, Outcome.Refused(Blocks)));
        JSInterop.VerifyFocusAsyncInvoke(2);
    }

    [Fact]
    public void RefusalOfNoRule_NamesItsKindAndNoSource()
    {
        var text = Render<OutcomeAlert>(p => p.Add(a => a.Outcome, Outcome.Incomplete("No reason is given.", "Enter why."))).Find("section").TextContent;
        Assert.Contains("Not done: something is missing or does not fit", text, StringComparison.Ordinal);
        Assert.DoesNotContain("FORM", text, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusalByTwoRules_CountsThem() => Assert.Contains(
        "Not done: 2 rules do not allow it",
        Render<OutcomeAlert>(p => p.Add(a => a.Outcome, Outcome.Refused(Blocks, Blocks with { RuleId = "R17" }))).Markup, StringComparison.Ordinal);

    [Fact]
    public void Success_IsAShortLine_AndNothingWithoutOne()
    {
        Assert.Contains("Saved.", Render<OutcomeAlert>(p => p.Add(a => a.Outcome, Outcome.Done).Add(a => a.Done, "Saved.")).Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Render<OutcomeAlert>(p => p.Add(a => a.Outcome, Outcome.Done)).Markup.Trim());
        Assert.Empty(Render<OutcomeAlert>().Markup.Trim());
    }

    [Fact]
    public void PageHead_HasOneHeadingAndAWayBack()
    {
        var head = Render<PageHead>(p => p.Add(h => h.Title, "Romford town centre").Add(h => h.Trail, [("Deployments", "/deployments"), ("2026-014", null)]));
        Assert.Equal("Romford town centre", Assert.Single(head.FindAll("h1")).TextContent);
        Assert.Equal("/deployments", head.Find("nav a").GetAttribute("href"));
    }

    [Fact]
    public void Figure_SaysItsIntervalAndWhatItWasCountedOver()
    {
        var figure = Render<Figure>(p => p.Add(f => f.Value, "0.9").Add(f => f.Label, "false alerts").Add(f => f.Interval, "0.2–2.6").Add(f => f.N, 9000).Add(f => f.Of, "faces"));
        Assert.Equal("95 %: 0.2–2.6 · n = 9,000 faces", figure.Find(".detail").TextContent);
    }

    [Fact]
    public void Time_ShowsLondonAndTellsMachinesUtc()
    {
        var start = new DateTimeOffset(2026, 6, 5, 9, 0, 0, TimeSpan.Zero);
        var time = Render<TimeText>(p => p.Add(t => t.At, start).Add(t => t.To, start.AddHours(8)).Add(t => t.Form, TimeForm.Weekday)).Find("time");
        Assert.Equal("Friday 5 June 2026, 10:00–18:00", time.TextContent);
        Assert.Equal("2026-06-05T09:00:00Z", time.GetAttribute("datetime"));
    }

    [Fact]
    public void Timeline_SaysWhoDidWhatWhenAndWhy()
    {
        var step = new TimelineStep(new DateTimeOffset(2026, 6, 5, 9, 0, 0, TimeSpan.Zero), "Authority granted", "Helen Marsh, superintendent", "It is necessary.");
        var text = Render<TimelineList>(p => p.Add(l => l.Steps, [step])).Find("[role=list] > [role=listitem]").TextContent;
        Assert.Contains("5 June 2026, 10:00", text, StringComparison.Ordinal);
        Assert.Contains("Authority granted, Helen Marsh, superintendent", text, StringComparison.Ordinal);
        Assert.Contains("It is necessary.", text, StringComparison.Ordinal);
    }
}

using Bunit;
using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace Lfr.Tests.Features.Live;

/// <summary>What each of two people, and a third, see of one alert.</summary>
public sealed class AlertReviewTests : BunitContext, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = GivenAlert.RaisedAt.AddSeconds(30);
    private static readonly Actor Reed = Given.Person(71, "PC Reed", Rank.Constable, Roles.Operator);
    private static readonly Actor Shah = Given.Person(72, "PC Shah", Rank.Constable, Roles.EngagementOfficer);
    private static readonly Actor Third = Given.Person(73, "Sgt Third", Rank.Sergeant, Roles.Operator);

    private readonly Alert alert = GivenAlert.Raised();

    public AlertReviewTests()
    {
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        Services.AddSingleton(new CurrentActor(null!, null!, null!, TimeProvider.System));
        Services.AddSingleton(new AdjudicateAlert(null!)).AddSingleton(new CorrectAnswer(null!)).AddSingleton(new DecideAnswer(null!));
        Services.AddSingleton(new CheckAlertStatus(null!, null!)).AddSingleton(new CorrectAlertStatus(null!)).AddSingleton(new DispatchOfficers(null!, null!));
        Services.AddSingleton(new RecordEngagement(null!, null!, null!)).AddSingleton(new CorrectEngagement(null!, null!, null!)).AddSingleton(new DecideEngagement(null!, null!, null!));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void SecondPerson_IsShownWhatTheFirstAnswered()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.NotSame);
        Answer(Shah, Lfr.Shared.Alerts.Answer.Same);

        Assert.Equal(
            "PC Reed answered 'not the same person' first; you answered 'same person'. Officers cannot be sent until a third person decides.",
            Show(Shah).Find(".differ").TextContent);
        Assert.Equal(
            "You answered 'not the same person' first; PC Shah answered 'same person'. Officers cannot be sent until a third person decides.",
            Show(Reed).Find(".differ").TextContent);
    }

    [Fact]
    public void SecondPersonWhoAgrees_IsNamedBesideTheFirst()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.NotSame);
        Answer(Shah, Lfr.Shared.Alerts.Answer.NotSame);

        Assert.StartsWith("Not the same person, say PC Reed and PC Shah after", Show(Shah).Find(".said p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void SomebodyAboutToAnswer_KeepsTheQuestionWhileTheOtherAnswersAndSeesNeitherAnswerNorScore()
    {
        var page = Show(Shah);
        page.FindAll("button.answer")[0].Click();

        Answer(Reed, Lfr.Shared.Alerts.Answer.NotSame);
        page.Render(p => p.Add(r => r.Detail, Detail(Shah)));

        Assert.Contains("Is this the same person?", page.Find("legend").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("PC Reed", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Score", page.FindAll("dt").Select(d => d.TextContent));
    }

    [Fact]
    public void SomebodyWhoHasPickedNothing_IsShownTheAnswerOfTheOther()
    {
        var page = Show(Shah);

        Answer(Reed, Lfr.Shared.Alerts.Answer.NotSame);
        page.Render(p => p.Add(r => r.Detail, Detail(Shah)));

        Assert.StartsWith("Not the same person, says PC Reed", page.Find(".said p").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("legend"));
    }

    [Fact]
    public void ThirdPerson_DecidesFromTheImages_WithBothAnswersAndWithoutTheScore()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.NotSame);
        Answer(Shah, Lfr.Shared.Alerts.Answer.Same);

        var page = Show(Third);

        Assert.Equal("You decide: is this the same person?", page.Find("legend").TextContent);
        Assert.Equal(2, page.FindAll(".said li").Count);
        Assert.DoesNotContain("Score", page.FindAll("dt").Select(d => d.TextContent));
    }

    [Fact]
    public void NeitherOfTheTwo_IsAskedToDecide()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.NotSame);
        Answer(Shah, Lfr.Shared.Alerts.Answer.Same);

        Assert.Empty(Show(Reed).FindAll("legend"));
        Assert.Empty(Show(Shah).FindAll("legend"));
    }

    [Fact]
    public void Slip_IsTheAuthorsToCorrectForAMinuteOnly()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.NotSame);

        Assert.Equal("Change your answer (60 s) U", Button(Show(Reed), "Change"));
        Assert.Null(Button(Show(Reed, Now.AddSeconds(61)), "Change"));
        Assert.Equal("Change the answer U", Button(Show(Shah, Now.AddSeconds(61)), "Change"));
    }

    [Fact]
    public void EachAnswer_SaysWhetherItWasGivenBeforeOrAfterTheScore()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.NotSame);
        Given.Do(alert.CorrectAnswer(Lfr.Shared.Alerts.Answer.Same, "Look at the scar", 1, Shah, Now.AddMinutes(2)));

        var page = Show(Reed);

        Assert.Contains("after the score · correction by a second person", page.Find(".said p").TextContent, StringComparison.Ordinal);
        Assert.Contains("before the score", page.Find(".said li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OfficersSentBeforeTheAnswerChanged_AreToStopNobody()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.Same);
        Given.Do(alert.Dispatch(Reed, [], Now));
        Given.Do(alert.CorrectAnswer(Lfr.Shared.Alerts.Answer.NotSame, "Look at the nose", 1, Shah, Now.AddMinutes(2)));

        Assert.Contains("Tell them to stop nobody", Show(Reed).Find(".differ").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void NoLongerWanted_IsTheAuthorsToTakeBackForAMinuteOnly()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.Same);
        Given.Do(alert.CheckStatus(false, "PNC", 0, Reed, Now));

        Assert.Equal("Correct the status", Button(Show(Reed), "Correct the status"));
        Assert.Null(Button(Show(Reed, Now.AddSeconds(61)), "Correct the status"));
        Assert.Equal("Correct the status", Button(Show(Shah, Now.AddSeconds(61)), "Correct the status"));
    }

    [Fact]
    public void ReportsThatDiffer_AreShownToBothAndDecidedByAThird()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.Same);
        Given.Do(alert.Dispatch(Reed, [], Now));
        Given.Do(alert.Record(new Engagement(EngagementOutcome.Lost, IdentityCheck.NotEstablished, "", Disposal.NotApplicable, false, "", Reed.Sign(Now))));
        Given.Do(alert.Record(new Engagement(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, "documents", Disposal.Arrest, true, "", Shah.Sign(Now))));

        Assert.Equal(
            "PC Reed reported 'Seen, then lost' first; you reported 'Spoken to: The person sought, Arrest'. A third person decides which is right.",
            Show(Shah).Find(".differ").TextContent);
        Assert.Null(Button(Show(Shah, Now.AddSeconds(61)), "Decide the outcome"));
        Assert.Equal("Decide the outcome", Button(Show(Third), "Decide the outcome"));
    }

    [Fact]
    public void PhotographThatIsGone_IsASentenceAndNoBrokenPicture()
    {
        var page = Render<AlertReview>(p => p
            .Add(r => r.Detail, Detail(Reed) with { ReferenceTakenOn = null, ReferenceGone = "The photograph was deleted when R-0001 was removed from the list." })
            .Add(r => r.Now, Now).Add(r => r.Limits, new LiveLimits(30)).Add(r => r.MayDecide, true));

        Assert.Equal("The photograph was deleted when R-0001 was removed from the list.", page.Find(".gone").TextContent);
        Assert.Single(page.FindAll("figure img"));
    }

    [Fact]
    public void PassesThatRaisedNoAlert_AreListedAtIt_OnceItIsAnswered()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.Same);
        var detail = Detail(Reed);
        var pass = AlertRepeat.Of(new RepeatedPass(Given.Id(77), alert.Id, Given.Id(20), Now, 0.61f), "Camera 1");
        detail = detail with { Revealed = detail.Revealed! with { Repeats = [pass] } };

        var page = Render<AlertReview>(p => p.Add(r => r.Detail, detail).Add(r => r.Now, Now).Add(r => r.Limits, new LiveLimits(30)).Add(r => r.MayDecide, true));

        Assert.Equal("Seen again 1 time, without another alert", page.Find("details.repeats summary").TextContent);
        Assert.Contains("Camera 1 · score 0.61", page.Find("details.repeats li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void SiblingsThatAreKnown_AreShownBesideThePerson()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.Same);
        var detail = Detail(Reed);
        detail = detail with { Revealed = detail.Revealed! with { Person = ReadAlert.Sought(Given.GoodDetails() with { KnownSiblings = "Twin: R-00012" }, null) } };

        var page = Render<AlertReview>(p => p.Add(r => r.Detail, detail).Add(r => r.Now, Now).Add(r => r.Limits, new LiveLimits(30)).Add(r => r.MayDecide, true));

        Assert.Contains("Siblings or twinsTwin: R-00012 may be taken for this person", page.Find(".revealed").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The conditions of an order are no part of its reference: whoever meets the person reads them.</summary>
    [Fact]
    public void FieldsOfTheCategory_AreShownBesideThePerson()
    {
        Answer(Reed, Lfr.Shared.Alerts.Answer.Same);
        var order = Given.GoodDetails() with { Category = EntryCategory.SubjectToOrder, Fields = EntryFields.Of([new("conditions", "Not to enter South Street"), new("ends_on", "2027-01-31")]) };
        var detail = Detail(Reed);
        detail = detail with { Revealed = detail.Revealed! with { Person = ReadAlert.Sought(order, Given.Library.Find("uk-2026.2")) } };

        var page = Render<AlertReview>(p => p.Add(r => r.Detail, detail).Add(r => r.Now, Now).Add(r => r.Limits, new LiveLimits(30)).Add(r => r.MayDecide, true));

        Assert.Contains("BasisConditions that officers check: Not to enter South Street; Last day on which it holds, or of its next review: 31 January 2027", page.Find(".revealed").TextContent, StringComparison.Ordinal);
    }

    private static string? Button(IRenderedComponent<AlertReview> page, string starting) => page.FindAll("button")
        .Select(b => string.Join(' ', b.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).FirstOrDefault(t => t.StartsWith(starting, StringComparison.Ordinal));

    private void Answer(Actor by, Answer answer) => Given.Do(alert.Adjudicate(answer, "Ears and nose", Now, by, Now));

    private IRenderedComponent<AlertReview> Show(Actor reader, DateTimeOffset? now = null) => Render<AlertReview>(p => p
        .Add(r => r.Detail, Detail(reader)).Add(r => r.Now, now ?? Now).Add(r => r.Limits, new LiveLimits(30)).Add(r => r.MayDecide, true).Add(r => r.MayResolve, true));

    private AlertDetail Detail(Actor reader) => new(
        reader.UserId, AlertLine.Of(alert), alert.Revision, new DateOnly(2025, 11, 20), null, alert.Adjudications, alert.StatusChecks, alert.DispatchedBy, alert.Engagements,
        alert.Adjudication is not null || alert.Engagements.Count > 0 || alert.Adjudications.Any(a => a.By.UserId == reader.UserId)
            ? new RevealedAlert(0.71f, 0.54f, 0.22f, "R-0001", EntryCategory.WantedByCourts, [], null)
            : null);
}

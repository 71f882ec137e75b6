using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Alerts;

public class AlertTests
{
    private static readonly DateTimeOffset Now = GivenAlert.RaisedAt.AddSeconds(30);
    private static readonly Actor Someone = Given.Person(77, "Sam Someone", Rank.Constable, Roles.Operator);

    /// <summary>Which step is allowed in which state. Everything that is not here is refused. Everybody acts for the first time.</summary>
    private static readonly Dictionary<string, AlertState[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Claim"] = [AlertState.Raised, AlertState.UnderReview],
        ["Same"] = AllBut(AlertState.Closed),
        ["NotSame"] = AllBut(AlertState.Closed),
        ["CannotTell"] = AllBut(AlertState.Closed),
        ["Correct"] = [AlertState.False, AlertState.NotDetermined, AlertState.Credible, AlertState.Dispatched],
        ["Decide"] = [AlertState.Disputed],
        ["StillWanted"] = [AlertState.Credible, AlertState.Dispatched],
        ["NoLongerWanted"] = [AlertState.Credible, AlertState.Dispatched],
        ["CorrectStatus"] = [],
        ["Dispatch"] = [AlertState.Credible],
        ["NotLocated"] = [AlertState.Credible, AlertState.Dispatched, AlertState.Closed],
        ["Engaged"] = [AlertState.Dispatched, AlertState.Closed],
        ["CorrectOutcome"] = [AlertState.Closed],
        ["DecideOutcome"] = [],
    };

    public static TheoryData<string, AlertState> Cases()
    {
        var cases = new TheoryData<string, AlertState>();
        foreach (var step in Allowed.Keys)
        {
            foreach (var state in Enum.GetValues<AlertState>())
                cases.Add(step, state);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_InAState_IsAllowedOrRefusedWithItsReason(string step, AlertState state)
    {
        var alert = In(state);

        var outcome = Do(alert, step);

        Assert.Equal(Allowed[step].Contains(state), outcome.Succeeded);
        if (!outcome.Succeeded)
        {
            Assert.Equal(state, alert.State);
            Assert.True(outcome.IsRefusedAs(RefusalKind.State));
        }
    }

    [Fact]
    public void Alert_HowLongSoeverItWaits_NeverBecomesAYes()
    {
        var alert = In(AlertState.UnderReview);

        Says.RefusedBy("R31,R32,R33", alert.Dispatch(Given.Operator, RuleBook.Judge(Dossier(alert, Now.AddDays(1))), Now.AddDays(1)));
        Assert.Null(alert.Adjudication);
    }

    [Fact]
    public void Dispatch_BeforeAnybodyAnswered_IsRefusedByR31()
    {
        var alert = In(AlertState.Raised);

        Assert.Contains(alert.Dispatch(Given.Operator, RuleBook.Judge(Dossier(alert, Now)), Now).Refusals, f => f.RuleId == "R31");
    }

    [Fact]
    public void Dispatch_WithoutAStatusCheck_IsRefusedByR33()
    {
        var alert = In(AlertState.Credible);

        Assert.Equal("R33", Assert.Single(alert.Dispatch(Given.Operator, RuleBook.Judge(Dossier(alert, Now)), Now).Refusals).RuleId);
    }

    [Fact]
    public void Dispatch_AnsweredWithReasonsAndChecked_IsDone()
    {
        var alert = In(AlertState.Credible);
        Given.Do(Do(alert, "StillWanted"));

        Given.Do(alert.Dispatch(Given.Operator, RuleBook.Judge(Dossier(alert, Now)), Now));

        Assert.Equal((AlertState.Dispatched, "Olu Operator"), (alert.State, alert.DispatchedBy!.Name));
    }

    [Fact]
    public void Answer_WithoutReasons_IsRefusedByR32() =>
        Assert.Equal("R32", Assert.Single(In(AlertState.UnderReview).Adjudicate(Answer.Same, "  ", Now, Given.Operator, Now).Refusals).RuleId);

    [Fact]
    public void Claim_ByASecondPerson_KeepsTheFirst()
    {
        var alert = In(AlertState.Raised);
        Given.Do(alert.Claim(Given.Operator, Now));

        Given.Do(alert.Claim(Given.Engagement, Now.AddSeconds(3)));

        Assert.Equal("Olu Operator", alert.ClaimedBy!.Name);
    }

    [Fact]
    public void Engagement_WithoutAWayOfIdentifying_IsRefused()
    {
        var outcome = In(AlertState.Dispatched).Record(Engaged() with { IdentifiedBy = "" });

        Says.RefusedBy("FORM", outcome, "The alert alone does not establish it");
    }

    [Fact]
    public void Engagement_WithoutSayingWhatHappened_IsRefused() =>
        Says.RefusedBy("FORM", In(AlertState.Dispatched).Record(Engaged() with { Disposal = Disposal.NotApplicable }));

    [Fact]
    public void Purged_KeepsNumbersAndAnswersButNoPicture()
    {
        var alert = In(AlertState.Closed);

        alert.Purge(Now.AddDays(1));
        alert.Purge(Now.AddDays(2));

        Assert.Equal(Now.AddDays(1), alert.PurgedAt);
        Assert.Equal((null, null, null), (alert.Evidence.ProbeImageBlobId, alert.Evidence.ContextImageBlobId, alert.Evidence.ProbeTemplateBlobId));
        Assert.Equal(0.71f, alert.Evidence.Score);
        Assert.Single(alert.Adjudications);
    }

    [Fact]
    public void ContextFrame_Purged_LeavesTheFace()
    {
        var alert = In(AlertState.Closed);

        alert.PurgeContextFrame();

        Assert.Equal((Given.Id(601), null, Given.Id(603), null), (alert.Evidence.ProbeImageBlobId, alert.Evidence.ContextImageBlobId, alert.Evidence.ProbeTemplateBlobId, alert.PurgedAt));
    }

    private static AlertState[] AllBut(AlertState state) => [.. Enum.GetValues<AlertState>().Where(s => s != state)];

    private static AlertDossier Dossier(Alert alert, DateTimeOffset now) => new(alert, Given.Entry(1).SignedOff(), Given.Uk, now);

    private static Alert In(AlertState state)
    {
        var alert = GivenAlert.Raised();
        if (state != AlertState.Raised)
            Given.Do(alert.Claim(Given.Operator, Now));
        if (state is AlertState.False or AlertState.Disputed)
            Given.Do(alert.Adjudicate(Answer.NotSame, "Another nose", Now, Given.Operator, Now));
        if (state == AlertState.NotDetermined)
            Given.Do(alert.Adjudicate(Answer.CannotTell, "Too blurred", Now, Given.Operator, Now));
        if (state is AlertState.Credible or AlertState.Dispatched or AlertState.Closed)
            Given.Do(alert.Adjudicate(Answer.Same, "Scar over left brow", Now, Given.Operator, Now));
        if (state == AlertState.Disputed)
            Given.Do(alert.Adjudicate(Answer.Same, "Scar over left brow", Now, Given.Engagement, Now));
        if (state is AlertState.Dispatched or AlertState.Closed)
            Given.Do(alert.Dispatch(Given.Operator, [], Now));
        if (state == AlertState.Closed)
            Given.Do(alert.Record(Engaged()));
        Assert.Equal(state, alert.State);
        return alert;
    }

    private static Outcome Do(Alert alert, string step) => step switch
    {
        "Claim" => alert.Claim(Someone, Now),
        "Same" => alert.Adjudicate(Answer.Same, "Scar over left brow", Now, Someone, Now),
        "NotSame" => alert.Adjudicate(Answer.NotSame, "Another nose", Now, Someone, Now),
        "CannotTell" => alert.Adjudicate(Answer.CannotTell, "Too blurred", Now, Someone, Now),
        "Correct" => alert.CorrectAnswer(alert.State == AlertState.False ? Answer.CannotTell : Answer.NotSame, "Another nose", alert.Adjudications.Count, Someone, Now),
        "Decide" => alert.DecideAnswer(Answer.Same, "Scar over left brow", alert.Adjudications.Count, false, Someone, Now),
        "StillWanted" => alert.CheckStatus(true, "PNC", 0, Someone, Now),
        "NoLongerWanted" => alert.CheckStatus(false, "PNC", 0, Someone, Now),
        "CorrectStatus" => alert.CorrectStatus("PNC", 0, Someone, Now),
        "Dispatch" => alert.Dispatch(Someone, [], Now),
        "NotLocated" => alert.Record(NotLocated(Someone)),
        "CorrectOutcome" => alert.CorrectOutcome(NotLocated(Someone), alert.Engagements.Count),
        "DecideOutcome" => alert.DecideOutcome(NotLocated(Someone), alert.Engagements.Count),
        _ => alert.Record(Engaged(Someone)),
    };

    private static Engagement Engaged(Actor? by = null) =>
        new(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, "Documents", Disposal.Arrest, true, "", (by ?? Given.Engagement).Sign(Now.AddMinutes(5)));

    private static Engagement NotLocated(Actor by) =>
        new(EngagementOutcome.NotLocated, IdentityCheck.NotEstablished, "", Disposal.NotApplicable, false, "", by.Sign(Now.AddMinutes(5)));
}

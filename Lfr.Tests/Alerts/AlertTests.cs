using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Alerts;

public class AlertTests
{
    private static readonly DateTimeOffset Now = GivenAlert.RaisedAt.AddSeconds(30);

    /// <summary>Which step is allowed in which state. Everything that is not here is refused.</summary>
    private static readonly Dictionary<string, AlertState[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Claim"] = [AlertState.Raised, AlertState.UnderReview],
        ["Same"] = [AlertState.Raised, AlertState.UnderReview, AlertState.False, AlertState.NotDetermined, AlertState.Credible],
        ["NotSame"] = [AlertState.Raised, AlertState.UnderReview, AlertState.False, AlertState.NotDetermined, AlertState.Credible],
        ["CannotTell"] = [AlertState.Raised, AlertState.UnderReview, AlertState.False, AlertState.NotDetermined, AlertState.Credible],
        ["StillWanted"] = [AlertState.Credible, AlertState.Dispatched],
        ["NoLongerWanted"] = [AlertState.Credible, AlertState.Dispatched],
        ["Dispatch"] = [AlertState.Credible],
        ["NotLocated"] = [AlertState.Credible, AlertState.Dispatched, AlertState.Closed],
        ["Engaged"] = [AlertState.Dispatched, AlertState.Closed],
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
            Assert.Equal("STATE", Assert.Single(outcome.Refusals).RuleId);
        }
    }

    [Fact]
    public void Alert_HowLongSoeverItWaits_NeverBecomesAYes()
    {
        var alert = In(AlertState.UnderReview);

        Assert.False(alert.Dispatch(Given.Operator, RuleBook.Judge(Dossier(alert, Now.AddDays(1))), Now.AddDays(1)).Succeeded);
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
    public void Answer_Corrected_KeepsTheFirst()
    {
        var alert = In(AlertState.False);

        Given.Do(Do(alert, "Same"));

        Assert.Equal([Answer.NotSame, Answer.Same], alert.Adjudications.Select(a => a.Answer));
        Assert.Equal(AlertState.Credible, alert.State);
    }

    [Fact]
    public void Claim_ByASecondPerson_KeepsTheFirst()
    {
        var alert = In(AlertState.Raised);
        Given.Do(alert.Claim(Given.Operator, Now));

        Given.Do(alert.Claim(Given.Engagement, Now.AddSeconds(3)));

        Assert.Equal("Olu Operator", alert.ClaimedBy!.Name);
    }

    [Fact]
    public void NoLongerWanted_ClosesItWithoutAnEngagement()
    {
        var alert = In(AlertState.Credible);

        Given.Do(Do(alert, "NoLongerWanted"));

        Assert.Equal((AlertState.Closed, EngagementOutcome.StoodDown, Disposal.NoLongerWanted), (alert.State, alert.Engagement!.Outcome, alert.Engagement.Disposal));
        Assert.False(Do(alert, "Dispatch").Succeeded);
    }

    [Fact]
    public void StatusCheck_WithoutSayingWhere_IsRefused() =>
        Assert.Equal("FORM", Assert.Single(In(AlertState.Credible).CheckStatus(true, " ", Given.Operator, Now).Refusals).RuleId);

    [Fact]
    public void Engagement_WithoutAWayOfIdentifying_IsRefused()
    {
        var outcome = In(AlertState.Dispatched).Record(Engaged() with { IdentifiedBy = "" });

        Assert.Contains("The alert alone does not establish it", outcome.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Engagement_WithoutSayingWhatHappened_IsRefused() =>
        Assert.False(In(AlertState.Dispatched).Record(Engaged() with { Disposal = Disposal.NotApplicable }).Succeeded);

    [Fact]
    public void Engagement_Corrected_KeepsTheFirst()
    {
        var alert = In(AlertState.Closed);

        Given.Do(alert.Record(Engaged() with { Identity = IdentityCheck.ConfirmedFalse, Disposal = Disposal.MistakenIdentity }));

        Assert.Equal([IdentityCheck.ConfirmedTrue, IdentityCheck.ConfirmedFalse], alert.Engagements.Select(e => e.Identity));
    }

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

    private static AlertDossier Dossier(Alert alert, DateTimeOffset now) => new(alert, Given.Entry(1).SignedOff(), Given.Uk, now);

    private static Alert In(AlertState state)
    {
        var alert = GivenAlert.Raised();
        string[] way = state switch
        {
            AlertState.Raised => [],
            AlertState.UnderReview => ["Claim"],
            AlertState.False => ["NotSame"],
            AlertState.NotDetermined => ["CannotTell"],
            AlertState.Credible => ["Same"],
            AlertState.Dispatched => ["Same", "Dispatch"],
            _ => ["Same", "Dispatch", "Engaged"],
        };
        foreach (var step in way)
            Given.Do(Do(alert, step));
        Assert.Equal(state, alert.State);
        return alert;
    }

    private static Outcome Do(Alert alert, string step) => step switch
    {
        "Claim" => alert.Claim(Given.Operator, Now),
        "Same" => alert.Adjudicate(Answer.Same, "Scar over left brow", Now, Given.Operator, Now),
        "NotSame" => alert.Adjudicate(Answer.NotSame, "Another nose", Now, Given.Operator, Now),
        "CannotTell" => alert.Adjudicate(Answer.CannotTell, "Too blurred", Now, Given.Operator, Now),
        "StillWanted" => alert.CheckStatus(true, "PNC", Given.Operator, Now),
        "NoLongerWanted" => alert.CheckStatus(false, "PNC", Given.Operator, Now),
        "Dispatch" => alert.Dispatch(Given.Operator, [], Now),
        "NotLocated" => alert.Record(Engaged() with { Outcome = EngagementOutcome.NotLocated, Identity = IdentityCheck.NotEstablished, Disposal = Disposal.NotApplicable }),
        _ => alert.Record(Engaged()),
    };

    private static Engagement Engaged() =>
        new(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, "Documents", Disposal.Arrest, true, "", Given.Engagement.Sign(Now.AddMinutes(5)));
}

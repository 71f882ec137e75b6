using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Alerts;

/// <summary>Whose decisions the photographs of a list prove.</summary>
public sealed class EvidenceHoldersTests
{
    private static readonly DateTimeOffset Now = GivenAlert.RaisedAt.AddSeconds(30);
    private static readonly Actor Answered = Given.Person(81, "Ann Answered", Rank.Constable, Roles.Operator);
    private static readonly Actor Checked = Given.Person(82, "Cy Checked", Rank.Constable, Roles.Operator);
    private static readonly Actor Sent = Given.Person(83, "Sal Sent", Rank.Constable, Roles.Operator);
    private static readonly Actor Reported = Given.Person(84, "Rob Reported", Rank.Constable, Roles.EngagementOfficer);
    private static readonly Actor Decided = Given.Person(85, "Dee Decided", Rank.ChiefInspector, Roles.Silver);
    private static readonly Actor Looked = Given.Person(86, "Lou Looked", Rank.Constable, Roles.Operator);

    [Fact]
    public void Everybody_WhoSaidAnythingAboutAnAlert_DestroysNothing_AndWhoeverOnlyLookedMay()
    {
        Alert[] alerts = [Through(1), Disputed(2), GivenAlert.Raised(number: 3)];

        Assert.All(
            [Answered, Checked, Sent, Reported, Decided],
            person => Says.RefusedBy("ROLE", EvidenceHolders.MayDestroy(person, alerts), "destroys the photographs that show whether you were right. Leave it to a planner, a Silver commander or an operator who decided about none."));
        Given.Do(EvidenceHolders.MayDestroy(Looked, alerts));
        Given.Do(EvidenceHolders.MayDestroy(Answered, []));
    }

    /// <summary>What was corrected or overruled was said all the same.</summary>
    [Fact]
    public void WhoeverWasOverruled_IsAmongThem_AndOnesOwnAlertsAreCounted()
    {
        Assert.Contains(Checked.UserId, EvidenceHolders.Of(Disputed(2)));
        Says.RefusedBy("ROLE", EvidenceHolders.MayDestroy(Answered, [Through(1), Disputed(2), GivenAlert.Raised(number: 3)]), "You decided about 2 alerts of this deployment");
        Says.RefusedBy("ROLE", EvidenceHolders.MayDestroy(Reported, [Through(1), Disputed(2)]), "You decided about 1 alert of this deployment");
    }

    private static Alert Through(int number)
    {
        var alert = GivenAlert.Raised(number: number);
        Given.Do(alert.Claim(Looked, Now));
        Given.Do(alert.Adjudicate(Answer.Same, "Scar over left brow", Now, Answered, Now));
        Given.Do(alert.CheckStatus(true, "PNC", 0, Checked, Now));
        Given.Do(alert.Dispatch(Sent, [], Now));
        Given.Do(alert.Record(new Engagement(EngagementOutcome.NotLocated, IdentityCheck.NotEstablished, "", Disposal.NotApplicable, false, "", Reported.Sign(Now.AddMinutes(5)))));
        return alert;
    }

    private static Alert Disputed(int number)
    {
        var alert = GivenAlert.Raised(number: number);
        Given.Do(alert.Adjudicate(Answer.NotSame, "Another nose", Now, Answered, Now));
        Given.Do(alert.Adjudicate(Answer.Same, "Scar over left brow", Now, Checked, Now));
        Given.Do(alert.DecideAnswer(Answer.NotSame, "Another nose", alert.Adjudications.Count, false, Decided, Now));
        return alert;
    }
}

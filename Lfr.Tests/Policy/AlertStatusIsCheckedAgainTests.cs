using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class AlertStatusIsCheckedAgainTests
{
    [Fact]
    public void Status_NotChecked_SendsNobody() =>
        Says.Broken(Judge(a => a.CheckedAgo = null), "Whether R-0001 is still sought was not checked since the alert.");

    [Fact]
    public void Status_CheckedTenMinutesAgo_IsFresh() =>
        Says.Met(Judge(a => a.CheckedAgo = TimeSpan.FromMinutes(10)));

    [Fact]
    public void Status_CheckedElevenMinutesAgo_IsStale() =>
        Says.Broken(Judge(a => a.CheckedAgo = TimeSpan.FromMinutes(11)), "The check is 11 min old; more than 10 min. Check it again in");

    [Fact]
    public void Status_NoLongerWanted_SendsNobody() =>
        Says.Broken(Judge(a => a.StillWanted = false), "R-0001 is no longer sought, by PNC.");

    /// <summary>Another alert for the same person ended with an arrest after somebody had checked.</summary>
    [Theory]
    [InlineData(30, true)]
    [InlineData(90, false)]
    public void Entry_SuspendedAfterTheCheck_SendsNobody(int secondsAgo, bool refused)
    {
        var dossier = GivenAlert.Dossier();
        Given.Do(dossier.Entry.Suspend(EntryFate.Arrested, "Alert 3: arrest", [], Given.Engagement, dossier.Now.AddSeconds(-secondsAgo)));
        var verdict = new AlertStatusIsCheckedAgain().Judge(dossier);

        if (refused)
            Says.Broken(verdict, "R-0001 was suspended after the check: Alert 3: arrest.");
        else
            Says.Met(verdict);
    }

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<GivenAlert>? change = null) => new AlertStatusIsCheckedAgain().Judge(GivenAlert.Dossier(change));
}

using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class UrgentAuthorityIsCountersignedTests
{
    [Fact]
    public void AuthorityInTheUsualWay_NeedsNoCountersignature() => Says.Met(Judge());

    [Fact]
    public void UrgentAuthority_WithinItsHours_Stands()
    {
        var met = Judge(g => g.UrgentSince = g.Now.AddHours(-3));

        Says.Met(met);
        Assert.Contains("an officer of the rank of superintendent or above has to countersign it by 5 June 2026, 11:30", Judge(g => g.UrgentSince = g.Now.AddHours(-3)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void UrgentAuthority_OnTheMinute_IsOver() => Says.Broken(Judge(g => g.UrgentSince = g.Now.AddHours(-4)), "nobody countersigned it by 5 June 2026, 10:30");

    [Fact]
    public void UrgentAuthority_ThatLapsed_IsOverWhateverTheClockSays()
    {
        var dossier = Given.Dossier(g => g.UrgentSince = g.Now.AddHours(-1));
        Given.Do(dossier.Deployment.LapseUrgent(dossier.Now));

        Says.Broken(new UrgentAuthorityIsCountersigned().Judge(dossier), "Nobody countersigned the urgent authority");
    }

    private static Verdict Judge(Action<Given>? change = null) => new UrgentAuthorityIsCountersigned().Judge(Given.Dossier(change));
}

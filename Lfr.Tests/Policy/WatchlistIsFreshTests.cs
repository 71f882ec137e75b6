using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class WatchlistIsFreshTests
{
    [Fact]
    public void List_ThatIsNotSealed_IsRefused() =>
        Says.Broken(Judge(g => g.SealedAt = null), "not sealed yet");

    [Fact]
    public void List_SealedADayBefore_IsAllowed() =>
        Says.Met(Judge(g => g.SealedAt = Given.Start.AddHours(-24)));

    [Fact]
    public void List_SealedAMinuteEarlier_IsRefused() =>
        Says.Broken(Judge(g => g.SealedAt = Given.Start.AddHours(-24).AddMinutes(-1)), "The list was sealed 24 h 1 min before the start; at most 24 h are allowed.");

    [Fact]
    public void List_SealedInsideTheWindow_IsAllowed() =>
        Says.Met(Judge(g => g.SealedAt = Given.Start.AddMinutes(10)));

    [Fact]
    public void Entry_WhoseStatusIsOld_IsPointedOut() =>
        Says.Doubtful(Judge(g => g.Entries = [Given.Entry(1, d => d with { StatusVerifiedAt = Given.Start.AddHours(-25) }).SignedOff()]), "Whether R-0001 is still sought was last checked more than 24 h before the start.");

    [Fact]
    public void Plan_WithoutADate_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Window = null }), "Without a date");

    [Fact]
    public void Status_CheckedInTheFuture_IsRefused() =>
        Says.Broken(
            Judge(g => g.Entries = [Given.Entry(1, d => d with { StatusVerifiedAt = Given.Start.AddHours(1) }).SignedOff()]),
            "R-0001 says that the status was checked at a time that has not come yet.");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new WatchlistIsFresh().Judge(Given.Dossier(change));
}

using Lfr.Shared.Alerts;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Watchlists;

public class EntrySuspensionTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(1);

    [Fact]
    public void Suspended_SaysWhyByWhomAndWhen_AndKeepsItsPhotograph()
    {
        var entry = Suspended(Given.GalleryHash);

        Assert.Equal(("Alert 3: arrest", EntryFate.Arrested, Given.Engagement.Name, Now), (entry.Suspension!.Reason, entry.Suspension.Fate, entry.Suspension.By.Name, entry.Suspension.By.At));
        Assert.NotNull(entry.Photograph);
        Says.RefusedBy("CONFLICT", entry.Suspend(EntryFate.Located, "Found", [], Given.Silver, Now), "Ed Engagement suspended R-0001 at 11:00: Alert 3: arrest.");
    }

    [Fact]
    public void SuspendedEntry_IsStillUnderTheSealItWasIn_AndUnderNoOther()
    {
        var list = new Given().Watchlist();
        var entry = Suspended(list.Seal!.GalleryHash);

        Assert.True(entry.IsUnder(list.Seal));
        Assert.False(entry.IsUnder(list.Seal with { GalleryHash = "another" }));
        Assert.True(entry.WasIn(list.Seal.GalleryHash, Now));
    }

    [Fact]
    public void EntrySignedOffAfterTheLicence_IsNotInItsGallery()
    {
        var entry = Given.Entry(1).SignedOff();

        Assert.True(entry.WasIn(Given.GalleryHash, Given.Start));
        Assert.False(entry.WasIn(Given.GalleryHash, Given.Start.AddHours(-11)));
    }

    [Fact]
    public void SuspensionThatWasNotSignedOff_IsUnderNoSeal()
    {
        var entry = Given.Entry(1);
        Given.Do(entry.Suspend(EntryFate.NoLongerWanted, "Warrant withdrawn", [Given.GalleryHash], Given.Compiler, Now));

        Assert.Empty(entry.Suspension!.Galleries);
    }

    [Fact]
    public void Lifted_WaitsForSignOffAgain_ByNobodyWhoLiftedIt()
    {
        var entry = Suspended(Given.GalleryHash);

        Given.Do(entry.LiftSuspension("Released, wanted on another warrant", Given.Approver, Now.AddMinutes(9)));

        Assert.Equal(EntryState.Proposed, entry.State);
        Assert.Null(entry.Suspension);
        Assert.Empty(entry.CurrentApprovals);
        Assert.True(entry.WasCompiledBy(Given.Approver.UserId));
        Assert.Equal(("Released, wanted on another warrant", Given.Approver.Name), (entry.Suspensions[0].Lifted!.Reason, entry.Suspensions[0].Lifted!.By.Name));
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 9, Given.OtherApprover, [], Now.AddMinutes(10)));
        Assert.Equal(EntryState.Approved, entry.State);
    }

    [Fact]
    public void SuspensionOrLift_WithoutAReason_IsRefused()
    {
        var entry = Given.Entry(1).SignedOff();
        Assert.Equal("FORM", Assert.Single(entry.Suspend(EntryFate.Arrested, " ", [], Given.Silver, Now).Refusals).RuleId);
        Assert.Equal("FORM", Assert.Single(Suspended(Given.GalleryHash).LiftSuspension(" ", Given.Silver, Now).Refusals).RuleId);
    }

    [Fact]
    public void EveryFate_HasWords() => Assert.Distinct(Enum.GetValues<EntryFate>().Select(f => f.InWords()));

    private static WatchlistEntry Suspended(string gallery)
    {
        var entry = Given.Entry(1).SignedOff();
        Given.Do(entry.Suspend(EntryFate.Arrested, "Alert 3: arrest", [gallery, gallery], Given.Engagement, Now));
        return entry;
    }
}

using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Watchlists;

/// <summary>What is drawn follows from the seed alone, and what is found is kept once.</summary>
public class ListSampleTests
{
    private const string Seed = "00112233445566778899aabbccddeeff";

    /// <summary>Worked out with <c>sha256sum</c>, as an inspector would: another release must draw the same.</summary>
    [Fact]
    public void Ticket_IsTheHashThatAnInspectorComputes()
    {
        Assert.Equal("7a7781dd73c78ba56721c223d2e6bdb1a2ab6ba97ba1dedbe11c1eebaa00c007", ListSample.TicketOf(Seed, "R-00007"));
        Assert.Equal("9d60567c3f0bbaab41d50e230419c9029a30ecd8baed14298f88b090fdeb6172", ListSample.HashOf(["R-00002", "R-00001"]));
    }

    [Fact]
    public void Draw_IsTheSameAgain_WhateverTheOrderOfTheList_AndAnotherSeedDrawsOthers()
    {
        var list = List(1000);
        var drawn = ListSample.Draw(Given.Id(9), Given.DeploymentId, Seed, list, Given.Officer, Given.Start);
        var again = ListSample.Draw(Given.Id(10), Given.DeploymentId, Seed, [.. list.Reverse()], Given.Officer, Given.Start);
        var other = ListSample.Draw(Given.Id(11), Given.DeploymentId, Seed[..^1] + "0", list, Given.Officer, Given.Start);

        Assert.Equal((20, 1000), (drawn.Drawn.Count, drawn.Population));
        Assert.Equal(20, drawn.Drawn.Distinct().Count());
        Assert.Equal(drawn.Drawn, again.Drawn);
        Assert.Equal(drawn.PopulationHash, again.PopulationHash);
        Assert.NotEqual(drawn.Drawn, other.Drawn);
        Assert.Equal(3, ListSample.Draw(Given.Id(12), Given.DeploymentId, Seed, List(3), Given.Officer, Given.Start).Drawn.Count);
    }

    /// <summary>Every entry has the same chance: of 200 draws of 20 from 100 each comes some 40 times (standard deviation 5.7).</summary>
    [Fact]
    public void Draw_FavoursNobody()
    {
        var list = List(100);
        var drawn = Enumerable.Range(0, 200).SelectMany(n => ListSample.Draw(Given.Id(9), Given.DeploymentId, $"{n:x32}", list, Given.Officer, Given.Start).Drawn).CountBy(d => d.Reference).ToArray();

        Assert.Equal(100, drawn.Length);
        Assert.All(drawn, d => Assert.InRange(d.Value, 40 - (4 * 6), 40 + (4 * 6)));
    }

    [Fact]
    public void Finding_IsKeptOnce_WithItsReason_AboutWhatWasSeen()
    {
        var entry = Given.Entry(1).SignedOff();
        var sample = ListSample.Draw(Given.Id(9), Given.DeploymentId, Seed, [new DrawnEntry(entry.Id, entry.Reference)], Given.Officer, Given.Start);

        Says.RefusedBy("STATE", sample.Find(Given.Entry(2).SignedOff(), true, "Fine.", "", 9, Given.Officer, Given.Start), "was not drawn");
        Says.RefusedBy("FORM", sample.Find(entry, false, " ", entry.Hash(), 9, Given.Officer, Given.Start), "Nothing says why.");
        Says.RefusedBy("CONFLICT", sample.Find(entry, true, "The warrant stands.", "entry/1:00", 9, Given.Officer, Given.Start), "was changed");
        Given.Do(sample.Find(entry, true, "The warrant stands.", entry.Hash(), 9, Given.Officer, Given.Start));
        Says.RefusedBy("CONFLICT", sample.Find(entry, false, "No.", entry.Hash(), 9, Given.OtherApprover, Given.Start), $"{Given.Officer.Name} found R-0001 sound");
        Assert.Equal((1, 0, EntryState.Approved), (sample.Sound, sample.Unsound, entry.State));
    }

    [Fact]
    public void UnsoundEntry_GoesBack_AndIsNotSignedOffByWhatItHad()
    {
        var entry = Given.Entry(1).SignedOff();
        var sample = ListSample.Draw(Given.Id(9), Given.DeploymentId, Seed, [new DrawnEntry(entry.Id, entry.Reference)], Given.Officer, Given.Start);
        Given.Do(sample.Find(entry, false, "The warrant was executed.", entry.Hash(), 30, Given.Officer, Given.Start));

        Assert.Equal((EntryState.Returned, EntryVerdict.Returned, "The warrant was executed."), (entry.State, entry.Decisions[^1].Verdict, entry.Decisions[^1].Reasons));
        Given.Do(entry.Change(entry.Details with { LegalReference = "Warrant 2026/777" }, entry.Photograph!, Given.Compiler, Given.Start));
        Assert.Empty(entry.CurrentApprovals);
    }

    private static DrawnEntry[] List(int size) => [.. Enumerable.Range(1, size).Select(n => new DrawnEntry(Given.Id(n), Watchlist.ReferenceOf(n)))];
}

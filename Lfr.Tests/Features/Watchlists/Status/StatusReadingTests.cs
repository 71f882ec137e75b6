using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Watchlists.Status;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Watchlists.Status;

/// <summary>What Lfr believes of what a source says, and what it does not.</summary>
public class StatusReadingTests
{
    private static readonly DateTimeOffset Now = Given.Start;
    private readonly StatusReading reading = new(["NOM-1", "NOM-2"], new FakeTimeProvider(Now));

    [Fact]
    public void Sought_IsAConfirmation_AsOfItsCheck()
    {
        reading.Take(" nom-1 ", "SOUGHT", Now.AddHours(-1).ToString("O"));
        reading.Take("NOM-2", "sought", null);

        var reply = reading.Reply(null);
        Assert.Equal((new StatusSaid(null, Now.AddHours(-1)), new StatusSaid(null, Now), 0), (reply.People["NOM-1"], reply.People["NOM-2"], reply.NotBelieved));
    }

    [Theory]
    [InlineData("NOM-3", "arrested", null)]
    [InlineData(null, "arrested", null)]
    [InlineData("NOM-1", "wanted", null)]
    [InlineData("NOM-1", null, null)]
    [InlineData("NOM-1", "challenged", null)]
    [InlineData("NOM-1", "sought", "tomorrow")]
    [InlineData("NOM-1", "sought", "2031-01-01T00:00:00Z")]
    public void WhatCannotBe_IsCounted_AndDoesNothing(string? reference, string? status, string? checkedAt)
    {
        reading.Take(reference, status, checkedAt);

        Assert.Equal((0, 1), (reading.Reply(null).People.Count, reading.Reply(null).NotBelieved));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SaidTwice_WhatTakesThePersonOutOfSight_Counts(bool arrestFirst)
    {
        if (arrestFirst)
            reading.Take("NOM-1", "arrested", null);
        reading.Take("NOM-1", "sought", null);
        if (!arrestFirst)
            reading.Take("NOM-1", "arrested", null);

        Assert.Equal(EntryFate.Arrested, reading.Reply(null).People["NOM-1"].Fate);
    }

    [Fact]
    public void OfTwoChecks_TheOlderOneCounts()
    {
        reading.Take("NOM-1", "sought", null);
        reading.Take("NOM-1", "sought", Now.AddHours(-9).ToString("O"));

        Assert.Equal(Now.AddHours(-9), reading.Reply(null).People["NOM-1"].CheckedAt);
    }

    /// <summary>A wrong clock at the source may delay a confirmation; it keeps nobody before the cameras.</summary>
    [Fact]
    public void NoLongerSought_Counts_WhateverItsTime()
    {
        reading.Take("NOM-1", "located", "2031-01-01T00:00:00Z");
        reading.Take("NOM-2", "no-longer-wanted", "yesterday");

        Assert.Equal([EntryFate.Located, EntryFate.NoLongerWanted], reading.Reply(null).People.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value.Fate!.Value));
    }
}

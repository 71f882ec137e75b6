using Lfr.Shared.Records;

namespace Lfr.Tests.Records;

/// <summary>A year sums what means the same everywhere, and says what does not.</summary>
public class YearOfUsesTests
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    private static readonly YearUse Here = new(UseOrigin.Here, "Romford", "1 May 2026", Day) { ListSize = 900, Threshold = 0.54m, Faces = 10_000, Alerts = 4, False = 1, LfrArrests = 2 };

    private static readonly YearUse Theirs = new(UseOrigin.AsPublished, "Croydon", "2 May 2026", Day)
    {
        ListSize = 9_000, Threshold = 0.64m, Faces = 20_000, FacesAreEstimated = true, Alerts = 6, False = 2, LfrArrests = 3,
    };

    private static readonly YearUse Trial = new(UseOrigin.Trial, "Stratford", "July 2018", Day);

    [Fact]
    public void Counts_AreSummed_AndSayOfHowManyUses()
    {
        var sums = Of(Here, Theirs, Trial).Sums.ToDictionary(s => s.Label, s => s.InWords, StringComparer.Ordinal);

        Assert.Equal("3", sums["Uses"]);
        Assert.Equal("10 in 2 of 3 uses; not published of the others", sums["Alerts"]);
        Assert.Equal("5 in 2 of 3 uses; not published of the others", sums["Arrests after an alert"]);
        Assert.Equal("not published", Of(Trial).Sums.Single(s => s.Label == "Alerts").InWords);
        Assert.Equal("4", Of(Here).Sums.Single(s => s.Label == "Alerts").InWords);
    }

    /// <summary>Rates of two engines are never pooled, and a use without both counts is in neither.</summary>
    [Fact]
    public void Rates_StandApartByEngine()
    {
        var year = Of(Here, Theirs, Trial, Here with { Faces = null, False = 50 });

        Assert.Equal([new Proportion(1, 10_000), new Proportion(2, 20_000)], year.FalsePerFace.Select(r => r.Share));
        Assert.Contains("False alert rates stand apart, because different engines made them.", year.NotSummed);
        Assert.Contains("2 uses published no faces or no false alerts, and are in no rate.", year.NotSummed);
    }

    [Fact]
    public void WhatMeansSomethingElse_IsSaidAndNotSummed()
    {
        var said = string.Join('\n', Of(Here, Theirs).NotSummed);

        Assert.Contains("10,000 were counted in 1 use, 20,000 estimated in 1.", said, StringComparison.Ordinal);
        Assert.Contains("People on the lists: 900 to 9,000.", said, StringComparison.Ordinal);
        Assert.Contains("Thresholds of uses run with Lfr: 0.540. A threshold means something with one engine only.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("30,000", said, StringComparison.Ordinal);
    }

    /// <summary>A force may import a use that was also run in Lfr. Nobody can be sure of it, so both are counted, and the page points it out.</summary>
    [Fact]
    public void UseThatStandsThereTwice_IsPointedOut_AndAnotherPlaceOfTheDayIsNot()
    {
        var year = Of(Here, Theirs with { Name = "ROMFORD, South Street" }, Theirs, Here with { Name = "Ilford" });

        Assert.Equal("1 May 2026: Romford and ROMFORD, South Street are listed both as computed and as the force published them. If they are one use, it is counted twice above.", Assert.Single(year.NotSummed, r => r.Contains("counted twice", StringComparison.Ordinal)));
        Assert.DoesNotContain(Of(Here, Theirs).NotSummed, r => r.Contains("counted twice", StringComparison.Ordinal));
    }

    [Fact]
    public void AYearOfThousands_IsSummedAtOnce() =>
        Assert.Equal(80_000, Of([.. Enumerable.Repeat(Here, 20_000)]).Sums.Single(s => s.Label == "Alerts").Total);

    private static YearOfUses Of(params YearUse[] uses) => new(2026, uses, []);
}

using Lfr.Shared.Records.AsPublished;

namespace Lfr.Tests.Records.AsPublished;

/// <summary>Cells as forces write them.</summary>
public class CellReadingTests
{
    [Theory]
    [InlineData("06/04/23", "2023-04-06")] // Day first, as in the UK.
    [InlineData("6/4/2023", "2023-04-06")]
    [InlineData("2023-04-06", "2023-04-06")]
    [InlineData("06.04.2023", "2023-04-06")]
    [InlineData("6 April 2023", "2023-04-06")]
    [InlineData("6th April 2023", "2023-04-06")]
    [InlineData("Thursday 6 April 2023", "2023-04-06")]
    [InlineData("14-Sep-24", "2024-09-14")]
    [InlineData("14 Sept 2024", "2024-09-14")]
    [InlineData("29/02/24", "2024-02-29")]
    [InlineData("29/02/23", null)] // No such day.
    [InlineData("13/13/23", null)]
    [InlineData("April", null)]
    public void Day(string cell, string? day) => Assert.Equal(day, CellReading.Day(cell)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("5h03m", 303)]
    [InlineData("8h0m", 480)]
    [InlineData("5h40", 340)] // The m is often forgotten.
    [InlineData("6h 07m", 367)]
    [InlineData("4hr 47m", 287)]
    [InlineData("4 hrs 47 mins", 287)]
    [InlineData("4 hours and 47 minutes", 287)]
    [InlineData("0h33m", 33)]
    [InlineData("7h", 420)]
    [InlineData("4:47", 287)]
    [InlineData("6.5", 390)]
    [InlineData("6,5 h", 390)]
    [InlineData("95 min", 95)]
    [InlineData("5h75m", null)] // An hour has 60 minutes.
    [InlineData("all day", null)]
    [InlineData("7", null)] // Hours or minutes?
    public void Duration(string cell, int? minutes) => Assert.Equal(minutes, (int?)CellReading.Duration(cell)?.TotalMinutes);

    [Theory]
    [InlineData("9764", 9764L)]
    [InlineData("9,764", 9764L)]
    [InlineData("1 229 140", 1229140L)]
    [InlineData("9764.0", 9764L)] // As spreadsheets save a whole number.
    [InlineData("about 30,000", 30000L)]
    [InlineData("-3", -3L)] // Read, so that it can be called impossible.
    [InlineData("9,76", null)]
    [InlineData("3.5", null)]
    [InlineData("=1+1", null)]
    [InlineData("five", null)]
    [InlineData("99999999999999999999", null)]
    public void Count(string cell, long? count) => Assert.Equal(count, CellReading.Count(cell));

    [Theory]
    [InlineData("0.01%", "0.0001 0.0001")]
    [InlineData("0%", "0 0.01")]
    [InlineData("0.1 %", "0.001 0.001")]
    [InlineData("0,08%", "0.0008 0.0001")]
    [InlineData("0.08", "0.0008 0.0001")]
    [InlineData("low", null)]
    public void Rate(string cell, string? shareAndUnit) => Assert.Equal(
        shareAndUnit, CellReading.Rate(cell) is var (share, unit) ? FormattableString.Invariant($"{share / 1.0000000000m:0.######} {unit:0.######}") : null);

    [Theory]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("–")]
    [InlineData("N/A")]
    [InlineData("Not published")]
    public void Cell_ThatSaysNothing_IsNoError(string cell) => Assert.True(CellReading.SaysNothing(cell));
}

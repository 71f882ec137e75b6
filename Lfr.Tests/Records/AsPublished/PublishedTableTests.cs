using System.Text;
using Lfr.Shared.Records.AsPublished;
using Lfr.Tests.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Records;

namespace Lfr.Tests.Records.AsPublished;

/// <summary>What is said about a force's own table: each kind of fault that hand-made tables have, and the rows that have none.</summary>
public class PublishedTableTests
{
    private const string Heading =
        "location,date,duration,purpose_or_use_case,watchlist_size,threshold,alerts,true_confirmed,true_unconfirmed,false_confirmed,false_unconfirmed,false_alert_rate,arrests,other_disposals,no_action,faces_estimated";

    private const string Good = "Camden,06/04/23,5h03m,\"1,2\",9764,0.6,4,3,0,1,0,0.02%,2,1,1,5460";

    private static readonly DateOnly Today = new(2026, 11, 26);

    [Fact]
    public void Row_ThatAddsUp_IsAcceptedWithoutAWord()
    {
        var row = Assert.Single(Judge(Good));

        Assert.Empty(row.Findings);
        Assert.Equal(("Camden", new DateOnly(2023, 4, 6), TimeSpan.FromMinutes(303), "1,2", 9764L, 5460L), (row.Figures!.Location, row.Figures.Day, row.Figures.Duration, row.Figures.UseCases, row.Figures.ListSize, row.Figures.Faces));
    }

    [Theory]
    // 1 of 3,940 is 0.025 %: 0.01 % is neither rounded nor cut.
    [InlineData("Croydon,07/12/23,4h30m,1,12165,0.6,6,5,0,1,0,0.01%,4,1,0,3940", RowFindingKinds.Rate, "0.01% was printed, which does not follow: 1 false alert among 3,940 faces come to 0.025 %.")]
    // 2 of 2,040 is 0.098 %.
    [InlineData("Tooting,05/03/24,6h38m,1,12619,0.6,12,10,0,2,0,0.09%,4,6,0,2040", RowFindingKinds.Rate, "0.09% was printed, rounded down: 2 false alerts among 2,040 faces come to 0.098 %.")]
    [InlineData("Tooting,05/03/24,6h38m,1,12619,0.6,12,10,0,2,0,about nil,4,6,0,2040", RowFindingKinds.Rate, "cannot be read")]
    [InlineData("Tooting,05/03/24,6h38m,1,12619,0.6,12,10,0,2,0,0.09%,4,6,0,n/a", RowFindingKinds.NotPublished, "cannot be computed again")]
    [InlineData("Westminster,10/01/24,5h18m,1,12418,0.6,1,1,1,0,0,0%,1,0,0,14280", RowFindingKinds.Parts, "together 2; 1 alert was published")]
    [InlineData("Westminster,10/01/24,5h18m,1,12418,0.6,1,1,0,0,0,0%,3,0,0,14280", RowFindingKinds.Parts, "more than the 1 alert")]
    // 1 of 798: printed 0.1 % hides that it is above 1 in 1,000.
    [InlineData("Peckham,06/06/24,5h,1,12000,0.6,4,3,0,1,0,0.1%,2,1,0,798", RowFindingKinds.Limit, "more than 1 in 1,000, and the force gives no explanation. 0.1% was printed.")]
    // What is left out hides a false alert best.
    [InlineData("Peckham,06/06/24,5h,1,12000,0.6,5,3,0,,,,2,1,0,7980", RowFindingKinds.NotPublished, "5 alerts were published, and not how many were false.")]
    [InlineData("Peckham,06/06/24,5h,1,12000,0.6,5,,,1,0,0.01%,2,1,0,7980", RowFindingKinds.NotPublished, "Of 5 alerts, 1 was published as false; what the others were is not said.")]
    // Two outcomes from five alerts cannot be five and five more.
    [InlineData("Croydon,07/12/23,4h30m,1,12165,0.6,5,5,0,0,0,0%,0,5,5,3940", RowFindingKinds.Copied, "one column is probably a copy of the other")]
    public void Row_WithAFault_IsKeptAndSaidSo(string row, string kind, string words)
    {
        var judged = Assert.Single(Judge(row));

        Assert.False(judged.IsRefused);
        Assert.Contains(words, Assert.Single(judged.Findings, f => f.Kind == kind).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Judge(Good), r => r.Findings.Any(f => f.Kind == kind));
    }

    [Theory]
    [InlineData("Camden,27/11/26,5h03m,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460", "still to come")]
    [InlineData("Camden,06/04/14,5h03m,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460", "before the first use")]
    [InlineData("Camden,06/04/23,25h03m,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460", "of one day")]
    [InlineData("Camden,06/04/23,0h0m,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460", "no time at all")]
    [InlineData("Camden,06/04/23,5h03m,1,9764,60,0,0,0,0,0,0%,0,0,0,5460", "not between 0 and 1")]
    [InlineData("Camden,06/04/23,5h03m,1,9764,0.6,-1,0,0,0,0,0%,0,0,0,5460", "cannot be below 0")]
    [InlineData("Camden,06/04/23,5h03m,1,9764,0.6,2,2,0,0,0,0%,0,0,0,0", "without a single face")]
    [InlineData("Camden,06/04/23,5h03m,1,9764,0.6,2000,2000,0,0,0,0%,0,0,0,1500", "more than the 1,500 faces")]
    [InlineData("Camden,06/04/23,5h03m,1,9764,0.6,,,,20,0,,0,0,0,15", "20 false alerts are more than the 15 faces")]
    [InlineData("Camden,06/04/23,5h03m,1,0,0.6,2,2,0,0,0,0%,0,0,0,5460", "nobody on it")]
    public void Row_ThatCannotHaveBeenSo_IsRefused(string row, string words)
    {
        var judged = Assert.Single(Judge(row));

        Assert.True(judged.IsRefused);
        Assert.Contains(words, Assert.Single(judged.Findings, f => f.Kind == RowFindingKinds.Impossible).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",06/04/23,5h03m,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460", "No place is given.")]
    [InlineData("Camden,,5h03m,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460", "No date is given.")]
    [InlineData("Camden,April,5h03m,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460", "'April' in date cannot be read.")]
    [InlineData("Camden,06/04/23,long,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460", "'long' in duration cannot be read. Write it as 5h03m.")]
    [InlineData("Camden,06/04/23,5h03m,1,=2+2,0.6,0,0,0,0,0,0%,0,0,0,5460", "'=2+2' in watchlist_size cannot be read.")]
    [InlineData("Camden,06/04/23,5h03m", "The row has 3 cells and the heading 16.")]
    public void Row_ThatCannotBeRead_IsRefusedWithWhatToWrite(string row, string words)
    {
        var judged = Assert.Single(Judge(row));

        Assert.True(judged.IsRefused);
        Assert.Contains(judged.Findings, f => f.Kind == RowFindingKinds.Unreadable && f.Sentence.StartsWith(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Row_ThatStoodBefore_IsRefused_AndTheFirstStays()
    {
        var rows = Judge(Good, "Romford,03/04/24,6h37m,1,13098,0.6,0,0,0,0,0,0%,0,0,0,1803", Good);

        Assert.Equal([false, false, true], rows.Select(r => r.IsRefused));
        Assert.Contains("Row 1 is the same", Assert.Single(rows[2].Findings, f => f.Kind == RowFindingKinds.Repeated).Sentence, StringComparison.Ordinal);
    }

    /// <summary>Two vans at London Bridge on one day are two uses.</summary>
    [Fact]
    public void Row_OfTheSamePlaceAndDay_WithAnotherDuration_IsAnotherUse() =>
        Assert.All(Judge(Good, Good.Replace("5h03m", "5h04m", StringComparison.Ordinal)), r => Assert.Empty(r.Findings));

    [Fact]
    public void Row_OfTheSameUse_WithOtherFigures_IsKeptAndSaidSo()
    {
        var rows = Judge(Good, Good.Replace("5460", "5470", StringComparison.Ordinal));

        Assert.All(rows, r => Assert.False(r.IsRefused));
        Assert.Equal(RowFindingKinds.SameUse, Assert.Single(rows[1].Findings).Kind);
    }

    /// <summary>One row with twice the same number is chance; a whole column is none.</summary>
    [Fact]
    public void Column_ThatRepeatsAnother_IsSaidAtEachRowThatShowsIt()
    {
        string[] rows = [.. Enumerable.Range(1, 9).Select(n => $"Place {n},06/04/23,5h03m,1,9764,0.6,9,9,0,0,0,0%,1,{n % 3},{n % 3},5460")];

        Assert.Equal([true, true, false, true, true, false, true, true, false], Judge(rows).Select(r => r.Findings.Any(f => f.Kind == RowFindingKinds.Copied)));
        Assert.DoesNotContain(Judge([.. rows[..8], rows[8].Replace("%,1,0,0", "%,1,0,1", StringComparison.Ordinal)]), r => r.Findings.Any(f => f.Kind == RowFindingKinds.Copied));
    }

    /// <summary>When another country compared faces first is not known here: its own table is not refused by a British date.</summary>
    [Fact]
    public void Row_BeforeTheFirstUseInBritain_IsNoneOfAnotherCountry()
    {
        var rows = PublishedFile.Read(Encoding.UTF8.GetBytes($"{Heading}\nStrelsau,06/04/14,5h03m,1,9764,0.6,0,0,0,0,0,0%,0,0,0,5460\n"), new Dictionary<string, string>());

        Assert.True(Assert.Single(PublishedTable.Judge(rows, Given.Uk, Today)).IsRefused);
        Assert.True(Assert.Single(PublishedTable.Judge(rows, null, Today)).IsRefused);
        Assert.Empty(Assert.Single(PublishedTable.Judge(rows, Given.Uk with { TimeZone = "Europe/Bucharest" }, Today)).Findings);
    }

    /// <summary>A cell with a dash or a full stop is no explanation.</summary>
    [Theory]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("n/a")]
    public void Limit_WithAWordThatSaysNothing_IsAFinding(string remark) => Assert.Contains(
        JudgeFile($"{Heading},comments\nPeckham,06/06/24,5h,1,12000,0.6,4,3,0,1,0,0.13%,2,1,0,798,{remark}"), r => r.Findings.Any(f => f.Kind == RowFindingKinds.Limit));

    [Fact]
    public void Limit_WithAWordOfTheForce_IsNoFinding()
    {
        const string row = "Peckham,06/06/24,5h,1,12000,0.6,4,3,0,1,0,0.13%,2,1,0,798";

        Assert.Contains(Judge($"{Heading}\n{row}"), r => r.Findings.Any(f => f.Kind == RowFindingKinds.Limit));
        Assert.Empty(Assert.Single(JudgeFile($"{Heading},comments\n{row},Reviewed on 7 June: the lighting was changed.")).Findings);
    }

    [Theory]
    [InlineData("location;date;alerts\nCamden;06/04/23;2\n")] // Semicolons, where a comma writes decimals.
    [InlineData("location\tdate\talerts\r\nCamden\t06/04/23\t2\r\n")]
    [InlineData("\"Location\",\"Date\",\"Alerts\"\n\"Camden\",\"06/04/23\",\"2\"")]
    [InlineData("\uFEFFLocation , Date , Alerts\n Camden , 06/04/23 , 2 \n\n")]
    [InlineData("sep=;\nlocation;date;alerts\nCamden;06/04/23;2\n")]
    public void File_AsSpreadsheetsSaveIt_IsRead(string file)
    {
        var row = Assert.Single(JudgeFile(file));

        Assert.Equal(("Camden", new DateOnly(2023, 4, 6), 2L), (row.Figures!.Location, row.Figures.Day, row.Figures.Alerts));
    }

    [Fact]
    public void File_InTheOldWindowsAlphabet_IsRead()
    {
        var row = Assert.Single(PublishedFile.Read([.. Encoding.ASCII.GetBytes("location,date,alerts\nEaling B"), 0x92, .. Encoding.ASCII.GetBytes("way Stn,03/04/24,4\n")], new Dictionary<string, string>()));

        Assert.Equal("Ealing B’way Stn", row.Location);
    }

    [Fact]
    public void File_OfAnotherForce_IsReadByItsMap()
    {
        var map = new Dictionary<string, string> { ["location"] = "Where", ["date"] = "When", ["faces_estimated"] = "Crowd (est.)" };

        var row = Assert.Single(PublishedFile.Read(Encoding.UTF8.GetBytes("When,Where,Crowd (est.)\n6 April 2023,Queen Street,\"12,000\"\n"), map));

        Assert.Equal(("Queen Street", 12000L), (row.Figures!.Location, row.Figures.Faces));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("a,b\n1,2\n", "no column for location and date")]
    [InlineData("location,date\nCamden,06/04/23\n", "no figures that Lfr knows")]
    public void File_ThatIsNoTableOfUses_SaysWhatItLacks(string file, string words) =>
        Assert.Contains(words, Assert.Throws<UnreadableFileException>(() => JudgeFile(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_OfACell_IsCleaned() =>
        Assert.Equal("Camden", Assert.Single(JudgeFile("location,date,alerts\n\"Cam\u202Eden\u0007\",06/04/23,2\n")).Location);

    private static IReadOnlyList<PublishedRow> Judge(params string[] rows) => JudgeFile(rows is [var whole] && whole.StartsWith(Heading, StringComparison.Ordinal) ? whole : $"{Heading}\n{string.Join('\n', rows)}\n");

    private static IReadOnlyList<PublishedRow> JudgeFile(string file) =>
        PublishedTable.Judge(PublishedFile.Read(Encoding.UTF8.GetBytes(file), new Dictionary<string, string>()), Given.Uk, Today);
}

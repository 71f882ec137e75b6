using System.Text;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Import;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>From a file to the form for an entry: what a source system writes is understood, and what a form could not say is found.</summary>
public sealed class RowReadingTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);

    private readonly RowReading reading = new(new EntryDraftValidator(new FakeTimeProvider(ListTable.Checked.AddHours(1)), Given.Uk), Given.Uk, Day);

    [Fact]
    public void GoodRow_IsTheEntry()
    {
        var read = Read();
        Assert.Empty(read.Findings);
        Assert.Equal(Given.GoodDetails(2) with { StatusVerifiedAt = ListTable.Checked, ImageTakenOn = new DateOnly(2025, 11, 20) }, read.Details);
        Assert.Equal("1.jpg", read.Picture);
    }

    public static TheoryData<string, string, string> Files => new()
    {
        { "utf-8", ",", "\n" },
        { "utf-8", ";", "\r\n" },
        { "utf-16", "\t", "\r\n" },
        { "utf-16BE", ",", "\n" },
        { "windows-1252", ";", "\r\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfAnyEncodingDelimiterAndLineEnd_IsRead(string encoding, string separator, string end)
    {
        var written = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var text = ListTable.Csv([ListTable.Row(1, "1.jpg", (ListColumns.Name, "Zoë O’Brien, née Müller"))], separator, end);

        var row = Assert.Single(ListFile.Read([.. written.GetPreamble(), .. written.GetBytes(text)], new Dictionary<string, string>()));

        Assert.Equal(("NOM-0002", "Zoë O’Brien, née Müller"), (row.Reference, row[ListColumns.Name]));
    }

    [Fact]
    public void Names_InAnyScript_StayAsTheyAre() =>
        Assert.Equal("李小龍 Ольга علي", Read((ListColumns.Name, "李小龍 Ольга علي")).Details!.SubjectName);

    [Fact]
    public void Siblings_AreRead_AndMayBeLeftOut()
    {
        Assert.Equal("A twin, born 1988", Read((ListColumns.KnownSiblings, "A twin, born 1988")).Details!.KnownSiblings);
        Assert.Contains("500", Assert.Single(Read((ListColumns.KnownSiblings, new string('x', 501))).Findings).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_InPlainWords_AreUnderstood()
    {
        var row = Assert.Single(ListFile.Read(Encoding.UTF8.GetBytes("Source reference,Full name,Date of birth,DOB checked,Photograph\nN1,A B,1/2/1990,x,a.jpg\n"), new Dictionary<string, string>()));
        Assert.Equal(("N1", "A B", "1/2/1990", "a.jpg"), (row.Reference, row[ListColumns.Name], row[ListColumns.DateOfBirth], row[ListColumns.Picture]));
    }

    [Fact]
    public void Map_SaysWhichHeadingIsMeant_AndRefusesOneThatIsNotThere()
    {
        var file = Encoding.UTF8.GetBytes("Key;Who\nN1;A B\n");
        Assert.Equal("A B", ListFile.Read(file, new Dictionary<string, string> { [ListColumns.Reference] = "key", [ListColumns.Name] = "Who" })[0][ListColumns.Name]);
        Assert.Contains("no such heading", Assert.Throws<UnreadableFileException>(() => ListFile.Read(file, new Dictionary<string, string> { [ListColumns.Reference] = "Nominal" })).Message, StringComparison.Ordinal);
        Assert.Contains("no column for reference", Assert.Throws<UnreadableFileException>(() => ListFile.Read(file, new Dictionary<string, string>())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyRow_NamesEveryFieldThatTheFormWants()
    {
        var empty = Read([.. ListTable.Row(1, "").Keys.Where(k => k != ListColumns.Reference).Select(k => (k, ""))]);
        Assert.Null(empty.Details);
        Assert.All(empty.Findings, f => Assert.Equal((FindingKinds.Missing, true), (f.Kind, f.Refuses)));
        Assert.Equal(
            ["picture source", "picture date", "lawful holding", "name", "category", "legal reference", "date of birth", "justification", "why here and now", "necessity", "proportionality", "response", "status checked", "picture"],
            empty.Findings.Select(f => f.Sentence[4..f.Sentence.IndexOf(" is empty", StringComparison.Ordinal)]));
        Assert.Contains("The justification is empty. Enter why this person is listed.", empty.Findings.Select(f => f.Sentence));
    }

    /// <summary>Another country's table is read in the words of its pack, and England's are none of it.</summary>
    [Fact]
    public void Table_IsReadInTheWordsOfThePack()
    {
        var pack = Given.Uk with
        {
            Categories = [new PolicyCategory { Number = 801, Code = "S1", Title = "Runaway smuggler", Reference = "customs number" }],
            PictureSources = [new PolicyPictureSource { Number = 801, Code = "Customs", Title = "Customs house", Phrase = "from the customs house", Use = PictureUse.Allowed }],
        };
        var abroad = new RowReading(new EntryDraftValidator(new FakeTimeProvider(ListTable.Checked.AddHours(1)), pack), pack, Day);

        foreach (var (category, source) in (IEnumerable<(string, string)>)[("S1", "Customs house"), ("runaway smuggler", "customs"), ("S1 Runaway smuggler", "CUSTOMS HOUSE")])
        {
            var read = abroad.Read(Row((ListColumns.Category, category), (ListColumns.PictureSource, source)));
            Assert.Equal(((EntryCategory)801, (ImageSource)801), (read.Details!.Category, read.Details.ImageSource));
        }

        var english = abroad.Read(Row((ListColumns.Category, "W1"), (ListColumns.PictureSource, "Customs")));
        Assert.Equal("The category 'W1' is none that the policy knows. Enter one of: S1 Runaway smuggler.", Assert.Single(english.Findings).Sentence);
    }

    [Theory]
    [InlineData(ListColumns.Category, "W9", FindingKinds.Unknown, "The category 'W9' is none that the policy knows. Enter one of: W1 Wanted by the courts; W2")]
    [InlineData(ListColumns.Category, "Intelligence interest", FindingKinds.Unknown, "W7 Witness or victim.")]
    [InlineData(ListColumns.PictureSource, "Facebook", FindingKinds.Unknown, "Custody photograph; ")]
    [InlineData(ListColumns.Response, "shoot", FindingKinds.Unknown, "The response 'shoot'")]
    [InlineData(ListColumns.Flags, "armed", FindingKinds.Unknown, "The flag 'armed'")]
    [InlineData(ListColumns.DateOfBirth, "31/02/1990", FindingKinds.Date, "is no day. Write it as 31/01/2019.")]
    [InlineData(ListColumns.DateOfBirth, "14/03/2088", FindingKinds.Date, "14 March 2088 has not come yet. Check the year.")]
    [InlineData(ListColumns.DateOfBirth, "14/03/1788", FindingKinds.Date, "more than 120 years ago")]
    [InlineData(ListColumns.PictureDate, "yesterday", FindingKinds.Date, "The picture date 'yesterday' is no day.")]
    [InlineData(ListColumns.PictureDate, "20/11/2099", FindingKinds.Date, "has not come yet")]
    [InlineData(ListColumns.StatusChecked, "26/11/2025", FindingKinds.Date, "is no day and time")]
    [InlineData(ListColumns.StatusChecked, "26/11/2020 09:30", FindingKinds.Date, "Check the status again")]
    [InlineData(ListColumns.Name, "=HYPERLINK(\"x\")", FindingKinds.Formula, "is a formula")]
    [InlineData(ListColumns.Justification, "-2+3+cmd|' /C calc'!A0", FindingKinds.Formula, "is a formula")]
    public void Cell_ThatCannotBeRight_IsOneFinding(string column, string value, string kind, string words)
    {
        var finding = Assert.Single(Read((column, value)).Findings);
        Assert.Equal((kind, true), (finding.Kind, finding.Refuses));
        Assert.Contains(words, finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+44 20 7946 0000 called")]
    [InlineData("- seen at the station")]
    [InlineData("'-1 as a file of findings writes it")]
    public void Text_ThatOnlyBeginsLikeAFormula_IsNone(string text) => Assert.Empty(Read((ListColumns.Vulnerability, text), (ListColumns.ResponsePlan, "Care first")).Findings);

    [Theory]
    [InlineData("26/11/2008", AgeBand.Adult)]
    [InlineData("27/11/2008", AgeBand.Child13To17)]
    [InlineData("26/11/2013", AgeBand.Child13To17)]
    [InlineData("27/11/2013", AgeBand.Under13)]
    [InlineData("29/02/2008", AgeBand.Adult)]
    public void Age_IsThatOfTheDayOfTheDeployment(string born, AgeBand band) =>
        Assert.Equal(band, Read((ListColumns.DateOfBirth, born), (ListColumns.ChildWelfareReason, "At risk of harm"), (ListColumns.PictureDate, ListTable.Checked.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))).Details!.AgeBand);

    [Fact]
    public void Flag_ThatDoesNotFitTheAge_IsAFinding_AndTheYoungerCounts()
    {
        var read = Read((ListColumns.Flags, "under 18"), (ListColumns.ChildWelfareReason, "At risk of harm"));
        Assert.Equal("The flags say 13 to 17, and by date of birth or age the person is 18 or over on 26 November 2026. Correct one of them.", Assert.Single(read.Findings).Sentence);
        Assert.Equal(AgeBand.Child13To17, read.Details!.AgeBand);
    }

    [Fact]
    public void Child_WithoutAReason_IsRefused_AsTheFormRefuses() =>
        Assert.Contains(Read((ListColumns.DateOfBirth, "27/11/2010")).Findings, f => f.Kind == FindingKinds.Missing && f.Sentence == "The child welfare reason is empty. Enter why this exception is right for the child or the public.");

    [Fact]
    public void Flags_AreCarriedOver() => Assert.Equal(
        "Flagged in the source system: vulnerable, gender reassignment.", Read((ListColumns.Flags, "Vulnerable; gender reassignment")).Details!.Vulnerability);

    [Fact]
    public void StatusTime_WithItsOwnZone_IsThatMoment()
    {
        var at = ListTable.Checked;
        var written = at.ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(at, Read((ListColumns.StatusChecked, written)).Details!.StatusVerifiedAt);
    }

    [Fact]
    public void RowOfAnotherLength_IsNotGuessedAt()
    {
        var text = ListTable.Csv([ListTable.Row(1, "1.jpg")]).TrimEnd() + ",more";
        var read = reading.Read(ListFile.Read(Encoding.UTF8.GetBytes(text), new Dictionary<string, string>())[0]);
        Assert.Equal(FindingKinds.Cut, Assert.Single(read.Findings).Kind);
    }

    private ReadRow Read(params IReadOnlyList<(string Column, string Value)> changes) => reading.Read(Row(changes));

    private static ListRow Row(params IReadOnlyList<(string Column, string Value)> changes) => ListTable.Read(ListTable.Row(1, "1.jpg", changes))[0];
}

using System.Text;
using Lfr.Tests.Support;
using Lfr.Web.Components;

namespace Lfr.Tests.Components;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("+44 20 7946 0000", "\"'+44 20 7946 0000\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("a;=1", "\"a;=1\"")]
    [InlineData("Said \"no\", twice", "\"Said \"\"no\"\", twice\"")]
    [InlineData("plain", "plain")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(1234567L, "1234567")]
    public void Cell_IsText_NeverAFormula_AndANumberStaysOne(object? value, string cell) => Assert.Equal($"heading\r\n{cell}\r\n", Text(value));

    [Fact]
    public void NothingKnown_IsAnEmptyCell() =>
        Assert.Equal("\uFEFFfirst,second\r\n,1\r\n", Encoding.UTF8.GetString(CsvTable.Write([new CsvColumn<int>("first", _ => null), new CsvColumn<int>("second", n => n)], [1])));

    [Fact]
    public void Moment_IsUtcToTheSecond() =>
        Assert.Equal("heading\r\n2026-06-05T09:00:00Z\r\n", Text(new DateTimeOffset(2026, 6, 5, 10, 0, 0, TimeSpan.FromHours(1))));

    [Fact]
    public void File_BeginsWithAByteOrderMark() =>
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'h'], CsvTable.Write([new CsvColumn<int>("heading", n => n)], [1]).Take(4));

    [Fact]
    public void EveryCsvFile_IsWrittenHere()
    {
        var others = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Lfr.Web"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.EndsWith("CsvTable.cs", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f) is var text && (text.Contains("text/csv", StringComparison.Ordinal) || text.Contains("CsvWriter", StringComparison.Ordinal)));

        Assert.Empty(others);
    }

    private static string Text(object? value) => Encoding.UTF8.GetString(CsvTable.Write([new CsvColumn<object?>("heading", v => v)], [value])).TrimStart('\uFEFF');
}

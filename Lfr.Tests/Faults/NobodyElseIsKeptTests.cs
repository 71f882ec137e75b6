using System.Text;
using Lfr.Tests.Pipeline;

namespace Lfr.Tests.Faults;

public sealed class NobodyElseIsKeptTests : IClassFixture<NobodyElseIsKept>
{
    private readonly NobodyElseIsKept day;

    public NobodyElseIsKeptTests(NobodyElseIsKept day)
    {
        WalkRun.SkipUnlessPossible();
        this.day = day;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void MarkerFace_IsComparedAndDiscarded_AndIsOnNoList()
    {
        Assert.DoesNotContain(NobodyElseIsKept.Marker, WalkRun.Listed);
        Assert.True(day.MarkerTemplates >= 20, $"Only {day.MarkerTemplates} templates of the marker were made.");
        Assert.True(day.Runs > 50_000, $"Only {day.Runs} runs of bytes are looked for.");
        Assert.True(day.Counted.FacesCompared >= 4 && day.Counted.FacesDiscarded >= 1, $"The worker counted {day.Counted}.");
    }

    [Fact]
    public void NoPixelAndNoTemplateByteOfTheMarker_IsInDatabaseLogOutboxOrTemporaryFiles()
    {
        Assert.Equal(["while it is live", "after the end", "after the close-down"], day.Looked.Keys);
        Assert.All(day.Looked.Values, files => Assert.True(files >= 4, "The data folder has at least the database and the keys."));
        Assert.Empty(day.Found);
    }

    [Fact]
    public void NobodyBesideAnAlert_CanBeRecognisedInThePicturesThatAreKept()
    {
        Assert.True(day.Pictures >= 6);
        // Otherwise nothing is proved. Which frames alerts keep depends on how fast the engine was: in some, somebody is half turned away or only just in the picture.
        var known = day.Beside.Count(one => one.InTheFrame >= 0.8);
        Assert.True(known >= 3 && known * 2 > day.Beside.Count, $"Only {known} of {day.Beside.Count} ought to be recognised in the frame itself.");
        Assert.All(day.Beside, one => Assert.True(one.InWhatIsKept < 0.4, $"{one.Person} can be recognised in what is kept: {one.InWhatIsKept}."));
    }

    [Fact]
    public void AfterTheCloseDown_NothingIsLeftOfTheList() => Assert.Equal(0, day.Left);

    [Theory]
    [InlineData("pixels")]
    [InlineData("template")]
    [InlineData("base64")]
    [InlineData("fragment")]
    public async Task MarkerThatWasWritten_WouldBeFound(string kind)
    {
        var (pixels, template) = await NobodyElseIsKept.MarkerBytesAsync();
        var planted = kind switch
        {
            "pixels" => pixels,
            "template" => template,
            "base64" => Encoding.ASCII.GetBytes("{\"probeTemplate\":\"" + Convert.ToBase64String(template) + "\"}"),
            _ => template[1001..1101],
        };
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, [.. new byte[4099], .. planted, .. new byte[77]], Cancellation);

            Assert.Contains(NobodyElseIsKept.Marker, day.FindIn(file) ?? "", StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

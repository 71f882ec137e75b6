using Lfr.Shared.Records.AsPublished;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Records.AsPublished;

public class ForceColumnMapTests
{
    private static readonly Dictionary<string, string> Essex = new(StringComparer.Ordinal) { ["location"] = "Where", ["date"] = "When", ["faces_estimated"] = " Crowd ", ["remarks"] = "" };

    [Fact]
    public void Map_IsKeptUnderTheForcesName_HoweverItIsWritten()
    {
        var map = ForceColumnMap.Begin(Given.Id(1));

        Given.Do(map.Keep(" Essex Police ", Essex, Given.Officer, Given.Start));

        Assert.Equal(("Essex Police", "essex_police", "Crowd", ""), (map.Name, map.Key, map.Headings["faces_estimated"], map.Headings["remarks"]));
        Assert.Equal(map.Key, ForceColumnMap.KeyOf("ESSEX-police"));
    }

    [Theory]
    [InlineData("", "location", "Where", "no name")]
    [InlineData("–", "location", "Where", "no name")]
    [InlineData("Essex", "place_of_birth", "Where", "Lfr knows no column place_of_birth")]
    [InlineData("Essex", "location", "", "names no heading")]
    public void MapThatIsNone_IsRefused(string name, string column, string heading, string words) =>
        Says.RefusedBy("FORM", ForceColumnMap.Begin(Given.Id(1)).Keep(name, new Dictionary<string, string> { [column] = heading }, Given.Officer, Given.Start), words);

    [Fact]
    public void MapWithOneHeadingForTwoColumns_OrTextWithoutEnd_IsRefused()
    {
        Says.RefusedBy("FORM", ForceColumnMap.Judge("Essex", new Dictionary<string, string> { ["alerts"] = "Alerts", ["arrests"] = "ALERTS " }), "Two columns are read from the heading alerts");
        Says.RefusedBy("FORM", ForceColumnMap.Judge("Essex", new Dictionary<string, string> { ["alerts"] = new('x', 101) }), "too long");
        Says.RefusedBy("FORM", ForceColumnMap.Judge(new string('x', 101), Essex), "too long");
    }
}

using System.CommandLine;
using System.Text.Json;
using System.Xml.Linq;
using Lfr.Inference.Evaluation;
using Lfr.Inference.Evaluation.Reports;
using Lfr.Tests.Support;

namespace Lfr.Tests.Evaluation;

public sealed class ReportTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Plot Sample = new(
        "sample", "Missed & <falsely> found", "n = 1,240 pictures.",
        PlotAxis.LogRate("FPIR", 1e-3), PlotAxis.DeviateRate("FNIR"),
        [new PlotSeries("100 listed", [(0.001, 0.1), (0.01, 0.05), (0.1, 0.01)]), new PlotSeries("300 listed", [(0.01, 0.1)], Filled: true)],
        [new PlotGuide("target 1 %", 0.01, Vertical: true)]);

    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-report").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Plot_IsSvg_WithItsLinesGuidesLabelsAndCaption()
    {
        var svg = XDocument.Parse(SvgPlot.Write(Sample)).Root!;
        var texts = svg.Elements(Svg + "text").Select(t => t.Value).ToArray();

        Assert.Equal(Svg + "svg", svg.Name);
        Assert.Equal("Missed & <falsely> found", svg.Element(Svg + "title")!.Value);
        Assert.Equal(2, svg.Elements(Svg + "path").Count(p => (string?)p.Attribute("class") == "line"));
        Assert.Single(svg.Elements(Svg + "path"), p => (string?)p.Attribute("class") == "area");
        Assert.Single(svg.Elements(Svg + "line"), l => (string?)l.Attribute("class") == "guide");
        foreach (var text in new[] { "FPIR", "FNIR", "0.1 %", "100 %", "target 1 %", "100 listed", "n = 1,240 pictures." })
            Assert.Contains(text, texts);
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "image" or "script" or "use");
    }

    [Theory]
    [InlineData(0.001, 0)]
    [InlineData(0.0316227766, 0.5)]
    [InlineData(1, 1)]
    [InlineData(1e-9, 0)]
    public void LogarithmicAxis_PlacesDecadesEvenly(double value, double place) => Assert.Equal(place, PlotAxis.LogRate("x", 1e-3).Place(value), 1e-6);

    /// <summary>Quantiles of the normal distribution: 2.3263 at 1 %, 0 at a half, 1.2816 at 90 %.</summary>
    [Fact]
    public void DeviateAxis_PlacesByTheNormalQuantile()
    {
        var axis = new PlotAxis("x", AxisScale.NormalDeviate, 0.01, 0.99, [], Percent: true);
        Assert.Equal(0.5, axis.Place(0.5), 1e-4);
        Assert.Equal((1.28155 + 2.32635) / (2 * 2.32635), axis.Place(0.9), 1e-4);
    }

    [Fact]
    public void Page_StandsAlone_AndEscapesWhatItIsGiven()
    {
        var page = HtmlReport.Write(new ReportPage(
            "A <title>", ["Data & more."], [new ReportSection("Table", ["Name", "Rate"], [["<b>", "1 %"]], "Note.", Sample)], ["What is not shown."]));

        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("A &lt;title&gt;", page, StringComparison.Ordinal);
        foreach (var reference in new[] { "src=", "href=", "url(", "@import", "<script", "<img", "<link" })
            Assert.DoesNotContain(reference, page, StringComparison.OrdinalIgnoreCase);
        Assert.All(page.Split("http").Skip(1), rest => Assert.True(
            rest.StartsWith("://www.w3.org/2000/svg\"", StringComparison.Ordinal) || rest.StartsWith("-equiv", StringComparison.Ordinal)));
        Assert.Contains("What this does not show", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identify", "does not exist")]
    [InlineData("conditions", "does not exist")]
    [InlineData("calibrate", "does not exist")]
    public async Task FolderThatIsMissing_IsNamed(string verb, string sentence)
    {
        var (exit, _, errors) = await Run(verb, "--images", Path.Combine(_folder, "nowhere"));
        Assert.Equal(1, exit);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnePersonAlone_IsNobodyToCompareWith()
    {
        Copy("02", "portrait", "v1_yaw");
        var (exit, _, errors) = await Run("identify", "--images", _folder);
        Assert.Equal(1, exit);
        Assert.Contains("one person only", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_ByName_WritePageJsonAndNoFace()
    {
        TestModels.FolderOrSkip();
        foreach (var person in new[] { "02", "03", "04" })
            Copy(person, "portrait", "v1_yaw", "v2_side_light");
        var report = Path.Combine(_folder, "..", Path.GetFileName(_folder) + "-report");
        try
        {
            var (exit, output, errors) = await Run("conditions", "--images", _folder, "--by-name", "--json", "--report", report);

            Assert.Equal((0, ""), (exit, errors));
            var rows = JsonDocument.Parse(output).RootElement.GetProperty("rows").EnumerateArray().ToArray();
            Assert.Equal(["v1_yaw", "v2_side_light"], rows.Select(r => r.GetProperty("condition").GetString()));
            Assert.All(rows, r => Assert.Equal(3, r.GetProperty("mated_probes").GetInt32()));
            Assert.Equal(["report.html", "report.json"], Directory.GetFiles(report).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            if (Directory.Exists(report))
                Directory.Delete(report, recursive: true);
        }
    }

    [Fact]
    public async Task Conditions_ByPose_PartThePicturesByHowFarTheHeadIsTurned()
    {
        TestModels.FolderOrSkip();
        foreach (var person in new[] { "02", "03", "04" })
            Copy(person, "portrait", "v1_yaw", "v4_smile");

        var (exit, output, errors) = await Run("conditions", "--images", _folder, "--by-pose", "--json");

        Assert.Equal((0, ""), (exit, errors));
        var rows = JsonDocument.Parse(output).RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(6, rows.Sum(r => r.GetProperty("mated_probes").GetInt32()));
        var conditions = rows.Select(r => r.GetProperty("condition").GetString()!).ToArray();
        Assert.Equal(ConditionsProtocol.Turns.Where(conditions.Contains), conditions);
        Assert.True(conditions.Length > 1, "Somebody smiles into the camera, and somebody looks aside.");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-9.9f, 0)]
    [InlineData(10, 1)]
    [InlineData(-29.9f, 2)]
    [InlineData(30, 3)]
    [InlineData(90, 3)]
    public void Turn_IsToEitherSide_InStepsOfTenDegrees(float yaw, int turn) => Assert.Equal(turn, ConditionsProtocol.Turned(yaw));

    [Fact]
    public async Task Conditions_ByNameAndByPose_AreOneTooMany()
    {
        var (exit, _, errors) = await Run("conditions", "--images", _folder, "--by-name", "--by-pose");
        Assert.Equal(1, exit);
        Assert.Contains("give one of them", errors, StringComparison.Ordinal);
    }

    private void Copy(string person, params string[] pictures)
    {
        var of = Directory.CreateDirectory(Path.Combine(_folder, person)).FullName;
        foreach (var picture in pictures)
            File.Copy(Path.Combine(TestData.Demo, "people", person, picture + ".jpg"), Path.Combine(of, picture + ".jpg"));
    }

    private static async Task<(int Exit, string Output, string Errors)> Run(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        var root = new RootCommand { EvaluateCommand.Create() };
        var exit = await root.Parse(["evaluate", .. arguments]).InvokeAsync(
            new InvocationConfiguration { Output = output, Error = errors }, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), errors.ToString());
    }
}

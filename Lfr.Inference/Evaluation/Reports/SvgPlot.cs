using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Lfr.Inference.Evaluation.Reports;

/// <summary>
/// Writes a plot as SVG that stands alone: no script, no font and nothing else from elsewhere. Its ink follows the reader's light or dark theme;
/// series differ by dashes as well as by colour, for print and for those who see colours differently.
/// </summary>
public static class SvgPlot
{
    private const double Width = 640;
    private const double Margin = 8;
    private const double Left = 84;
    private const double Right = 616;
    private const double Top = 44;
    private const double Bottom = 330;
    private const double LegendTop = Bottom + 56;
    private const double LegendColumn = 270;
    private const double RowHeight = 16;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly string[] Dashes = ["none", "7 4", "2 3", "10 3 2 3", "4 2", "12 5"];

    private const string Style = """
        .lfr-plot { --ink: #1b2733; --faint: #c9d1d9; --s0: #0b62a4; --s1: #b3400f; --s2: #2a7d3f; --s3: #7b3fa0; --s4: #8a6a00; --s5: #00757a; }
        @media (prefers-color-scheme: dark) { .lfr-plot { --ink: #e4e9ee; --faint: #46525e; --s0: #6cb6f5; --s1: #f59a6c; --s2: #7fd093; --s3: #c79be8; --s4: #e0c05a; --s5: #5fd0d4; } }
        @media print { .lfr-plot { --ink: #000; --faint: #bbb; --s0: #0b62a4; --s1: #b3400f; --s2: #2a7d3f; --s3: #7b3fa0; --s4: #8a6a00; --s5: #00757a; } }
        .lfr-plot text { fill: var(--ink); font: 13px system-ui, sans-serif; } .lfr-plot .title { font-size: 15px; font-weight: 600; }
        .lfr-plot .grid { stroke: var(--faint); stroke-width: 1; } .lfr-plot .axis { stroke: var(--ink); stroke-width: 1; }
        .lfr-plot .guide { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 3 3; } .lfr-plot .note { font-size: 12px; }
        .lfr-plot .line { fill: none; stroke-width: 2; stroke-linejoin: round; } .lfr-plot .area { fill-opacity: .18; stroke: none; }
        """;

    /// <summary>The whole SVG document's text.</summary>
    public static string Write(Plot plot)
    {
        var caption = Wrapped(plot.Caption).ToArray();

        // A single series is named by the title. Others stand in two columns beneath the axis, the caption beneath them.
        var captionTop = LegendTop + (plot.Series.Count < 2 ? 0 : RowHeight * ((plot.Series.Count + 1) / 2));
        var root = new XElement(
            Svg + "svg",
            new XAttribute("class", "lfr-plot"),
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {captionTop + (RowHeight * (caption.Length - 1)) + 8}")),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", plot.Title),
            new XElement(Svg + "desc", plot.Caption),
            new XElement(Svg + "style", Style),
            Text(Left, 20, plot.Title, "start", "title"));
        AddAxes(root, plot);
        for (var i = 0; i < plot.Series.Count; i++)
            AddSeries(root, plot, i);
        foreach (var guide in plot.Guides)
            AddGuide(root, plot, guide);
        AddLegend(root, plot);
        for (var i = 0; i < caption.Length; i++)
            root.Add(Text(Margin, captionTop + (i * RowHeight), caption[i], "start", "note"));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static void AddAxes(XElement root, Plot plot)
    {
        foreach (var tick in plot.X.Ticks)
        {
            var x = X(plot, tick);
            root.Add(Line(x, Top, x, Bottom, "grid"), Text(x, Bottom + 18, plot.X.Name(tick), "middle"));
        }

        foreach (var tick in plot.Y.Ticks)
        {
            var y = Y(plot, tick);
            root.Add(Line(Left, y, Right, y, "grid"), Text(Left - 6, y + 4, plot.Y.Name(tick), "end"));
        }

        root.Add(
            Line(Left, Bottom, Right, Bottom, "axis"),
            Line(Left, Top, Left, Bottom, "axis"),
            Text((Left + Right) / 2, Bottom + 36, plot.X.Label, "middle"));
        var label = Text(0, 0, plot.Y.Label, "middle");
        label.Add(new XAttribute("transform", string.Create(CultureInfo.InvariantCulture, $"translate(16 {(Top + Bottom) / 2}) rotate(-90)")));
        root.Add(label);
    }

    private static void AddSeries(XElement root, Plot plot, int index)
    {
        var series = plot.Series[index];
        if (series.Points.Count == 0)
            return;
        var path = new StringBuilder();
        foreach (var (x, y) in series.Points)
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{X(plot, x):0.#} {Y(plot, y):0.#}");
        var colour = $"var(--s{index % Dashes.Length})";
        if (series.Filled)
        {
            var area = string.Create(
                CultureInfo.InvariantCulture, $"{path}L{X(plot, series.Points[^1].X):0.#} {Bottom}L{X(plot, series.Points[0].X):0.#} {Bottom}Z");
            root.Add(new XElement(Svg + "path", new XAttribute("class", "area"), new XAttribute("style", $"fill: {colour}"), new XAttribute("d", area)));
        }

        root.Add(new XElement(
            Svg + "path",
            new XAttribute("class", "line"),
            new XAttribute("style", $"stroke: {colour}; stroke-dasharray: {Dashes[index % Dashes.Length]}"),
            new XAttribute("d", path.ToString())));
    }

    private static void AddGuide(XElement root, Plot plot, PlotGuide guide)
    {
        if (guide.Vertical)
        {
            // Names of near guides would lie over each other: each hangs a line lower than the one before it.
            var lower = plot.Guides.Where(g => g.Vertical).TakeWhile(g => g != guide).Count();
            var x = X(plot, guide.Value);
            var left = x > (Left + Right) / 2;
            root.Add(Line(x, Top, x, Bottom, "guide"), Text(x + (left ? -5 : 5), Top + 14 + (15 * lower), guide.Name, left ? "end" : "start", "note"));
            return;
        }

        var y = Y(plot, guide.Value);
        root.Add(Line(Left, y, Right, y, "guide"), Text(Right - 4, y - 4, guide.Name, "end", "note"));
    }

    private static void AddLegend(XElement root, Plot plot)
    {
        if (plot.Series.Count < 2)
            return;
        for (var i = 0; i < plot.Series.Count; i++)
        {
            double x = Left + (i % 2 * LegendColumn), y = LegendTop + (i / 2 * RowHeight);
            var key = Line(x, y - 4, x + 26, y - 4, "line");
            key.Add(new XAttribute("style", $"stroke: var(--s{i % Dashes.Length}); stroke-dasharray: {Dashes[i % Dashes.Length]}"));
            root.Add(key, Text(x + 32, y, plot.Series[i].Name, "start", "note"));
        }
    }

    private static IEnumerable<string> Wrapped(string caption)
    {
        var line = new StringBuilder();
        foreach (var word in caption.Split(' '))
        {
            if (line.Length + word.Length > 96)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? string.Empty : " ").Append(word);
        }

        yield return line.ToString();
    }

    private static double X(Plot plot, double value) => Left + (plot.X.Place(value) * (Right - Left));

    private static double Y(Plot plot, double value) => Bottom - (plot.Y.Place(value) * (Bottom - Top));

    private static XElement Line(double x1, double y1, double x2, double y2, string style) => new(
        Svg + "line",
        new XAttribute("class", style),
        new XAttribute("x1", Number(x1)),
        new XAttribute("y1", Number(y1)),
        new XAttribute("x2", Number(x2)),
        new XAttribute("y2", Number(y2)));

    private static XElement Text(double x, double y, string text, string anchor, string? style = null)
    {
        var element = new XElement(Svg + "text", new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), new XAttribute("text-anchor", anchor), text);
        if (style is not null)
            element.Add(new XAttribute("class", style));
        return element;
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

namespace Lfr.Inference.Evaluation.Reports;

/// <summary>A plot of numbers: never of a face.</summary>
/// <param name="File">File name without ending, such as <c>det</c>.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">One sentence with the number of people and comparisons behind it.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Series">Lines and areas, at most six so that colours tell them apart.</param>
/// <param name="Guides">Straight lines at a value: a threshold, a target.</param>
public sealed record Plot(
    string File,
    string Title,
    string Caption,
    PlotAxis X,
    PlotAxis Y,
    IReadOnlyList<PlotSeries> Series,
    IReadOnlyList<PlotGuide> Guides);

/// <summary>Points joined by a line, from left to right.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">X and Y in the axes' values.</param>
/// <param name="Filled">Whether the area below is tinted, as in a histogram.</param>
public sealed record PlotSeries(string Name, IReadOnlyList<(double X, double Y)> Points, bool Filled = false);

/// <summary>A straight line across the plot.</summary>
/// <param name="Name">Written beside it.</param>
/// <param name="Value">Value on its axis.</param>
/// <param name="Vertical">Whether it stands on the horizontal axis.</param>
public sealed record PlotGuide(string Name, double Value, bool Vertical);

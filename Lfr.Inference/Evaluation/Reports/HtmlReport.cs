using System.Text;
using System.Text.Encodings.Web;

namespace Lfr.Inference.Evaluation.Reports;

/// <summary>One page that can be mailed, archived and printed: everything is inside it, and opening it asks nothing of any other machine.</summary>
public static class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b2733; --paper: #fff; --faint: #c9d1d9; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4e9ee; --paper: #12181e; --faint: #46525e; } }
        @media print { :root { --ink: #000; --paper: #fff; --faint: #bbb; } section { break-inside: avoid; } }
        body { margin: 2rem auto; padding: 0 1rem; max-width: 46rem; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; } .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--faint); vertical-align: top; } svg { width: 100%; height: auto; }
        """;

    /// <summary>The page's text.</summary>
    public static string Write(ReportPage page)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");

        // The page needs nothing from anywhere, and the browser is told to hold it to that.
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Append("<title>").Append(Encoded(page.Title)).Append("</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n<main>\n");
        html.Append("<h1>").Append(Encoded(page.Title)).Append("</h1>\n");
        foreach (var sentence in page.Data)
            html.Append("<p>").Append(Encoded(sentence)).Append("</p>\n");
        foreach (var section in page.Sections)
            Add(html, section);
        html.Append("<section>\n<h2>What this does not show</h2>\n<ul>\n");
        foreach (var sentence in page.Limits)
            html.Append("<li>").Append(Encoded(sentence)).Append("</li>\n");
        return html.Append("</ul>\n</section>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static void Add(StringBuilder html, ReportSection section)
    {
        html.Append("<section>\n<h2>").Append(Encoded(section.Heading)).Append("</h2>\n");
        if (section.Rows.Count > 0)
        {
            html.Append("<div class=\"wide\"><table>\n<thead><tr>");
            foreach (var column in section.Columns)
                html.Append("<th scope=\"col\">").Append(Encoded(column)).Append("</th>");
            html.Append("</tr></thead>\n<tbody>\n");
            foreach (var row in section.Rows)
            {
                html.Append("<tr>");
                for (var i = 0; i < row.Count; i++)
                    html.Append(i == 0 ? "<th scope=\"row\">" : "<td>").Append(Encoded(row[i])).Append(i == 0 ? "</th>" : "</td>");
                html.Append("</tr>\n");
            }

            html.Append("</tbody>\n</table></div>\n");
        }

        if (section.Note is { } note)
            html.Append("<p>").Append(Encoded(note)).Append("</p>\n");
        if (section.Plot is { } plot)
            html.Append("<figure style=\"margin: 1rem 0\">").Append(SvgPlot.Write(plot)).Append("</figure>\n");
        html.Append("</section>\n");
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}

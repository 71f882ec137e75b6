using System.Text;
using Lfr.Shared;

namespace Lfr.Web.Features.PublicSite.Sheets;

/// <summary>Words as lines of a width.</summary>
internal static class SheetText
{
    /// <summary>The words in lines that <paramref name="measure"/> finds no wider than <paramref name="width"/>; a word that is wider alone is broken.</summary>
    public static IReadOnlyList<string> Lines(string text, double width, Func<string, double> measure)
    {
        var lines = new List<string>();
        foreach (var paragraph in Printable(text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var line = "";
            foreach (var word in paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                var rest = word;
                while (rest.Length > 0)
                {
                    var tried = line.Length == 0 ? rest : $"{line} {rest}";
                    if (measure(tried) <= width)
                    {
                        (line, rest) = (tried, "");
                    }
                    else if (line.Length > 0)
                    {
                        lines.Add(line);
                        line = "";
                    }
                    else
                    {
                        var fits = Fitting(rest, width, measure);
                        lines.Add(rest[..fits]);
                        rest = rest[fits..];
                    }
                }
            }

            if (line.Length > 0)
                lines.Add(line);
        }

        return lines;
    }

    /// <summary>
    /// The text in letters that the font has. Writing that it does not have, such as Arabic, which would also need joining, and pictograms become a question mark each; the web page has them.
    /// </summary>
    public static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in PlainText.Clean(text).EnumerateRunes())
        {
            if (rune.Value is '\n' or (>= 0x20 and <= 0x24F) or (>= 0x300 and <= 0x36F) or (>= 0x370 and <= 0x3FF) or (>= 0x400 and <= 0x45F) or (>= 0x1E00 and <= 0x1EFF)
                or (>= 0x2010 and <= 0x2027) or (>= 0x2030 and <= 0x205E) or (>= 0x20A0 and <= 0x20BF))
                printable.Append(rune.ToString());
            else if (Rune.IsWhiteSpace(rune))
                printable.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format))
                printable.Append('?');
        }

        return printable.ToString();
    }

    private static int Fitting(string word, double width, Func<string, double> measure)
    {
        var (least, most) = (1, word.Length);
        while (least < most)
        {
            var middle = (least + most + 1) / 2;
            if (measure(word[..middle]) <= width)
                least = middle;
            else
                most = middle - 1;
        }

        return least;
    }
}

using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;
using QRCoder;

namespace Lfr.Web.Features.PublicSite.Sheets;

/// <summary>
/// Draws a sheet as a tagged PDF of one page. The words are as large as the paper allows; where even the smallest do not fit, the body is cut and says so, and the foot with address and code stays whole.
/// </summary>
internal sealed class SheetPdf
{
    /// <summary>Width in points for which the sizes below are.</summary>
    private const double A4Width = 595;

    private const double LeastScale = 0.62;
    private const double MostScale = 1.5;
    private const double LineHeight = 1.28;

    private readonly SheetContent content;
    private readonly PdfPage page;
    private readonly XGraphics graphics;
    private readonly StructureBuilder tags;
    private readonly double unit;
    private readonly double margin;
    private readonly bool isSign;
    private double scale = 1;

    private SheetPdf(SheetContent content, SheetKind kind, PdfPage page, XGraphics graphics, StructureBuilder tags)
    {
        (this.content, this.page, this.graphics, this.tags) = (content, page, graphics, tags);
        isSign = kind == SheetKind.Sign;
        unit = (isSign ? page.Height : page.Width).Point / A4Width;
        margin = (isSign ? 40 : 46) * unit;
    }

    private double Width => page.Width.Point - (2 * margin);

    private double CodeSize => (isSign ? 150 : 130) * unit;

    /// <summary>The file.</summary>
    /// <param name="content">What stands on it.</param>
    /// <param name="kind">On which paper.</param>
    /// <param name="madeAt">Day of the file: that of the notice's version, so that the same notice gives the same sheet.</param>
    public static byte[] Draw(SheetContent content, SheetKind kind, DateTimeOffset madeAt)
    {
        SheetFonts.Register();
        using var document = new PdfDocument();
        document.Info.Title = content.Title;
        document.Info.CreationDate = madeAt.UtcDateTime;
        document.ViewerPreferences.DisplayDocTitle = true;
        var accessible = UAManager.ForDocument(document);
        accessible.SetDocumentLanguage(content.Language);
        var paper = document.AddPage();
        paper.Size = kind switch
        {
            SheetKind.PosterA4 => PageSize.A4,
            SheetKind.Leaflet => PageSize.A5,
            _ => PageSize.A3,
        };
        paper.Orientation = kind == SheetKind.Sign ? PageOrientation.Landscape : PageOrientation.Portrait;
        using (var pen = XGraphics.FromPdfPage(paper))
            new SheetPdf(content, kind, paper, pen, accessible.StructureBuilder).Draw();
        using var file = new MemoryStream();
        document.Save(file, closeStream: false);
        return file.ToArray();
    }

    private void Draw()
    {
        var foot = FootHeight();
        var room = page.Height.Point - (2 * margin) - foot;
        scale = MostScale;
        while (scale > LeastScale && Height(content.Body, Width) > room)
            scale -= 0.04;
        tags.BeginElement(PdfGroupingElementTag.Article);
        Body(room);
        scale = 1;
        Foot(page.Height.Point - margin - foot);
        tags.End();
    }

    private void Body(double room)
    {
        var (top, bottom) = (margin, margin + room);
        foreach (var block in content.Body)
        {
            var (font, lines) = (Font(block.Part), Lines(block, Width));
            var fitting = (int)Math.Max(0, (bottom - top - Before(block.Part)) / (font.Size * LineHeight));
            if (lines.Count <= fitting)
            {
                top = Block(block.Part, lines, margin, top);
                continue;
            }

            // A heading without its words would only puzzle.
            var rest = fitting - 1;
            if (block.Part == SheetPart.Words && rest > 0)
                top = Block(block.Part, [.. lines.Take(rest)], margin, top);
            if (fitting > 0)
                Block(SheetPart.Words, [content.Cut], margin, top - Before(SheetPart.Words));
            return;
        }
    }

    private void Foot(double top)
    {
        var rect = new XRect(margin, top, CodeSize, CodeSize);
        tags.BeginElement(PdfIllustrationElementTag.Figure, content.CodeLabel, rect);
        Code(rect);
        tags.End();
        var (left, line) = (margin + CodeSize + (18 * unit), top - Before(SheetPart.Heading));
        foreach (var block in content.Foot)
            line = Block(block.Part, Lines(block, FootWidth), left, line);
    }

    private double FootWidth => Width - CodeSize - (18 * unit);

    private double FootHeight() => Math.Max(CodeSize, Height(content.Foot, FootWidth)) + (10 * unit);

    private double Height(IReadOnlyList<SheetBlock> blocks, double width) => blocks.Sum(b => Before(b.Part) + (Lines(b, width).Count * Font(b.Part).Size * LineHeight));

    private IReadOnlyList<string> Lines(SheetBlock block, double width)
    {
        var font = Font(block.Part);
        return SheetText.Lines(block.Text, width, text => graphics.MeasureString(text, font).Width);
    }

    private double Block(SheetPart part, IReadOnlyList<string> lines, double left, double top)
    {
        var font = Font(part);
        top += Before(part);
        tags.BeginElement(part switch
        {
            SheetPart.Title => PdfBlockLevelElementTag.Heading1,
            SheetPart.Heading => PdfBlockLevelElementTag.Heading2,
            _ => PdfBlockLevelElementTag.Paragraph,
        });
        foreach (var line in lines)
        {
            graphics.DrawString(line, font, XBrushes.Black, new XPoint(left, top + font.Size));
            top += font.Size * LineHeight;
        }

        tags.End();
        return top;
    }

    /// <summary>Black on white, with the quiet margin that readers need.</summary>
    private void Code(XRect place)
    {
        using var data = QRCodeGenerator.GenerateQrCode(content.Address, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var size = place.Width / rows.Count;
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (!rows[y][x])
                    continue;
                // One bar for a run of dark fields: hairlines between squares confuse cameras.
                var from = x;
                while (x + 1 < rows[y].Length && rows[y][x + 1])
                    x++;
                graphics.DrawRectangle(XBrushes.Black, place.X + (from * size), place.Y + (y * size), (x - from + 1) * size, size * 1.02);
            }
        }
    }

    private double Before(SheetPart part) => unit * scale * part switch
    {
        SheetPart.Eyebrow => 0,
        SheetPart.Title => 4,
        SheetPart.Heading => 12,
        SheetPart.CalledOff => 8,
        SheetPart.Strong => 6,
        _ => 4,
    };

    private XFont Font(SheetPart part) => new(
        SheetFonts.Family,
        // Few words are printed larger, but for the title, which is large already.
        unit * (part == SheetPart.Title ? Math.Min(scale, 1) : scale) * part switch
        {
            SheetPart.Eyebrow => 14,
            SheetPart.Title => isSign ? 60 : 44,
            SheetPart.CalledOff => 18,
            SheetPart.Strong => isSign ? 26 : 20,
            SheetPart.Heading => isSign ? 19 : 15,
            SheetPart.Words => isSign ? 17 : 12.5,
            _ => 9,
        },
        part is SheetPart.Words or SheetPart.Small ? XFontStyleEx.Regular : XFontStyleEx.Bold);
}

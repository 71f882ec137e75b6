using PdfSharp.Fonts;

namespace Lfr.Web.Features.PublicSite.Sheets;

/// <summary>The fonts of printed sheets, carried by the program: a server has none of its own.</summary>
internal sealed class SheetFonts : IFontResolver
{
    /// <summary>Name of the family.</summary>
    public const string Family = "Inter";

    private const string Bold = "Inter-Bold";
    private const string Regular = "Inter-Regular";

    private static readonly Lock Registering = new();

    /// <summary>Tells PDFsharp of them; once for the process.</summary>
    public static void Register()
    {
        lock (Registering)
            GlobalFontSettings.FontResolver ??= new SheetFonts();
    }

    /// <inheritdoc/>
    public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) =>
        string.Equals(familyName, Family, StringComparison.OrdinalIgnoreCase) ? new FontResolverInfo(bold ? Bold : Regular) : null;

    /// <inheritdoc/>
    public byte[]? GetFont(string faceName)
    {
        using var file = typeof(SheetFonts).Assembly.GetManifestResourceStream($"Sheets.{faceName}.ttf");
        if (file is null)
            return null;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}

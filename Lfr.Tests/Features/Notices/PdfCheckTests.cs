using System.IO.Compression;
using System.Text;
using Lfr.Web.Features.Notices.Translations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Lfr.Tests.Features.Notices;

/// <summary>A PDF that is attached to a notice is words to read: scripts, files and locks in it are found, also where they are packed or spelt with numbers.</summary>
public sealed class PdfCheckTests
{
    /// <summary>Written by another program.</summary>
    public static byte[] Ordinary(string words = "Kamery beda porownywac twarze.")
    {
        var builder = new PdfDocumentBuilder();
        builder.AddPage(PageSize.A4).AddText(words, 12, new UglyToad.PdfPig.Core.PdfPoint(40, 700), builder.AddStandard14Font(Standard14Font.Helvetica));
        return builder.Build();
    }

    [Fact]
    public void OrdinaryFile_IsTaken() => Assert.Null(PdfCheck.Problem(Ordinary()));

    [Fact]
    public void FileWithPackedObjects_IsTaken_WhenNothingRunsInThem() =>
        Assert.Null(PdfCheck.Problem(File("5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 9 >>", Packed("1 0 << /Type /Catalog /JavaScripty (no) >>"))));

    [Theory]
    [InlineData("1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj", "a script")]
    [InlineData("1 0 obj << /OpenAction << /S/J#61vaScript/JS(x) >> >> endobj", "a script")]
    [InlineData("1 0 obj << /S /Launch /F (cmd.exe) >> endobj", "a command that starts a program")]
    [InlineData("1 0 obj << /Names << /EmbeddedFiles 3 0 R >> >> endobj", "another file")]
    [InlineData("1 0 obj << /Subtype /FileAttachment >> endobj", "another file")]
    [InlineData("1 0 obj << /AcroForm << /XFA 7 0 R >> >> endobj", "a form")]
    [InlineData("trailer << /Root 1 0 R /Encrypt 9 0 R >>", "a lock")]
    [InlineData("1 0 obj << /Subtype /RichMedia >> endobj", "a film or a sound")]
    public void WhatRuns_OrHides_IsRefused(string inside, string what) => Assert.Contains($"contains {what}", PdfCheck.Problem(File(inside, [])), StringComparison.Ordinal);

    [Fact]
    public void Script_InAPackedPart_IsFound_WhateverThePartSaysOfItself()
    {
        var script = Packed(new string(' ', 70_000) + "1 0 << /S /JavaScript /JS (x) >>");

        foreach (var head in (string[])["5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>", "5 0 obj << /Subtype /Image /First 4 /Filter [/FlateDecode] >>", "5 0 obj << /Length 3 >>"])
            Assert.Contains("contains a script", PdfCheck.Problem(File(head, script)), StringComparison.Ordinal);
    }

    /// <summary>Objects that are packed twice, or behind a filter that is named elsewhere, would have to be taken on trust.</summary>
    [Theory]
    [InlineData("5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode] >>")]
    [InlineData("5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /LZWDecode >>")]
    [InlineData("5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter 8 0 R >>")]
    [InlineData("5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >> >>")]
    [InlineData("5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>")]
    public void WhatCannotBeLookedInto_IsRefused(string head) =>
        Assert.Contains("cannot be looked into", PdfCheck.Problem(File(head, "3c3c2f53202f4a6176615363726970743e3e"u8.ToArray())), StringComparison.Ordinal);

    [Fact]
    public void WhatIsNoPdf_OrCutShort_OrTooLarge_OrUnpacksWithoutEnd_IsRefused()
    {
        Assert.Contains("is no PDF", PdfCheck.Problem([]), StringComparison.Ordinal);
        Assert.Contains("is no PDF", PdfCheck.Problem("<html><script>alert(1)</script>"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("not all of it arrived", PdfCheck.Problem(Ordinary()[..200]), StringComparison.Ordinal);
        Assert.Contains("larger than 5 MB", PdfCheck.Problem(new byte[PdfCheck.MostBytes + 1]), StringComparison.Ordinal);
        var bomb = Packed(new string('x', 20 * 1024 * 1024));
        Assert.Contains("unpacks to more than 64 MB", PdfCheck.Problem([.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 4).SelectMany(_ => (byte[])[.. "5 0 obj <<>> stream\n"u8, .. bomb, .. "\nendstream\n"u8]), .. "%%EOF"u8]), StringComparison.Ordinal);
        Assert.Contains("more parts than can be looked through", PdfCheck.Problem([.. "%PDF-1.7\n"u8, .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("stream\n", 30_000))), .. "%%EOF"u8]), StringComparison.Ordinal);
    }

    private static byte[] File(string head, byte[] stream) =>
        [.. Encoding.ASCII.GetBytes($"%PDF-1.7\n{head}\n"), .. stream.Length == 0 ? [] : (byte[])[.. "stream\r\n"u8, .. stream, .. "\nendstream endobj\n"u8], .. "startxref 0\n%%EOF\n"u8];

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(Encoding.ASCII.GetBytes(text));
        return packed.ToArray();
    }
}

using System.Text;

namespace Lfr.Shared;

/// <summary>
/// What people type or paste, without what is not text: control characters, which break feeds and files that are made of it later, and the marks that turn the
/// direction of writing round, with which a sentence can be made to read as another.
/// </summary>
public static class PlainText
{
    /// <summary>The text without them; line breaks and tabs stay. The same instance when there is nothing to take out.</summary>
    public static string Clean(string text)
    {
        var rest = text.AsSpan();
        var clean = (StringBuilder?)null;
        var kept = 0;
        while (rest.Length > kept)
        {
            var status = Rune.DecodeFromUtf16(rest[kept..], out var rune, out var length);
            if (status == System.Buffers.OperationStatus.Done && IsText(rune))
            {
                kept += length;
                continue;
            }

            clean = (clean ?? new StringBuilder(text.Length)).Append(rest[..kept]);
            // Lines end in one way, however the browser or the paste wrote it.
            if (rune.Value is LineSeparator or ParagraphSeparator || (rune.Value == '\r' && (rest.Length == kept + 1 || rest[kept + 1] != '\n')))
                clean.Append('\n');
            rest = rest[(kept + length)..];
            kept = 0;
        }

        return clean is null ? text : clean.Append(rest).ToString();
    }

    private const int LineSeparator = 0x2028;
    private const int ParagraphSeparator = 0x2029;

    private static bool IsText(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => true,
        < 0x20 or (>= 0x7F and <= 0x9F) => false,
        // Embeddings, overrides and isolates; zero-width spaces and the byte order mark, which nobody sees.
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200B or 0xFEFF => false,
        LineSeparator or ParagraphSeparator => false,
        // Of the noncharacters, those that XML has no way to write.
        0xFFFE or 0xFFFF => false,
        _ => true,
    };
}

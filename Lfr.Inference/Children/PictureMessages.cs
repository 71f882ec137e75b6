using System.Buffers.Binary;

namespace Lfr.Inference.Children;

/// <summary>What goes between a program and the child that decodes pictures for it: numbers are 32 bits, little-endian.</summary>
internal static class PictureMessages
{
    /// <summary>The child's first byte: it has everything that it needs in memory.</summary>
    public const byte Ready = (byte)'R';

    /// <summary>
    /// Bytes before a file: its length, the most pixels that are taken, the longest side that is wanted, the quarter turns, the part that is wanted, and the part that a person left
    /// of it (each left, top, width, height; all 0 for the whole).
    /// </summary>
    public const int QuestionBytes = 48;

    /// <summary>Bytes before an answer: width and height of the pixels that follow (blue, green, red), and of the whole picture in the file; or 0 and the length of a refusal.</summary>
    public const int AnswerBytes = 16;

    /// <summary>Longest refusal, bytes: its code, a line break and its sentence.</summary>
    public const int LongestRefusal = 1000;

    /// <summary>Writes numbers one after the other.</summary>
    public static void Write(Span<byte> into, params ReadOnlySpan<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(into[(i * 4)..], numbers[i]);
    }

    /// <summary>Reads the number at an index.</summary>
    public static int Read(ReadOnlySpan<byte> from, int index) => BinaryPrimitives.ReadInt32LittleEndian(from[(index * 4)..]);
}

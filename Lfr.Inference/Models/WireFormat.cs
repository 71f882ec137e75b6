using System.Text;

namespace Lfr.Inference.Models;

/// <summary>One field of a protobuf message as it stands on the wire.</summary>
/// <param name="Number">Field number.</param>
/// <param name="Type">Wire type: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes.</param>
/// <param name="Value">The varint; 0 for other types.</param>
/// <param name="Bytes">The content; empty for a varint.</param>
internal readonly record struct WireField(int Number, int Type, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The content as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);
}

/// <summary>
/// Reads and writes protobuf messages without knowing their schema. Enough to move whole fields about, which is all that preparing a model
/// needs; what is not understood is carried over byte for byte.
/// </summary>
internal static class WireFormat
{
    public const int Varint = 0;
    public const int EightBytes = 1;
    public const int Delimited = 2;
    public const int FourBytes = 5;

    /// <summary>The fields of a message in their order.</summary>
    /// <exception cref="InvalidDataException">The bytes are no protobuf message.</exception>
    public static IEnumerable<WireField> Read(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = ReadVarint(message.Span, ref at);
            var number = checked((int)(tag >> 3));
            var type = (int)(tag & 7);
            if (type == Varint)
            {
                yield return new WireField(number, type, ReadVarint(message.Span, ref at), default);
                continue;
            }

            var length = type switch
            {
                Delimited => ReadVarint(message.Span, ref at),
                EightBytes => 8UL,
                FourBytes => 4UL,
                _ => throw new InvalidDataException($"Wire type {type} is not known."),
            };
            if (length > (ulong)(message.Length - at))
                throw new InvalidDataException("A field reaches beyond the end of its message.");
            yield return new WireField(number, type, 0, message.Slice(at, (int)length));
            at += (int)length;
        }
    }

    /// <summary>The varints of a packed repeated field.</summary>
    /// <exception cref="InvalidDataException">The bytes are no row of varints.</exception>
    public static IEnumerable<ulong> ReadPacked(ReadOnlyMemory<byte> packed)
    {
        for (var at = 0; at < packed.Length;)
            yield return ReadVarint(packed.Span, ref at);
    }

    /// <summary>Writes a field as it was read.</summary>
    public static void Write(Stream to, WireField field)
    {
        WriteVarint(to, ((ulong)field.Number << 3) | (uint)field.Type);
        if (field.Type == Varint)
        {
            WriteVarint(to, field.Value);
            return;
        }

        if (field.Type == Delimited)
            WriteVarint(to, (ulong)field.Bytes.Length);
        to.Write(field.Bytes.Span);
    }

    /// <summary>Writes a varint field.</summary>
    public static void Write(Stream to, int number, ulong value) => Write(to, new WireField(number, Varint, value, default));

    /// <summary>Writes a length-delimited field.</summary>
    public static void Write(Stream to, int number, byte[] content) => Write(to, new WireField(number, Delimited, 0, content));

    /// <summary>Writes a text field.</summary>
    public static void Write(Stream to, int number, string text) => Write(to, number, Encoding.UTF8.GetBytes(text));

    /// <summary>Builds a message.</summary>
    public static byte[] Message(Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        write(buffer);
        return buffer.ToArray();
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
                throw new InvalidDataException("The message ends in the middle of a number.");
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    private static void WriteVarint(Stream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            to.WriteByte((byte)(value | 0x80));
        to.WriteByte((byte)value);
    }
}

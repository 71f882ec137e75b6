using Lfr.Inference.Models;

namespace Lfr.Tests.Models;

public class WireFormatTests
{
    [Fact]
    public void Message_ReadAndWritten_IsTheSameToTheByte()
    {
        byte[] message =
        [
            0x08, 0x96, 0x01, // 1: varint 150
            0x12, 0x03, (byte)'a', (byte)'b', (byte)'c', // 2: text
            0x19, 1, 2, 3, 4, 5, 6, 7, 8, // 3: eight bytes
            0x25, 1, 2, 3, 4, // 4: four bytes
        ];

        var again = WireFormat.Message(to =>
        {
            foreach (var field in WireFormat.Read(message))
                WireFormat.Write(to, field);
        });

        Assert.Equal(message, again);
        Assert.Equal(150UL, WireFormat.Read(message).First().Value);
        Assert.Equal("abc", WireFormat.Read(message).ElementAt(1).Text);
    }

    [Theory]
    [InlineData(new byte[] { 0x08 })]
    [InlineData(new byte[] { 0x12, 0x05, 1 })]
    [InlineData(new byte[] { 0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 })]
    [InlineData(new byte[] { 0x0b, 0x01 })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 })]
    public void Garbage_IsRefused_NotGuessedAt(byte[] message) =>
        Assert.Throws<InvalidDataException>(() => WireFormat.Read(message).ToArray());

    [Fact]
    public void AnotherFile_IsNotTakenForTheDetector() =>
        Assert.Throws<InvalidDataException>(() => DynamicDetector.Make([0x08, 0x07, 0x3a, 0x00]));
}

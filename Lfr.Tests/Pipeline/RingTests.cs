using Lfr.Inference.Faces;
using Lfr.Inference.Pipeline;

namespace Lfr.Tests.Pipeline;

/// <summary>The ring in the picture of the whole street.</summary>
public sealed class RingTests
{
    private const int Width = 320;
    private const int Height = 240;

    /// <summary>In the middle, at an edge, in a corner, over the edge: it is drawn as far as there is a picture, and never on the face.</summary>
    [Theory]
    [InlineData(150, 100)]
    [InlineData(0, 100)]
    [InlineData(290, 200)]
    [InlineData(-10, -10)]
    public void Ring_IsAroundTheFace_AndCoversNothingOfIt(float x, float y)
    {
        var pixels = new byte[Width * Height * 3];
        Array.Fill(pixels, (byte)77);
        var face = new Detection(x, y, 30, 40, 0.9f);

        Ring.Draw(pixels, Width, Height, face);

        var changed = 0;
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                var at = ((row * Width) + column) * 3;
                if (pixels.AsSpan(at, 3).SequenceEqual<byte>([77, 77, 77]))
                    continue;
                changed++;
                Assert.False(column >= x && column < x + 30 && row >= y && row < y + 40, $"The face is covered at {column}, {row}.");
            }
        }

        Assert.True(changed > 100, "A ring is drawn.");
    }
}

using Lfr.Inference.Faces;
using Lfr.Tests.Support;
using SkiaSharp;

namespace Lfr.Tests.Faces;

public class PictureTests
{
    private static readonly byte[] Jpeg = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 48, 32, Quadrants(48, 32));

    public static TheoryData<string, byte[], string, string> Refused => new()
    {
        { "zero bytes", [], "empty", "The file is empty." },
        { "text", "hello, I am a picture"u8.ToArray(), "not-a-picture", "not a JPEG, PNG or WebP" },
        { "HTML called .jpg", "<html><script>alert(1)</script>"u8.ToArray(), "not-a-picture", "not a JPEG, PNG or WebP" },
        { "SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "not-a-picture", "not a JPEG, PNG or WebP" },
        { "GIF", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B], "not-a-picture", "a GIF picture" },
        { "HEIC", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8], "not-a-picture", "a HEIC picture, as iPhones take them; JPEG, PNG and WebP are taken. Export it as a JPEG" },
        { "HEIF by its other brand", [0, 0, 0, 24, .. "ftypmif1"u8, 0, 0, 0, 0, .. "mif1heic"u8], "not-a-picture", "a HEIC picture" },
        { "AVIF", [0, 0, 0, 24, .. "ftypavif"u8, 0, 0, 0, 0, .. "mif1avif"u8], "not-a-picture", "an AVIF picture" },
        { "AVIF by its other brand", [0, 0, 0, 28, .. "ftypmif1"u8, 0, 0, 0, 0, .. "mif1avifmiaf"u8], "not-a-picture", "an AVIF picture" },
        { "raw of a Canon", [0, 0, 0, 24, .. "ftypcrx "u8, 0, 0, 0, 1, .. "crx isom"u8], "not-a-picture", "a TIFF or raw picture" },
        { "BigTIFF", [.. "II+\0"u8, 8, 0, 0, 0, 16, 0], "not-a-picture", "a TIFF or raw picture" },
        { "Photoshop", [.. "8BPS"u8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3], "not-a-picture", "a Photoshop picture; JPEG, PNG and WebP are taken. Export it as a JPEG" },
        { "JPEG 2000", [0, 0, 0, 12, .. "jP  "u8, 13, 10, 0x87, 10], "not-a-picture", "a JPEG 2000 picture" },
        { "JPEG 2000 without a box", [0xFF, 0x4F, 0xFF, 0x51, 0, 41], "not-a-picture", "a JPEG 2000 picture" },
        { "film of another kind", [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42], "not-a-picture", "a film" },
        { "older film", [.. "RIFF"u8, 0, 0, 1, 0, .. "AVI LIST"u8], "not-a-picture", "a film" },
        { "film", [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0, .. "isomavc1"u8], "not-a-picture", "a film" },
        { "BMP", [.. "BM"u8, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0], "not-a-picture", "a BMP picture; JPEG, PNG and WebP are taken. Export it as a JPEG" },
        { "TIFF", [.. "II*\0"u8, 8, 0, 0, 0, 0, 0], "not-a-picture", "a TIFF or raw picture" },
        { "three bytes of a JPEG", [0xFF, 0xD8, 0xFF], "damaged", "damaged or incomplete" },
        { "half a JPEG", [.. Jpeg.Take(Jpeg.Length / 2)], "damaged", "damaged or incomplete" },
        { "JPEG header and noise", [0xFF, 0xD8, 0xFF, 0xE0, .. Noise(4000)], "damaged", "damaged or incomplete" },
        { "half a PNG", [.. Png().Take(Png().Length / 2)], "damaged", "damaged or incomplete" },
        { "animated PNG", UploadFiles.WithAnimation(Png()), "animated", "animated" },
        { "animated WebP", UploadFiles.AnimatedWebp(), "animated", "animated" },
        { "PNG that declares 50,000 × 50,000 pixels", UploadFiles.PngBomb(50_000, 50_000), "too-many-pixels", "at most 40 million" },
        { "PNG just above the limit", UploadFiles.PngBomb(8_000, 5_001), "too-many-pixels", "8000 × 5001" },
        { "more bytes than allowed", [.. Jpeg, .. new byte[Picture.MaximumBytes]], "too-many-bytes", "larger than 15 MB" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void HostileFile_IsRefused_WithASentence(string what, byte[] file, string code, string sentence)
    {
        var refusal = Assert.Throws<PictureRefusedException>(() => Picture.Decode(file));

        Assert.True(code == refusal.Code, $"{what}: {refusal.Code} instead of {code}");
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Kinds that SkiaSharp does not write, from other programs: red, green, blue and grey in the four quarters.</summary>
    [Theory]
    [InlineData("cmyk.jpg", 255, 128)]
    [InlineData("progressive.jpg", 255, 128)]
    [InlineData("two-pictures.mpo", 255, 128)]
    [InlineData("broken-profile.jpg", 255, 128)]
    [InlineData("palette.png", 255, 128)]
    [InlineData("16-bit.png", 255, 128)]
    [InlineData("linear.png", 255, 188)]
    [InlineData("grey-16-bit.png", 76, 128)]
    [InlineData("grey-alpha.png", 165, 191)]
    public void PictureOfAnyUsualKind_ShowsItsColours(string name, byte red, byte grey)
    {
        using var picture = Picture.Decode(File.ReadAllBytes(Repository.Combine("Lfr.Tests", "Faces", "Files", name)));

        Assert.Equal((80, 80), (picture.Width, picture.Height));
        var pixel = picture.Image.Row(20).Slice(20 * 3, 3);
        Assert.InRange(pixel[2], red - 3, Math.Min(255, red + 3));
        Assert.InRange(pixel[0], name.StartsWith("grey", StringComparison.Ordinal) ? red - 3 : 0, name.StartsWith("grey", StringComparison.Ordinal) ? red + 3 : 3);
        foreach (var value in picture.Image.Row(60).Slice(60 * 3, 3))
            Assert.InRange(value, grey - 3, grey + 3);
    }

    [Fact]
    public void JpegCutAnywhere_IsRefusedOrDecoded_ButNeverCrashes()
    {
        for (var length = 1; length < Jpeg.Length; length += 7)
        {
            try
            {
                using var picture = Picture.Decode(Jpeg.AsMemory(0, length));
                Assert.Equal(48, picture.Width);
            }
            catch (PictureRefusedException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    [Fact]
    public void JpegWithAnyByteFlipped_IsRefusedOrDecoded_ButNeverCrashes()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            byte[] file = [.. Jpeg];
            file[random.Next(2, file.Length)] = (byte)random.Next(256);
            try
            {
                using var picture = Picture.Decode(file);
                Assert.True((long)picture.Width * picture.Height <= Picture.MaximumPixels);
            }
            catch (PictureRefusedException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void JpegPngAndWebp_AreDecodedToBgr(SKEncodedImageFormat format)
    {
        using var picture = Picture.Decode(UploadFiles.Encoded(format, 48, 32, Quadrants(48, 32)));

        Assert.Equal((48, 32), (picture.Width, picture.Height));
        AssertColour(SKColors.Red, picture, 4, 4);
        AssertColour(SKColors.Lime, picture, 44, 4);
        AssertColour(SKColors.Blue, picture, 4, 28);
        AssertColour(SKColors.White, picture, 44, 28);
    }

    /// <summary>Stored: red top left, green top right, blue bottom left, white bottom right. The table says which colour is shown top left and top right.</summary>
    [Theory]
    [InlineData(1, "Red", "Lime", 48)]
    [InlineData(2, "Lime", "Red", 48)]
    [InlineData(3, "White", "Blue", 48)]
    [InlineData(4, "Blue", "White", 48)]
    [InlineData(5, "Red", "Blue", 32)]
    [InlineData(6, "Blue", "Red", 32)]
    [InlineData(7, "White", "Lime", 32)]
    [InlineData(8, "Lime", "White", 32)]
    public void OrientationTag_IsApplied(byte orientation, string topLeft, string topRight, int width)
    {
        using var picture = Picture.Decode(UploadFiles.WithOrientation(Jpeg, orientation));

        Assert.Equal(width, picture.Width);
        Assert.Equal(80 - width, picture.Height);
        AssertColour(Named(topLeft), picture, 4, 4);
        AssertColour(Named(topRight), picture, width - 5, 4);
    }

    /// <summary>The same table for the other two formats, however their programs write the block.</summary>
    [Theory]
    [InlineData(1, "Red", "Lime", 48)]
    [InlineData(2, "Lime", "Red", 48)]
    [InlineData(3, "White", "Blue", 48)]
    [InlineData(4, "Blue", "White", 48)]
    [InlineData(5, "Red", "Blue", 32)]
    [InlineData(6, "Blue", "Red", 32)]
    [InlineData(7, "White", "Lime", 32)]
    [InlineData(8, "Lime", "White", 32)]
    public void OrientationOfPngAndWebp_IsApplied_AsThatOfAJpeg(byte orientation, string topLeft, string topRight, int width)
    {
        var png = UploadFiles.Encoded(SKEncodedImageFormat.Png, 48, 32, Quadrants(48, 32));
        var webp = UploadFiles.Encoded(SKEncodedImageFormat.Webp, 48, 32, Quadrants(48, 32));
        byte[][] files =
        [
            UploadFiles.PngWithOrientation(png, orientation, behind: false), UploadFiles.PngWithOrientation(png, orientation, behind: true),
            UploadFiles.WebpWithOrientation(webp, 48, 32, orientation, preamble: false), UploadFiles.WebpWithOrientation(webp, 48, 32, orientation, preamble: true),
        ];

        foreach (var file in files)
        {
            using var picture = Picture.Decode(file);
            Assert.Equal((width, 80 - width), (picture.Width, picture.Height));
            AssertColour(Named(topLeft), picture, 4, 4);
            AssertColour(Named(topRight), picture, width - 5, 4);
        }
    }

    [Fact]
    public void OrientationBlockWithAnyByteWrong_SaysNothing_OrIsRefused_ButNeverCrashes()
    {
        var whole = UploadFiles.PngWithOrientation(UploadFiles.Encoded(SKEncodedImageFormat.Png, 48, 32, Quadrants(48, 32)), 6, behind: false);
        for (var at = 33; at < 33 + 12 + 26; at++)
        {
            foreach (byte wrong in (ReadOnlySpan<byte>)[0, 1, 0x7F, 0xFF])
            {
                byte[] file = [.. whole];
                file[at] = wrong;
                try
                {
                    using var picture = Picture.Decode(file);
                    Assert.Equal(80, picture.Width + picture.Height);
                }
                catch (PictureRefusedException refusal)
                {
                    Assert.NotEmpty(refusal.Message);
                }
            }
        }
    }

    /// <summary>Whatever the file's own orientation: a part of the upright picture is the part that the whole shows there.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void PartOfATurnedPicture_IsWhatTheWholeShowsThere(byte orientation)
    {
        var file = UploadFiles.PngWithOrientation(
            UploadFiles.Encoded(SKEncodedImageFormat.Png, 48, 32, (x, y) => new SKColor((byte)(x * 5), (byte)(y * 7), 90)), orientation, behind: false);
        for (var turns = 0; turns < 4; turns++)
        {
            using var whole = Picture.Decode(file, new PictureView(int.MaxValue, turns));
            var area = new PictureArea(3, 5, 20, 11);
            using var part = Picture.Decode(file, new PictureView(int.MaxValue, turns, area));
            Assert.Equal((20, 11, whole.Width, whole.Height), (part.Width, part.Height, part.OwnWidth, part.OwnHeight));
            for (var y = 0; y < part.Height; y++)
                Assert.True(part.Image.Row(y).SequenceEqual(whole.Image.Row(area.Y + y).Slice(area.X * 3, area.Width * 3)), $"{turns} turns, row {y}");
        }
    }

    /// <summary>What a person cut off is nowhere: neither in the pixels nor in the size of the whole, nor where a part of the rest is asked for.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    public void CroppedPicture_IsOnlyWhatIsLeftOfIt(byte orientation)
    {
        var file = UploadFiles.PngWithOrientation(
            UploadFiles.Encoded(SKEncodedImageFormat.Png, 48, 32, (x, y) => new SKColor((byte)(x * 5), (byte)(y * 7), 90)), orientation, behind: false);
        var crop = new PictureCrop(2_500, 1_250, 5_000, 6_250);
        for (var turns = 0; turns < 4; turns++)
        {
            using var whole = Picture.Decode(file, new PictureView(int.MaxValue, turns));
            using var left = Picture.Decode(file, new PictureView(int.MaxValue, turns, null, crop));
            using var part = Picture.Decode(file, new PictureView(int.MaxValue, turns, new PictureArea(2, 3, 900, 4), crop));
            var (x, y) = (whole.Width / 4, whole.Height / 8);
            Assert.Equal((whole.Width / 2, whole.Height * 5 / 8), (left.Width, left.Height));
            Assert.Equal((left.Width, left.Height, left.Width - 2, 4, left.Width, left.Height), (left.OwnWidth, left.OwnHeight, part.Width, part.Height, part.OwnWidth, part.OwnHeight));
            for (var row = 0; row < left.Height; row++)
                Assert.True(left.Image.Row(row).SequenceEqual(whole.Image.Row(y + row).Slice(x * 3, left.Width * 3)), $"{turns} turns, row {row}");
            for (var row = 0; row < part.Height; row++)
                Assert.True(part.Image.Row(row).SequenceEqual(left.Image.Row(3 + row)[6..]), $"{turns} turns, row {row} of a part");
        }
    }

    [Theory]
    [InlineData(0, 0, 10_000, 10_000, 0, 0, 101, 7)]
    [InlineData(-5, -5, 40_000, 40_000, 0, 0, 101, 7)]
    [InlineData(9_999, 9_999, 1, 1, 100, 6, 1, 1)]
    [InlineData(20_000, 20_000, 5, 5, 100, 6, 1, 1)]
    [InlineData(5_000, 0, int.MaxValue, 5_000, 50, 0, 51, 4)]
    public void CropOfAnyNumbers_IsWithinThePicture(int x, int y, int width, int height, int left, int top, int wide, int high) =>
        Assert.Equal(new PictureArea(left, top, wide, high), new PictureCrop(x, y, width, height).Of(101, 7));

    [Fact]
    public void QuarterTurn_IsClockwise()
    {
        using var picture = Picture.Decode(Jpeg, new PictureView(int.MaxValue, QuarterTurns: 1));

        Assert.Equal((32, 48), (picture.Width, picture.Height));
        AssertColour(SKColors.Blue, picture, 4, 4);
        AssertColour(SKColors.Red, picture, 28, 4);
    }

    [Fact]
    public void TransparentParts_AreWhite()
    {
        using var picture = Picture.Decode(UploadFiles.Encoded(SKEncodedImageFormat.Png, 8, 8, (x, _) => x < 4 ? SKColors.Transparent : SKColors.Black));

        AssertColour(SKColors.White, picture, 1, 1);
        AssertColour(SKColors.Black, picture, 6, 6);
    }

    [Fact]
    public void LargePicture_IsScaledDown_KeepingItsShape()
    {
        using var picture = Picture.Decode(UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 600, 300, Quadrants(600, 300)), maximumSide: 200);

        Assert.Equal((200, 100), (picture.Width, picture.Height));
        AssertColour(SKColors.Lime, picture, 190, 10);
    }

    [Fact]
    public void Disposed_ThePixelsAreGone()
    {
        var picture = Picture.Decode(Jpeg);
        picture.Dispose();
        Assert.True(picture.Image.Pixels.IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void EncodedJpeg_ShowsTheSame_AndIsScaledToTheLimit()
    {
        using var picture = Picture.Decode(UploadFiles.Encoded(SKEncodedImageFormat.Png, 300, 200, Quadrants(300, 200)));

        using var again = Picture.Decode(JpegEncoder.Encode(picture.Image, 95, maximumSide: 150));

        Assert.Equal((150, 100), (again.Width, again.Height));
        AssertColour(SKColors.Red, again, 10, 10);
        AssertColour(SKColors.Blue, again, 10, 90);
    }

    private static byte[] Png() => UploadFiles.Encoded(SKEncodedImageFormat.Png, 64, 64, (x, y) => new SKColor((byte)(x * 7 * y), (byte)(y * 13), (byte)(x ^ y)));

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(3).NextBytes(bytes);
        return bytes;
    }

    private static Func<int, int, SKColor> Quadrants(int width, int height) => (x, y) =>
        y < height / 2 ? (x < width / 2 ? SKColors.Red : SKColors.Lime) : (x < width / 2 ? SKColors.Blue : SKColors.White);

    private static SKColor Named(string name) => name switch
    {
        "Red" => SKColors.Red,
        "Lime" => SKColors.Lime,
        "Blue" => SKColors.Blue,
        _ => SKColors.White,
    };

    private static void AssertColour(SKColor expected, Picture picture, int x, int y)
    {
        var pixel = picture.Image.Row(y).Slice(x * 3, 3);
        Assert.InRange(pixel[0], expected.Blue - 12, expected.Blue + 12);
        Assert.InRange(pixel[1], expected.Green - 12, expected.Green + 12);
        Assert.InRange(pixel[2], expected.Red - 12, expected.Red + 12);
    }
}

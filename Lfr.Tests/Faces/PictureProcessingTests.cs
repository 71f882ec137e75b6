using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;

namespace Lfr.Tests.Faces;

/// <summary>Scaling, cropping and warping against plain loops that follow the definition.</summary>
public class PictureProcessingTests
{
    private readonly Random _random = new(11);

    [Theory]
    [InlineData(1280, 720, 640, 360)]
    [InlineData(1920, 1080, 320, 180)]
    [InlineData(250, 250, 320, 320)]
    [InlineData(37, 53, 29, 41)]
    [InlineData(5, 3, 7, 2)]
    [InlineData(1, 1, 4, 4)]
    public void ScaledPlanes_AreWhatBilinearInterpolationIs(int sourceWidth, int sourceHeight, int width, int height)
    {
        var pixels = Noise(sourceWidth, sourceHeight);
        var image = new BgrImage(pixels, sourceWidth, sourceHeight);
        var stride = width + 3;
        var plane = stride * (height + 2);
        var planes = new float[plane * 3];

        new BilinearScaler(sourceWidth, sourceHeight, width, height).ToRgbPlanes(image, planes, plane, stride, 127, 1 / 128f);

        for (var i = 0; i < 2000; i++)
        {
            int x = _random.Next(width), y = _random.Next(height), channel = _random.Next(3);
            var expected = (Bilinear(image, ((x + 0.5f) * sourceWidth / width) - 0.5f, ((y + 0.5f) * sourceHeight / height) - 0.5f, 2 - channel) - 127) / 128;
            Assert.Equal(expected, planes[(channel * plane) + (y * stride) + x], 2e-3f);
        }

        for (var y = 0; y < height + 2; y++)
            Assert.Equal(0, planes[(y * stride) + width]);
    }

    [Fact]
    public void Crop_InsideThePicture_IsInterpolatedGrey()
    {
        var image = new BgrImage(Noise(200, 150), 200, 150);
        var crop = new float[64 * 64];

        new GreyCrop(64).Cut(image, 40.25f, 30.5f, 80, 1, crop);

        for (var i = 0; i < 500; i++)
        {
            int u = _random.Next(64), v = _random.Next(64);
            float x = 40.25f + ((u + 0.5f) * 1.25f) - 0.5f, y = 30.5f + ((v + 0.5f) * 1.25f) - 0.5f;
            var expected = (0.114f * Bilinear(image, x, y, 0)) + (0.587f * Bilinear(image, x, y, 1)) + (0.299f * Bilinear(image, x, y, 2));
            Assert.Equal(expected, crop[(v * 64) + u], 0.05f);
        }
    }

    [Fact]
    public void Crop_ReachingBeyondTheEdge_RepeatsTheEdge()
    {
        var pixels = new byte[20 * 20 * 3];
        pixels.AsSpan().Fill(90);
        foreach (var size in new[] { 60f, 400f })
        {
            var crop = new float[64 * 64];
            new GreyCrop(64).Cut(new BgrImage(pixels, 20, 20), -15, -17, size, 1 / 256f, crop);
            Assert.All(crop, value => Assert.Equal(90 / 256f, value, 1e-3f));
        }
    }

    [Fact]
    public void LargeCrop_IsTheMeanOfWhatEachPixelCovers()
    {
        var image = new BgrImage(Noise(300, 300), 300, 300);
        var crop = new float[64 * 64];

        new GreyCrop(64).Cut(image, 10, 20, 256, 1, crop);

        for (var i = 0; i < 200; i++)
        {
            int u = _random.Next(64), v = _random.Next(64);
            var sum = 0f;
            for (var k = 0; k < 16; k++)
                sum += GreyCrop.Grey(image.Row(20 + (v * 4) + (k / 4)).Slice((10 + (u * 4) + (k % 4)) * 3, 3));
            Assert.Equal(sum / 16, crop[(v * 64) + u], 0.02f);
        }
    }

    [Fact]
    public void Warp_ByTheIdentity_CopiesThePixels_AndIsBlackBeyondTheEdge()
    {
        var pixels = Noise(50, 40);
        var warped = new byte[112 * 112 * 3];

        FaceWarp.Warp(new BgrImage(pixels, 50, 40), new Similarity(1, 0, 0, 0), 112, warped);

        for (var y = 0; y < 112; y++)
        {
            for (var x = 0; x < 112; x++)
            {
                for (var c = 0; c < 3; c++)
                    Assert.Equal(x < 50 && y < 40 ? pixels[(((y * 50) + x) * 3) + c] : 0, warped[(((y * 112) + x) * 3) + c]);
            }
        }
    }

    [Fact]
    public void Warp_ByAnySimilarity_IsWhatBilinearInterpolationIs()
    {
        var image = new BgrImage(Noise(90, 80), 90, 80);
        var toSource = new Similarity(0.6, 0.3, 12.3, -4.7);
        var warped = new byte[112 * 112 * 3];

        FaceWarp.Warp(image, toSource, 112, warped);

        for (var i = 0; i < 3000; i++)
        {
            int u = _random.Next(112), v = _random.Next(112), c = _random.Next(3);
            var p = toSource.Apply(new ImagePoint(u, v));
            Assert.InRange(warped[(((v * 112) + u) * 3) + c], Black(image, p.X, p.Y, c) - 1.01f, Black(image, p.X, p.Y, c) + 1.01f);
        }
    }

    [Fact]
    public void Sharpness_FallsWhenAFaceIsBlurred_AndBrightnessFollowsTheLight()
    {
        var sharp = Noise(112, 112);
        var soft = new byte[sharp.Length];
        for (var i = 0; i < soft.Length; i++)
            soft[i] = (byte)(((i >= 3 ? sharp[i - 3] : 0) + sharp[i] + (i + 3 < sharp.Length ? sharp[i + 3] : 0)) / 3);
        var dark = sharp.Select(v => (byte)(v / 2)).ToArray();
        var grey = new float[112 * 112];

        var of = AlignedFace.Measure(sharp, 112, grey);

        Assert.True(AlignedFace.Measure(soft, 112, grey).Sharpness < of.Sharpness * 0.7f);
        Assert.Equal(of.Brightness / 2, AlignedFace.Measure(dark, 112, grey).Brightness, 1f);
        Assert.All(grey, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(20, 29)]
    [InlineData(-20, -29)]
    public void Yaw_FollowsTheNose_WhateverTheRoll(float noseOffset, float degrees)
    {
        var points = new FivePoints(new(-30, 0), new(30, 0), new(noseOffset, 35), new(-20, 70), new(20, 70));
        var roll = new Similarity(0.9, 0.4, 100, 50);
        var rolled = new FivePoints(
            roll.Apply(points.LeftEye), roll.Apply(points.RightEye), roll.Apply(points.Nose), roll.Apply(points.LeftMouth), roll.Apply(points.RightMouth));

        Assert.Equal(degrees, AlignedFace.Yaw(points), 1f);
        Assert.Equal(degrees, AlignedFace.Yaw(rolled), 1f);
    }

    private byte[] Noise(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        _random.NextBytes(pixels);
        return pixels;
    }

    private static float Bilinear(BgrImage image, float x, float y, int channel)
    {
        int x0 = (int)MathF.Floor(x), y0 = (int)MathF.Floor(y);
        var upper = Mix(Repeat(image, x0, y0, channel), Repeat(image, x0 + 1, y0, channel), x - x0);
        var lower = Mix(Repeat(image, x0, y0 + 1, channel), Repeat(image, x0 + 1, y0 + 1, channel), x - x0);
        return Mix(upper, lower, y - y0);
    }

    private static float Black(BgrImage image, float x, float y, int channel)
    {
        int x0 = (int)MathF.Floor(x), y0 = (int)MathF.Floor(y);
        var upper = Mix(OrBlack(image, x0, y0, channel), OrBlack(image, x0 + 1, y0, channel), x - x0);
        var lower = Mix(OrBlack(image, x0, y0 + 1, channel), OrBlack(image, x0 + 1, y0 + 1, channel), x - x0);
        return Mix(upper, lower, y - y0);
    }

    private static float Mix(float a, float b, float weight) => a + ((b - a) * weight);

    private static float Repeat(BgrImage image, int x, int y, int channel) =>
        image.Row(Math.Clamp(y, 0, image.Height - 1))[(Math.Clamp(x, 0, image.Width - 1) * 3) + channel];

    private static float OrBlack(BgrImage image, int x, int y, int channel) =>
        x < 0 || y < 0 || x >= image.Width || y >= image.Height ? 0 : image.Row(y)[(x * 3) + channel];
}

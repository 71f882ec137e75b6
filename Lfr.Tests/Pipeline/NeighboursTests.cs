using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Video;
using Lfr.Tests.Support;

namespace Lfr.Tests.Pipeline;

/// <summary>People side by side and half in front of each other: dropping double finds of one face must not drop the neighbour's.</summary>
public sealed class NeighboursTests
{
    [Fact]
    public async Task NeighboursInTheStreet_AreBothFound_EvenWhereOneHidesHalfOfTheOther()
    {
        WalkRun.SkipUnlessPossible();
        var cancel = TestContext.Current.CancellationToken;
        using var detector = TestModels.OpenOrSkip().CreateDetector();
        var found = new List<Detection>();
        int pairs = 0, overlapping = 0;
        var lost = new List<string>();
        await using var video = await FrameSources.OpenAsync(
            CameraSource.Parse("file:" + WalkRun.Film, null), naturalSpeed: false, new FramePool(), TimeProvider.System, cancel);
        while (await video.ReadAsync(cancel) is { } frame)
        {
            using (frame)
            {
                var near = Near([.. WalkRun.Truth(frame.Number).Where(t => t.Value.Visible >= 0.5 && t.Value.Box.Height >= 36).Select(t => (t.Key, t.Value.Box))]);
                if (near.Count == 0)
                    continue;
                detector.Detect(new BgrImage(frame.Pixels, frame.Width, frame.Height), 0.45f, found);
                foreach (var ((nameA, a), (nameB, b)) in near)
                {
                    pairs++;
                    overlapping += a.Overlap(b) > 0 ? 1 : 0;
                    var one = Best(found, a);
                    var other = Best(found, b);
                    if (one < 0 || other < 0 || one == other)
                        lost.Add($"{nameA} and {nameB} in frame {frame.Number}");
                }
            }
        }

        Assert.True(pairs >= 20 && overlapping >= 5, $"The film has only {pairs} pairs of neighbours, {overlapping} that overlap.");
        // What is lost is a face of less than 40 px that is half hidden, for single frames: the detector does not see it.
        Assert.True(lost.Count <= pairs / 25, $"{lost.Count} of {pairs} pairs were not both found: {string.Join("; ", lost)}.");
    }

    [Fact]
    public void DroppingDoubleFinds_LeavesOneFindOfEveryFace_InEveryFrameOfTheStreet()
    {
        var random = new Random(5);
        for (var frame = 0; frame < 300; frame += 10)
        {
            var faces = WalkRun.Truth(frame).Values.Where(t => t.Visible >= 0.5).Select(t => t.Box).ToArray();
            List<Detection> finds = [.. faces.SelectMany(face => Enumerable.Range(0, 12).Select(_ => Unsteady(face, random)))];
            PriorDecoder.KeepBest(finds, 0.4f);
            Assert.Equal(faces.Length, finds.Count);
            Assert.All(faces, face => Assert.Single(finds, find => find.Overlap(face) > 0.5f));
        }
    }

    [Theory]
    [InlineData(0.5, 1, 0)]
    [InlineData(0.6, 1, 0.2)]
    [InlineData(0.4, 0.7, 0.1)]
    public void FaceHalfBehindAnother_IsKept(double aside, double smaller, double higher)
    {
        List<Detection> finds = [new(100, 100, 80, 100, 0.99f), new(100 + (80 * (float)aside), 100 - (100 * (float)higher), 80 * (float)smaller, 100 * (float)smaller, 0.8f)];
        PriorDecoder.KeepBest(finds, 0.4f);
        Assert.Equal(2, finds.Count);
    }

    /// <summary>A find of a face as neighbouring cells of the detector make it: a little off, and unsure.</summary>
    private static Detection Unsteady(Detection face, Random random)
    {
        float Off() => 1 + (0.12f * (random.NextSingle() - 0.5f));
        return new Detection(
            face.X + (face.Width * (Off() - 1)), face.Y + (face.Height * (Off() - 1)), face.Width * Off(), face.Height * Off(), 0.5f + (0.5f * random.NextSingle()));
    }

    /// <summary>Pairs whose middles are less than one and a half faces apart.</summary>
    private static List<((string Name, Detection Box) A, (string Name, Detection Box) B)> Near((string Name, Detection Box)[] faces)
    {
        var near = new List<((string, Detection), (string, Detection))>();
        for (var i = 0; i < faces.Length; i++)
        {
            for (var j = i + 1; j < faces.Length; j++)
            {
                var (a, b) = (faces[i].Box, faces[j].Box);
                var apart = MathF.Abs(a.X + (a.Width / 2) - b.X - (b.Width / 2)) / MathF.Max(a.Width, b.Width);
                if (apart < 1.5f && MathF.Abs(a.Y - b.Y) < MathF.Max(a.Height, b.Height))
                    near.Add((faces[i], faces[j]));
            }
        }

        return near;
    }

    private static int Best(List<Detection> found, Detection box)
    {
        var best = -1;
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Overlap(box) >= 0.3f && (best < 0 || found[i].Overlap(box) > found[best].Overlap(box)))
                best = i;
        }

        return best;
    }
}

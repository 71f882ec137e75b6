using System.Collections.Concurrent;
using System.Diagnostics;
using Lfr.Inference.Children;
using Lfr.Inference.Faces;
using Lfr.Tests.Support;
using SkiaSharp;

namespace Lfr.Tests.Faces;

/// <summary>Pictures from outside are decoded by a child; whatever happens to it is a refusal, and the next picture is decoded.</summary>
public sealed class PictureDecoderTests : IDisposable
{
    private static readonly byte[] Jpeg = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 48, 32, (x, _) => x < 24 ? SKColors.Red : SKColors.Blue);

    private readonly ConcurrentQueue<int> _started = new();
    private readonly PictureDecoder _decoder;

    public PictureDecoderTests() => _decoder = new PictureDecoder(2, StartReal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _decoder.Dispose();

    [Fact]
    public async Task Picture_IsDecodedToThePixelsThatThisProcessWouldFind()
    {
        using var here = Picture.Decode(Jpeg);
        using var there = await _decoder.DecodeAsync(Jpeg, 2400, Cancel);

        Assert.Equal((here.Width, here.Height), (there.Width, there.Height));
        Assert.True(here.Image.Pixels.SequenceEqual(there.Image.Pixels));
    }

    [Fact]
    public async Task TurnedAndCroppedPicture_IsCutInTheChild_AndOnlyWhatIsLeftComesBack()
    {
        var view = new PictureView(2400, 1, new PictureArea(1, 2, 90, 10), new PictureCrop(5_000, 2_500, 2_500, 5_000));
        using var here = Picture.Decode(Jpeg, view);
        using var there = await _decoder.DecodeAsync(Jpeg, view, Cancel);

        Assert.Equal((7, 10, 8, 24), (there.Width, there.Height, there.OwnWidth, there.OwnHeight));
        Assert.True(here.Image.Pixels.SequenceEqual(there.Image.Pixels));
    }

    [Fact]
    public async Task EachPicture_HasAProcessOfItsOwn_AndThoseOfOneAlertShareOne()
    {
        (await _decoder.DecodeAsync(Jpeg, 2400, Cancel)).Dispose();
        var together = await _decoder.DecodeAsync([Jpeg, Jpeg], Cancel);

        Assert.Equal(2, together.Length);
        await Eventually.HoldsAsync(() => Task.FromResult(_started.Count == 3), "a child for the next picture was started");
        await Eventually.HoldsAsync(() => Task.FromResult(_started.Count(IsGone) == 2), "those of both pictures are gone, and the spare waits");
    }

    [Fact]
    public async Task Bomb_OfFortyMillionPixels_GivesNoMorePixelsThanWereAskedFor()
    {
        var bomb = UploadFiles.WholePngBomb(8_000, 5_000);

        using var picture = await _decoder.DecodeAsync(bomb, 400, Cancel);

        Assert.Equal((400, 250), (picture.Width, picture.Height));
        Assert.InRange(bomb.Length, 1, 1_000_000);
        var refusal = await Assert.ThrowsAsync<PictureRefusedException>(() => _decoder.DecodeAsync([bomb], Cancel));
        Assert.Equal("too-many-pixels", refusal.Code);
    }

    [Fact]
    public async Task PictureThatNeedsMoreMemoryThanAChildHas_IsRefused()
    {
        using var poor = new PictureDecoder(1, () => PictureChild.Start(ChildLimits.Picture with { Memory = 100 << 20 }));

        var refusal = await Assert.ThrowsAsync<PictureRefusedException>(() => poor.DecodeAsync(UploadFiles.WholePngBomb(8_000, 5_000), 400, Cancel));

        Assert.Contains(refusal.Code, (string[])["too-many-pixels", "unreadable"]);
        using var next = await poor.DecodeAsync(Jpeg, 400, Cancel);
        Assert.Equal(48, next.Width);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("not-a-picture")]
    [InlineData("damaged")]
    [InlineData("too-many-bytes")]
    public async Task HostileFile_IsRefused_WithTheSentenceOfTheChild(string code)
    {
        byte[] file = code switch
        {
            "empty" => [],
            "not-a-picture" => "hello, I am a picture"u8.ToArray(),
            "damaged" => [.. Jpeg.Take(Jpeg.Length / 2)],
            _ => [.. Jpeg, .. new byte[Picture.MaximumBytes]],
        };

        var refusal = await Assert.ThrowsAsync<PictureRefusedException>(() => _decoder.DecodeAsync(file, 2400, Cancel));

        Assert.Equal(code, refusal.Code);
        Assert.False(refusal.MayWorkLater);
    }

    [Fact]
    public async Task ChildThatIsKilledInTheMiddle_IsReplacedOnce_AndThePictureIsDecoded()
    {
        _decoder.Warm();
        var first = Assert.Single(_started);
        Signal("-STOP", first);

        var decoding = _decoder.DecodeAsync(Jpeg, 2400, Cancel);
        Signal("-KILL", first);

        using var picture = await decoding;
        Assert.Equal(48, picture.Width);
    }

    [Theory]
    [InlineData("kill -KILL $$", "dies")]
    [InlineData("exec sleep 1000", "hangs until it is given up")]
    [InlineData("echo Not a child of ours; exec sleep 1000", "does not say that it is ready")]
    [InlineData("printf 'R\\377\\377\\377\\177\\377\\377\\377\\177'; exec sleep 1000", "answers with more pixels than were asked for")]
    [InlineData("printf 'R\\000\\000\\000\\000\\377\\377\\377\\177'; exec sleep 1000", "refuses without an end")]
    [InlineData("printf 'R\\001\\000\\000\\000\\001\\000\\000\\000a'", "answers with less than it says")]
    [InlineData("head -c 200000000 /dev/zero | tr '\\0' 'x' >&2; exec head -c 100000 /dev/zero", "floods")]
    public async Task ChildThatIsNone_IsARefusal_ThatSaysWhatToDo(string script, string what)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The children of this test are shell scripts.");
        using var decoder = new PictureDecoder(1, () => PictureChild.Start("/bin/sh", ["-c", script], ChildLimits.Picture, TimeSpan.FromSeconds(2)));

        var refusal = await Assert.ThrowsAsync<PictureRefusedException>(() => decoder.DecodeAsync(Jpeg, 2400, Cancel));

        Assert.True(refusal.Code == "unreadable", what);
        Assert.StartsWith("This picture could not be read,", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("try once more.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramThatIsNotThere_SaysNothingAboutThePicture()
    {
        using var decoder = new PictureDecoder(1, () => PictureChild.Start("/no/such/program", [], ChildLimits.Picture));

        var refusal = await Assert.ThrowsAsync<PictureRefusedException>(() => decoder.DecodeAsync(Jpeg, 2400, Cancel));

        Assert.True(refusal.MayWorkLater);
    }

    [Fact]
    public async Task EightAtOnce_AreAllDecoded()
    {
        var pictures = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _decoder.DecodeAsync(Jpeg, 2400, Cancel)));

        Assert.All(pictures, picture => Assert.Equal(48, picture.Width));
    }

    [Fact]
    public async Task MoreThanTheLimit_WaitForAPlace()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The children of this test are shell scripts.");
        var started = 0;
        using var decoder = new PictureDecoder(2, () =>
        {
            Interlocked.Increment(ref started);
            return PictureChild.Start("/bin/sh", ["-c", "exec sleep 1000"], ChildLimits.Picture);
        });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var asked = Enumerable.Range(0, 8).Select(_ => decoder.DecodeAsync(Jpeg, 2400, leaving.Token)).ToArray();

        await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref started) == 2), "two children were started");
        Assert.All(asked, task => Assert.False(task.IsCompleted));
        Assert.Equal(2, Volatile.Read(ref started));
        await leaving.CancelAsync();
        foreach (var task in asked)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
    }

    [Fact]
    public void Child_KnowsNothingOfItsParentsSurroundings()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The surroundings of a process are read from /proc.");
        using var child = StartReal();

        var names = File.ReadAllText($"/proc/{child.Id}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')[0]);

        Assert.All(names, name => Assert.StartsWith("DOTNET_", name, StringComparison.Ordinal));
    }

    private static bool IsGone(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    private static void Signal(string signal, int id)
    {
        using var kill = Process.Start("kill", [signal, $"{id}"]);
        kill.WaitForExit();
    }

    private PictureChild StartReal()
    {
        var child = PictureChild.Start(ChildLimits.Picture);
        _started.Enqueue(child.Id);
        return child;
    }
}

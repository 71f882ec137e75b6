using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Lfr.Inference.Evaluation;
using Lfr.Tests.Support;

namespace Lfr.Tests.Pipeline;

public sealed class EvaluateVideoTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-evaluate").FullName;

    public EvaluateVideoTests()
    {
        WalkRun.SkipUnlessPossible();
        foreach (var person in new[] { "03", "20" })
        {
            var of = Directory.CreateDirectory(Path.Combine(folder, "list", person)).FullName;
            File.Copy(Path.Combine(TestData.Demo, "people", person, "portrait.jpg"), Path.Combine(of, "portrait.jpg"));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Json_IsOneLineForEachAlert_AndALastOneOfTotals()
    {
        var (exit, output, errors) = await Run("--gallery", Path.Combine(folder, "list"), "--video", Beginning(), "--json");
        Assert.Equal((0, ""), (exit, errors));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.Equal(["time_s", "frame", "identity", "score", "box"], lines[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("03", lines[0].GetProperty("identity").GetString());
        Assert.Equal(lines[0].GetProperty("frame").GetInt64() / 12.5, lines[0].GetProperty("time_s").GetDouble(), 2);
        Assert.Equal(4, lines[0].GetProperty("box").GetArrayLength());
        Assert.InRange(lines[0].GetProperty("score").GetDouble(), 0.54, 1);
        Assert.Equal(["frames", "faces", "tracks", "drops", "damaged", "invented", "unreadable", "complaints", "seconds"], lines[1].EnumerateObject().Select(p => p.Name));
        Assert.Equal(0, lines[1].GetProperty("drops").GetInt32());
    }

    [Fact]
    public async Task Threshold_ThatNobodyReaches_GivesNoAlert()
    {
        var (exit, output, _) = await Run("--gallery", Path.Combine(folder, "list"), "--video", Beginning(), "--json", "--threshold", "0.999");
        Assert.Equal(0, exit);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Text_IsForPeople()
    {
        var (exit, output, _) = await Run("--gallery", Path.Combine(folder, "list"), "--video", Beginning());
        Assert.Equal(0, exit);
        Assert.Contains("03", output, StringComparison.Ordinal);
        Assert.Contains("frames dropped", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingVideo_IsASentence()
    {
        var (exit, _, errors) = await Run("--gallery", Path.Combine(folder, "list"), "--video", Path.Combine(folder, "none.mp4"), "--json");
        Assert.Equal((1, "The video file none.mp4 does not exist on this worker."), (exit, errors.Trim()));
    }

    [Fact]
    public async Task FolderOfWhichNothingCanBeRead_IsAnError()
    {
        var pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures")).FullName;
        await File.WriteAllTextAsync(Path.Combine(pictures, "1.png"), "no picture", TestContext.Current.CancellationToken);
        var (exit, output, errors) = await Run("--gallery", Path.Combine(folder, "list"), "--video", "images:" + pictures, "--json");
        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("None of the 1 pictures in the folder pictures could be read. The last one: The file is not a JPEG, PNG or WebP picture.", errors, StringComparison.Ordinal);
    }

    /// <summary>The same person twice: the second pass raises no alert, and is a line all the same.</summary>
    [Fact]
    public async Task PassThatRepeatsAnAlert_IsALineOfItsOwn()
    {
        var (exit, output, _) = await Run("--gallery", Path.Combine(folder, "list"), "--video", Twice(), "--json");
        Assert.Equal(0, exit);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var passes = lines[..^1].Where(l => l.GetProperty("identity").GetString() == "03").ToArray();
        Assert.Equal([false, true], passes.Select(p => p.TryGetProperty("repeat", out var repeat) && repeat.GetBoolean()));
        Assert.Equal(["time_s", "frame", "identity", "score", "box", "repeat"], passes[1].EnumerateObject().Select(p => p.Name));
        Assert.True(passes[1].GetProperty("time_s").GetDouble() > 4);
    }

    [Fact]
    public async Task EmptyGallery_IsASentence()
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;
        var (exit, _, errors) = await Run("--gallery", empty, "--video", WalkRun.Film);
        Assert.Equal(1, exit);
        Assert.Contains("one for each identity is needed.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThresholdThatIsNoCosine_IsRefused()
    {
        var (exit, _, errors) = await Run("--gallery", folder, "--video", WalkRun.Film, "--threshold", "7");
        Assert.Equal(1, exit);
        Assert.Contains("between -1 and 1", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Errors)> Run(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        var root = new RootCommand { EvaluateCommand.Create() };
        var exit = await root.Parse(["evaluate", "video", .. arguments]).InvokeAsync(
            new InvocationConfiguration { Output = output, Error = errors }, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), errors.ToString());
    }

    private string Twice()
    {
        var (once, film) = (Beginning(), Path.Combine(folder, "twice.mp4"));
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", "-stream_loop", "1", "-i", once, "-c", "copy", film]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return film;
    }

    /// <summary>The first four seconds of the street: person 03 comes close enough in them, nobody else of this list does.</summary>
    private string Beginning()
    {
        var film = Path.Combine(folder, "beginning.mp4");
        using var process = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-nostdin", "-v", "error", "-y", "-i", WalkRun.Film, "-t", "4", "-c:v", "libx264", "-crf", "18", film]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return film;
    }
}

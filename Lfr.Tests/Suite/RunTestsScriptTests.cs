using System.Diagnostics;
using Lfr.Tests.Support;

namespace Lfr.Tests.Suite;

/// <summary>What <c>./test.sh</c> makes of tests that pass, fail, fail once or take the program with them. Each run is a real one, of <see cref="SampleTests"/>.</summary>
public sealed class RunTestsScriptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-suite-").FullName;

    public RunTestsScriptTests() => Assert.SkipUnless(File.Exists("/bin/bash"), "The script of the suite needs bash.");

    private string Unsteady => Path.Combine(folder, "unsteady.txt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task TestThatFailsOnce_PassesTheRun_AndIsNamedBeforeTheLastLine()
    {
        const string Said = "unsteady: Lfr.Tests.Suite.SampleTests.FailsTheFirstTime(argument: \"\\\"quoted\\\" <test name=\\\"x\\\" result=\\\"Pass\\\"> & 100 %\"), "
            + "The camera was late, <test result=\"Pass\"> by \"3\" s.";

        var (code, lines) = await RunAsync(nameof(SampleTests.FailsTheFirstTime), nameof(SampleTests.Passes));

        Assert.Equal(Said, lines[^2]);
        Assert.Equal("3 passed, 0 failed, 0 skipped", lines[^1]);
        Assert.Equal(0, code);
        Assert.Equal([Said], await File.ReadAllLinesAsync(Unsteady, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(nameof(SampleTests.FailsAlways), "It never works.")]
    [InlineData(nameof(SampleTests.FailsThenIsSkipped), "The camera was late.")]
    [InlineData(nameof(SampleTests.FailsThenCrashesTheProgram), "The camera was late.")]
    public async Task TestThatDoesNotPassTheSecondTime_FailsTheRun(string sample, string why)
    {
        var (code, lines) = await RunAsync(sample, nameof(SampleTests.Passes));

        Assert.Equal([$"Failed twice: Lfr.Tests.Suite.SampleTests.{sample}", $"  {why}", "1 passed, 1 failed, 0 skipped"], lines[^3..]);
        Assert.Equal(1, code);
        Assert.False(File.Exists(Unsteady));
    }

    [Fact]
    public async Task SteadyFailure_BesideAnUnsteadyTest_FailsTheRun_AndBothAreNamed()
    {
        var (code, lines) = await RunAsync(nameof(SampleTests.FailsTheFirstTime), nameof(SampleTests.FailsAlways));

        Assert.Equal("Failed twice: Lfr.Tests.Suite.SampleTests.FailsAlways", lines[^4]);
        Assert.StartsWith("unsteady: Lfr.Tests.Suite.SampleTests.FailsTheFirstTime", lines[^2], StringComparison.Ordinal);
        Assert.Equal("2 passed, 1 failed, 0 skipped", lines[^1]);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task MoreThanTenFailures_AreNotRunAgain()
    {
        var (code, lines) = await RunAsync(nameof(SampleTests.FailsInManyRows));

        Assert.DoesNotContain(lines, l => l.StartsWith("Once more", StringComparison.Ordinal));
        Assert.Equal("0 passed, 11 failed, 0 skipped", lines[^1]);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task ProgramThatCrashes_IsAFailure_AndIsNotRunAgain()
    {
        var (code, lines) = await RunAsync(nameof(SampleTests.CrashesTheProgram));

        Assert.DoesNotContain(lines, l => l.StartsWith("Once more", StringComparison.Ordinal));
        Assert.Equal("0 passed, 1 failed, 0 skipped", lines[^1]);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task FilterThatFitsNothing_IsAFailure()
    {
        var (code, lines) = await RunAsync("ThereIsNoSuchTest");

        Assert.Equal(["No test ran.", "0 passed, 1 failed, 0 skipped"], lines[^2..]);
        Assert.Equal(1, code);
    }

    private async Task<(int Code, string[] Lines)> RunAsync(params string[] samples)
    {
        var start = new ProcessStartInfo("/bin/bash", [
            Repository.Combine("eng", "run-tests.sh"), folder, "dotnet", typeof(SampleTests).Assembly.Location, "-noColor", "-explicit", "only", "--",
            .. samples.SelectMany(s => new[] { "-method", $"{typeof(SampleTests).FullName}.{s}" }),
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[SampleTests.Memory] = folder;
        var cancel = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        await error;
        return (process.ExitCode, output.TrimEnd().Split('\n'));
    }
}

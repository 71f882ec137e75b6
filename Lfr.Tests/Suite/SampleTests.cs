namespace Lfr.Tests.Suite;

/// <summary>
/// Tests that end in every way a test can, for <see cref="RunTestsScriptTests"/>, which runs them in a program of their own. Explicit, so that no other
/// run takes them.
/// </summary>
public class SampleTests
{
    /// <summary>Names a folder in which a sample remembers that it ran before.</summary>
    public const string Memory = "LFR_SAMPLE_MEMORY";

    public static TheoryData<int> Many => [.. Enumerable.Range(1, 11)];

    [Fact(Explicit = true)]
    public void Passes()
    {
    }

    [Theory(Explicit = true)]
    [InlineData("steady")]
    [InlineData("\"quoted\" <test name=\"x\" result=\"Pass\"> & 100 %")]
    public void FailsTheFirstTime(string argument) =>
        Assert.True(argument == "steady" || RanBefore(), "The camera was late,\n<test result=\"Pass\"> by \"3\" s.");

    [Fact(Explicit = true)]
    public void FailsAlways() => Assert.Fail("It never works.");

    [Fact(Explicit = true)]
    public void FailsThenIsSkipped()
    {
        Assert.SkipWhen(RanBefore(), "The camera is gone.");
        Assert.Fail("The camera was late.");
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Many))]
    public void FailsInManyRows(int row) => Assert.Fail($"Row {row} fails, the first time and the second.");

    [Fact(Explicit = true)]
    public void FailsThenCrashesTheProgram()
    {
        if (RanBefore())
            Crash();
        Assert.Fail("The camera was late.");
    }

    [Fact(Explicit = true)]
    public void CrashesTheProgram() => Crash();

    private static void Crash()
    {
        using var program = System.Diagnostics.Process.GetCurrentProcess();
        program.Kill();
        program.WaitForExit();
    }

    private static bool RanBefore()
    {
        var mark = Path.Combine(Environment.GetEnvironmentVariable(Memory)!, "ran");
        if (File.Exists(mark))
            return true;
        File.WriteAllText(mark, "");
        return false;
    }
}

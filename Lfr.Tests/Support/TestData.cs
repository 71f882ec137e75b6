namespace Lfr.Tests.Support;

/// <summary>Where test pictures lie: the committed synthetic people always, photographs for evaluation only on machines that have them.</summary>
public static class TestData
{
    private const string Variable = "LFR_TEST_DATA";

    /// <summary>The folder of the demonstration, as it is copied beside the program.</summary>
    public static string Demo { get; } = Path.Combine(AppContext.BaseDirectory, "Demo");

    /// <summary>A folder or file of the evaluation data. Skips the calling test when it is not on this machine.</summary>
    public static string EvaluationOrSkip(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) ?? FindSibling();
        var path = folder is null ? null : Path.Combine([folder, .. parts]);
        Assert.SkipUnless(
            path is not null && Path.Exists(path),
            $"The evaluation photographs ({string.Join('/', parts)}) are not on this machine; they are never committed. Set {Variable} to their folder.");
        return path!;
    }

    private static string? FindSibling()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}

using System.Text.RegularExpressions;
using Lfr.Tests.Support;

namespace Lfr.Tests.Suite;

/// <summary>What <c>./bench.sh --write</c> kept, and what the documents say of it.</summary>
public partial class BenchmarkResultsTests
{
    private static string Results => Path.Combine(Repository.Root, "Lfr.Benchmarks", "results");

    /// <summary>Two processors of one name would otherwise write over each other.</summary>
    [Fact]
    public void Results_AreNamedAfterTheFamilyAndModelOfTheirProcessor()
    {
        foreach (var file in Directory.EnumerateFiles(Results, "*.md"))
        {
            var processor = Processor().Match(File.ReadAllText(file));
            Assert.Contains($"-family-{processor.Groups["family"].Value}-model-{processor.Groups["model"].Value}.", Path.GetFileName(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Documents_NameResultsThatAreThere()
    {
        var named = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .SelectMany(f => Named().Matches(File.ReadAllText(f)).Select(m => m.Groups["file"].Value)).Distinct(StringComparer.Ordinal);

        Assert.All(named, file => Assert.True(File.Exists(Path.Combine(Results, file)), file));
    }

    [GeneratedRegex(@"family (?<family>\d+), model (?<model>\d+)")]
    private static partial Regex Processor();

    [GeneratedRegex(@"Lfr\.Benchmarks/results/(?<file>[\w.-]+\.md)")]
    private static partial Regex Named();
}

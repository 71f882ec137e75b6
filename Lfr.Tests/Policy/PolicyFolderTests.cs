using System.Text.Json.Nodes;
using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

/// <summary>What files of one folder must not do to each other, and what a file may leave out.</summary>
public sealed class PolicyFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-folder-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Two people who each put a file there on one evening: which of them holds is not left to their names.</summary>
    [Fact]
    public void TwoAdoptedFromOneDay_AreRefused_AndOneThatIsNotAdoptedYetIsRead()
    {
        Write("a.json", _ => { });
        Write("b.json", p => p["id"] = "other");
        Refused("b.json", "effectiveFrom", "a.json is adopted from the same day on, 1 January 2026");

        Write("b.json", p => (p["id"], p["adopted"]) = ("other", false));
        Assert.Equal(2, PolicyLibrary.Load(folder).All.Count);
    }

    [Fact]
    public void FileThatCannotBeOpened_IsRefusedByItsName()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right of their own there.");
        File.CreateSymbolicLink(Path.Combine(folder, "p.json"), Path.Combine(folder, "gone"));

        Refused("p.json", "", "The file cannot be read.");
    }

    [Fact]
    public void Terms_MayBeCited_WhereThereAreAny()
    {
        static void Cite(JsonNode pack) => pack["citations"]!["terms"] = new JsonArray(new JsonObject { ["ours"] = "Names that we use." });
        Write("p.json", Cite);
        Assert.Single(Assert.Single(PolicyLibrary.Load(folder).All).CitationsOf("terms"));

        Write("p.json", p =>
        {
            Cite(p);
            p["terms"] = null;
        });
        Refused("p.json", "citations.terms", "no such rule, number, time or section");
    }

    private void Refused(string file, string field, string words)
    {
        var refusal = Assert.Throws<PolicyPackException>(() => PolicyLibrary.Load(folder));

        Assert.Equal((file, field), (refusal.File, refusal.Field));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private void Write(string file, Action<JsonNode> change)
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "uk-2026.json")))!;
        change(pack);
        File.WriteAllText(Path.Combine(folder, file), pack.ToJsonString());
    }
}

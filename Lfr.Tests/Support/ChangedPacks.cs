using System.Text.Json.Nodes;
using Lfr.Shared.Policy;

namespace Lfr.Tests.Support;

/// <summary>The model policy that is shipped, changed, in a folder of its own.</summary>
internal sealed class ChangedPacks : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-packs-").FullName;

    public ChangedPacks(Action<JsonNode> change)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "policies");
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(shipped, "uk-2026.json")))!;
        change(pack);
        File.WriteAllText(Path.Combine(folder, "uk-2026.json"), pack.ToJsonString());
        Library = PolicyLibrary.Load(folder);
    }

    public PolicyLibrary Library { get; }

    public PolicyPack Uk => Library.Find("uk-2026.1")!;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

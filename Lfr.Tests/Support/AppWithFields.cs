using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Support;

/// <summary>A running application whose policy in force gives its categories fields: those of the second version of the model policy.</summary>
public sealed class AppWithFields : IAsyncLifetime
{
    private readonly ChangedPacks packs = new(pack =>
    {
        var second = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "uk-2026-2.json")))!;
        pack["categories"] = second["categories"]!.DeepClone();
        pack["rules"]!["R55"] = "Block";
        pack["citations"]!["R55"] = second["citations"]!["R55"]!.DeepClone();
    });

    /// <summary>The application.</summary>
    public LfrApp App { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => App = await LfrApp.StartAsync(new LfrAppOptions { Configure = b => b.Services.AddSingleton(packs.Library) });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        packs.Dispose();
    }
}

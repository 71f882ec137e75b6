using Lfr.Web.Components.Pages;

namespace Lfr.Tests.Support;

/// <summary>One running application (accounts, no worker) for all tests of a class that leave it as they found it: <c>IClassFixture&lt;SharedApp&gt;</c>.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    /// <summary>The application.</summary>
    public LfrApp App { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => App = await LfrApp.StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}

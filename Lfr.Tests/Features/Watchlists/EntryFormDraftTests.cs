using Bunit;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Parts;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using MudBlazor.Services;

using TestContext = Xunit.TestContext;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>The form for an entry while the browser still looks for what was written before.</summary>
public sealed class EntryFormDraftTests(SharedApp shared) : BunitContext, IClassFixture<SharedApp>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>On a slow line a person has chosen a file before the browser answers. What comes back are the words alone: the photograph stays the one that was chosen.</summary>
    [Fact]
    public async Task PhotographChosenBeforeTheOlderWordsCameBack_Stays()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var account = (await shared.App.Services.GetRequiredService<Accounts>().FindByEmailAsync(LfrApp.Person(Roles.Compiler).Email, Cancel))!;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddFallbackServiceProvider(shared.App.Services);
        Services.AddMudServices();
        Services.AddScoped(_ => new CurrentActor(new SignedIn(account), null!, shared.App.Services.GetRequiredService<Accounts>(), TimeProvider.System));
        var tab = new SlowTab();
        var storage = new ProtectedSessionStorage(tab, shared.App.Services.GetRequiredService<IDataProtectionProvider>());
        Services.AddSingleton(storage);
        var key = $"lfr-entry-{list.DeploymentId:N}-new-{account.Id:N}";
        await storage.SetAsync(key, new EntryDraft { Id = Guid.CreateVersion7(), Justification = "Named by two witnesses." });

        var page = Render<EntryForm>(p => p.Add(f => f.Id, list.DeploymentId));
        page.WaitForElement(".photograph");
        var field = page.FindComponent<PhotographField>().Instance;
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("No picture at all.", "words.jpg"));
        page.WaitForAssertion(() => Assert.Contains("This photograph cannot be used.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        tab.Answer();

        page.WaitForAssertion(() => Assert.Contains("What you wrote has been restored.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Same(field, page.FindComponent<PhotographField>().Instance);
        Assert.Contains("This photograph cannot be used.", page.Markup, StringComparison.Ordinal);
    }

    /// <summary>The storage of a tab that answers when the test says so.</summary>
    private sealed class SlowTab : IJSRuntime
    {
        private readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string? written;

        public void Answer() => answer.SetResult();

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            if (identifier == "sessionStorage.setItem")
            {
                written = (string?)args![1];
                return default!;
            }

            await answer.Task;
            return (TValue)(object)written!;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
    }

    private sealed class SignedIn(AccountNow account) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(LfrClaims.For(account, "1")));
    }
}

using Bunit;
using Lfr.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Lfr.Tests.Components;

/// <summary>Parts that stand on MudBlazor.</summary>
public sealed class MudPartsTests : BunitContext, IAsyncLifetime
{
    public MudPartsTests()
    {
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Button_PressedTwice_DoesItsWorkOnce()
    {
        var gate = new TaskCompletionSource();
        var presses = 0;
        var button = Render<BusyButton>(p => p
            .Add(b => b.OnClick, EventCallback.Factory.Create(this, () =>
            {
                presses++;
                return gate.Task;
            }))
            .AddChildContent("Go live"));

        var first = button.InvokeAsync(() => button.Find("button").ClickAsync(new MouseEventArgs()));
        button.WaitForState(() => button.Find("button").HasAttribute("disabled"));
        Assert.Equal("true", button.Find("button").GetAttribute("aria-busy"));
        // A second press that was already under way when the button was disabled.
        await button.InvokeAsync(() => button.FindComponent<MudButton>().Instance.OnClick.InvokeAsync(new MouseEventArgs()));
        Assert.Equal(1, presses);

        gate.SetResult();
        await first;
        button.WaitForState(() => !button.Find("button").HasAttribute("disabled"));
        Assert.Equal(1, presses);
    }

    [Fact]
    public async Task Button_WhoseWorkFails_CanBePressedAgain()
    {
        var button = Render<BusyButton>(p => p
            .Add(b => b.OnClick, EventCallback.Factory.Create(this, () => Task.FromException(new InvalidOperationException("It broke."))))
            .AddChildContent("Save"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => button.Find("button").ClickAsync(new MouseEventArgs()));
        button.Render();
        Assert.False(button.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Reason_LeftEmpty_IsAskedForAgain()
    {
        var (provider, answer) = await AskAsync();
        provider.FindAll("button").Single(b => b.TextContent.Trim() == "Postpone").Click();
        provider.WaitForAssertion(() => Assert.Contains("Enter a reason.", provider.Markup, StringComparison.Ordinal));
        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public async Task Reason_Written_IsReturnedTrimmed()
    {
        var (provider, answer) = await AskAsync();
        provider.Find("textarea").Input("  Snow.  ");
        provider.FindAll("button").Single(b => b.TextContent.Trim() == "Postpone").Click();
        Assert.Equal("Snow.", await answer);
    }

    /// <summary>A reason stands in the record: it is counted and never cut.</summary>
    [Fact]
    public async Task Reason_ThatIsTooLong_IsKeptAsTyped_AndNotTaken()
    {
        var (provider, answer) = await AskAsync();
        provider.Find("textarea").Input(new string('x', 10_000));
        provider.FindAll("button").Single(b => b.TextContent.Trim() == "Postpone").Click();

        provider.WaitForAssertion(() => Assert.Contains("This is 8,000 characters too long.", provider.Markup, StringComparison.Ordinal));
        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public async Task Reason_WhenThePersonGoesBack_IsNone()
    {
        var (provider, answer) = await AskAsync();
        provider.FindAll("button").Single(b => b.TextContent.Trim() == "Back").Click();
        Assert.Null(await answer);
    }

    [Fact]
    public async Task Reason_SaysWhatFallsWithIt()
    {
        var (provider, _) = await AskAsync();
        Assert.Contains("The authority falls.", provider.Markup, StringComparison.Ordinal);
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private async Task<(IRenderedComponent<MudDialogProvider> Provider, Task<string?> Answer)> AskAsync()
    {
        Render<MudPopoverProvider>();
        var provider = Render<MudDialogProvider>();
        var dialogs = Services.GetRequiredService<IDialogService>();
        Task<string?> answer = Task.FromResult<string?>(null);
        await provider.InvokeAsync(() =>
        {
            answer = ReasonDialog.AskAsync(
                dialogs, new ReasonQuestion("Postpone this deployment?", "Postpone", Consequences: ["The authority falls."]));
        });
        provider.WaitForElement("textarea");
        return (provider, answer);
    }
}

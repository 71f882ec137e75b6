using Bunit;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Lfr.Tests.Components;

/// <summary>A refusal that wants the second factor again asks for it where it stands, on every page that shows refusals.</summary>
public sealed class ConfirmIdentityTests : BunitContext, IAsyncLifetime
{
    private readonly List<string> entered = [];

    public ConfirmIdentityTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());
        Services.AddSingleton<ConfirmWithCode>((code, _) =>
        {
            entered.Add(code);
            return Task.FromResult(code == "123456" ? Outcome.Done : Outcome.Incomplete("This code does not count.", "Wait for the next."));
        });
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void RefusalForAnOldSecondFactor_AsksForIt_SaysWhatIsWrong_ThenWhatToDo()
    {
        var page = Render<OutcomeAlert>(p => p.Add(a => a.Outcome, Outcome.SecondFactorNeeded("This step needs your second factor.")));
        Assert.Contains("Not done yet: confirm that it is you", page.Markup, StringComparison.Ordinal);

        Enter(page, "");
        Assert.Contains("Enter the code that your app shows now.", page.Markup, StringComparison.Ordinal);
        Enter(page, "000000");
        page.WaitForAssertion(() => Assert.Contains("This code does not count. Wait for the next.", page.Markup, StringComparison.Ordinal));
        Enter(page, "123456");

        page.WaitForAssertion(() => Assert.Contains("Confirmed. Do it again now.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("input"));
        Assert.Equal(["000000", "123456"], entered);
    }

    [Fact]
    public void EveryOtherRefusal_AsksForNoCode() =>
        Assert.Empty(Render<OutcomeAlert>(p => p.Add(a => a.Outcome, Outcome.WrongState("The list is sealed."))).FindAll("input"));

    private static void Enter(IRenderedComponent<OutcomeAlert> page, string code)
    {
        page.Find("#confirm-identity-code").Input(code);
        page.Find("form").Submit();
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}

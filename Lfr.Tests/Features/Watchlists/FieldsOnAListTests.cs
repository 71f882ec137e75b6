using System.Globalization;
using Bunit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using MudBlazor.Services;

using TestContext = Xunit.TestContext;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>A policy that gives its categories fields: nobody comes onto a list without them, and the form has them.</summary>
public sealed class FieldsOnAListTests(AppWithFields fields) : BunitContext, IClassFixture<AppWithFields>, IAsyncLifetime
{
    private static readonly EntryFields Warrant = EntryFields.Of([new("court", "Snaresbrook Crown Court"), new("warrant_day", "2026-05-04")])!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task PersonWithoutTheFieldsOfTheCategory_IsNeitherProposedNorKeptSo_AndTwiceIsOnce()
    {
        var list = await CompiledList.StartAsync(fields.App);
        Says.RefusedBy("R55", await list.TryProposeAsync(Guid.CreateVersion7(), CompiledList.Portrait("01")), "Nothing is entered for “Court that issued the warrant”");
        Says.RefusedBy(
            "FORM", await list.TryProposeAsync(Guid.CreateVersion7(), CompiledList.Portrait("01"), d => d with { Fields = EntryFields.Of([new("ship", "The Swan")]) }), "no field “ship”");

        var id = await list.ProposeAsync("01", d => d with { Fields = Warrant });
        var kept = await list.EntryAsync(id);

        Assert.Equal(Warrant, kept.Details.Fields);
        CompiledList.Done(await list.TryProposeAsync(id, CompiledList.Portrait("01"), _ => kept.Details));
        Assert.Equal(1, await fields.App.InDatabaseAsync(db => db.Entries.CountAsync(e => e.DeploymentId == list.DeploymentId, Cancel)));
        Says.RefusedBy("R55", await list.Get<ChangeEntry>().RunAsync(Given.Compiler, id, kept.Details with { Fields = null }, null, kept.Revision, Cancel), "Nothing is entered for");
        CompiledList.Done(await list.DecideAsync(Given.Approver, id));
    }

    /// <summary>The order held to the end of the window when it was signed off; the window moved.</summary>
    [Fact]
    public async Task ListWithAnOrderThatEndsBeforeTheWindowDoes_IsNotSealed()
    {
        var list = await CompiledList.StartAsync(fields.App);
        var plan = await ChangePlanAsync(list, p => p with { Criteria = p.Criteria with { Categories = [.. p.Criteria.Categories, EntryCategory.SubjectToOrder] } });
        await CompiledList.ApproveCriteriaAsync(fields.App, list.DeploymentId, plan);
        var last = plan.Window!.End.AddTicks(-1).ForceDay().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var order = EntryFields.Of([new("conditions", "Not to enter South Street"), new("ends_on", last)]);
        CompiledList.Done(await list.DecideAsync(Given.Approver, await list.ProposeAsync("01", d => d with { Category = EntryCategory.SubjectToOrder, Response = PlannedResponse.CheckOrder, Fields = order })));

        await ChangePlanAsync(list, p => p with { Window = new Window(p.Window!.Start.AddDays(1), p.Window.End.AddDays(1)) });

        Says.RefusedBy("R55", await list.SealAsync(), "R-00001: The field “Last day on which it holds, or of its next review” is ");
        await ChangePlanAsync(list, p => p with { Window = plan.Window });
        CompiledList.Done(await list.SealAsync());
    }

    /// <summary>They stand below the category, and go with it.</summary>
    [Fact]
    public async Task Form_HasTheFieldsOfTheCategoryThatIsChosen()
    {
        var list = await CompiledList.StartAsync(fields.App);
        var account = (await fields.App.Services.GetRequiredService<Accounts>().FindByEmailAsync(LfrApp.Person(Roles.Compiler).Email, Cancel))!;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddFallbackServiceProvider(fields.App.Services);
        Services.AddMudServices();
        Services.AddScoped(_ => new CurrentActor(new SignedIn(account), null!, fields.App.Services.GetRequiredService<Accounts>(), TimeProvider.System));
        var storage = new ProtectedSessionStorage(new Tab(), fields.App.Services.GetRequiredService<IDataProtectionProvider>());
        Services.AddSingleton(storage);
        await storage.SetAsync($"lfr-entry-{list.DeploymentId:N}-new-{account.Id:N}", new EntryDraft
        {
            Id = Guid.CreateVersion7(), Category = EntryCategory.WantedByCourts, Fields = new(StringComparer.Ordinal) { ["court"] = "Snaresbrook Crown Court" },
        });

        var page = Render<EntryForm>(p => p.Add(f => f.Id, list.DeploymentId));
        page.WaitForAssertion(() => Assert.Equal("Snaresbrook Crown Court", page.Find("#field-court").GetAttribute("value")), TimeSpan.FromSeconds(30));
        Assert.Equal("Court that issued the warrant", page.Find("label[for=field-court]").TextContent);
        Assert.NotNull(page.Find("#field-warrant_day"));

        await page.InvokeAsync(() => page.FindComponent<ChoiceLine<EntryCategory>>().Instance.ValueChanged.InvokeAsync(EntryCategory.SubjectToOrder));

        page.WaitForAssertion(() => Assert.NotNull(page.Find("#field-ends_on")), TimeSpan.FromSeconds(30));
        Assert.Empty(page.FindAll("#field-court"));
        // Back again, nothing of the court is left.
        await page.InvokeAsync(() => page.FindComponent<ChoiceLine<EntryCategory>>().Instance.ValueChanged.InvokeAsync(EntryCategory.WantedByCourts));
        page.WaitForAssertion(() => Assert.Empty(page.Find("#field-court").GetAttribute("value") ?? ""), TimeSpan.FromSeconds(30));
    }

    private async Task<Plan> ChangePlanAsync(CompiledList list, Func<Plan, Plan> change)
    {
        var deployment = await fields.App.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == list.DeploymentId, Cancel));
        var plan = change(deployment.Plan);
        CompiledList.Done(await list.Get<ChangePlan>().RunAsync(Given.Planner, list.DeploymentId, plan, deployment.Revision, Cancel));
        return plan;
    }

    /// <summary>The storage of a tab.</summary>
    private sealed class Tab : IJSRuntime
    {
        private string? written;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            if (identifier != "sessionStorage.setItem")
                return new ValueTask<TValue>((TValue)(object)written!);
            written = (string?)args![1];
            return default;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
    }

    private sealed class SignedIn(AccountNow account) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(LfrClaims.For(account, "1")));
    }
}

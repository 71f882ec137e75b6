using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;

namespace Lfr.Web.Features.Deployments;

/// <summary>The short form with which a deployment begins.</summary>
public sealed partial class NewDeployment : IDisposable
{
    private static readonly (string, string?)[] Trail = [("Deployments", LfrRoutes.Deployments), ("New", null)];

    private readonly CancellationTokenSource leaving = new();
    private NewDeploymentDraft draft = new();
    private WindowDraft window = null!;
    private TabDraft<NewDeploymentDraft>? kept;
    private readonly FormProblems problems = new();
    private KeptWords? words;
    private bool ready;
    private bool restored;
    private Outcome? outcome;
    private PlanSheet? model;
    private Task loading = Task.CompletedTask;

    /// <summary>The deployment whose plan this one begins with.</summary>
    [SupplyParameterFromQuery(Name = "like")]
    public string? Like { get; set; }

    [Inject]
    private DraftDeployment Draft { get; set; } = null!;

    [Inject]
    private ReadPlan Read { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private PolicyLibrary Policies { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ProtectedSessionStorage Storage { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        kept?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        Begin(new NewDeploymentDraft { Id = Guid.CreateVersion7(Time.GetUtcNow()) });
        return loading = LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (Guid.TryParse(Like, out var like))
            model = await Read.RunAsync(await Actors.GetAsync(leaving.Token), like, leaving.Token);
        Begin(Fresh());
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await loading;
        // Of this person alone: somebody else may sign in in the same tab.
        var me = await Actors.GetAsync(leaving.Token);
        kept = new TabDraft<NewDeploymentDraft>(Storage, Time, $"lfr-new-deployment-{me.UserId:N}{(model is null ? "" : $"-{model.Id:N}")}", () => InvokeAsync(KeepAsync));
        if (await kept.ReadAsync() is { } before)
        {
            Begin(before);
            restored = true;
        }

        ready = true;
        StateHasChanged();
    }

    private NewDeploymentDraft Fresh()
    {
        var id = Guid.CreateVersion7(Time.GetUtcNow());
        return model is not { Plan: { } plan } ? new NewDeploymentDraft { Id = id } : new NewDeploymentDraft
        {
            Id = id,
            Like = model.Id,
            Name = plan.Name,
            Venue = plan.Place.Venue,
            Area = plan.Place.Area,
            Zone = plan.Place.Zone,
            Route = plan.Place.AlternativeRoute,
            Purpose = plan.Grounds.Purpose,
            Footfall = plan.ExpectedFootfall == 0 ? "" : Words.Number(plan.ExpectedFootfall),
        };
    }

    private void Begin(NewDeploymentDraft written)
    {
        draft = written;
        window = new WindowDraft(null, Time)
        {
            LongestHours = Policies.InForce(ForceTime.Day(Time.GetUtcNow()))?.Numbers.LongestWindowHours,
            StartDay = written.StartDay, StartTime = written.StartTime, EndDay = written.EndDay, EndTime = written.EndTime,
        };
    }

    private void Set(Action change)
    {
        change();
        (draft.StartDay, draft.StartTime, draft.EndDay, draft.EndTime) = (window.StartDay, window.StartTime, window.EndDay, window.EndTime);
        kept?.Touch();
        problems.Update(Wrong);
    }

    private async Task KeepAsync()
    {
        if (leaving.IsCancellationRequested || kept is null)
            return;
        await kept.KeepAsync(draft);
        StateHasChanged();
    }

    private async Task DiscardAsync()
    {
        await kept!.ForgetAsync();
        Begin(Fresh());
        problems.Clear();
        (restored, outcome) = (false, null);
    }

    private IReadOnlyList<FieldProblem> Wrong() => FormProblems.Of(new NewDeploymentValidator(window.Read().Problem, FirstDraft().At("faces")).Validate(draft));

    private PlanDraft FirstDraft() =>
        new(FirstPlan(Policies.InForce(ForceTime.Day(window.Read().Window?.Start ?? Time.GetUtcNow()))?.Numbers), Time) { Footfall = draft.Footfall };

    private async Task CreateAsync()
    {
        outcome = null;
        if (problems.Refuse(Wrong()))
            return;

        outcome = await Draft.RunAsync(await Actors.GetAsync(leaving.Token), draft.Id, FirstDraft().ToPlan() with { Window = window.Read().Window }, draft.Like, leaving.Token);
        if (!outcome.Succeeded)
            return;
        await kept!.ForgetAsync();
        await words!.ForgetAsync();
        Navigation.NavigateTo(LfrRoutes.Deployment(draft.Id));
    }

    private Plan FirstPlan(PolicyNumbers? numbers) => new(
        draft.Name.Trim(),
        new Place(draft.Venue, draft.Area, draft.Zone, draft.Route),
        null,
        new Grounds(UseCase.Undecided, "", draft.Purpose, "", "", "", "", "", ""),
        new WatchlistCriteria("", []),
        [], [], [], 0, "",
        numbers?.TargetFalseAlertRate ?? 0.001);
}

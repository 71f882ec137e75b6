using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>The short form with which a deployment begins.</summary>
public sealed partial class NewDeployment : IDisposable
{
    private static readonly (string, string?)[] Trail = [("Deployments", LfrRoutes.Deployments), ("New", null)];

    private readonly CancellationTokenSource leaving = new();
    private WindowDraft window = null!;
    private Guid id;
    private string name = "";
    private string venue = "";
    private string area = "";
    private string zone = "";
    private string route = "";
    private string purpose = "";
    private string footfall = "";
    private string? nameProblem;
    private string? footfallProblem;
    private Outcome? outcome;

    [Inject]
    private DraftDeployment Draft { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private PolicyLibrary Policies { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        id = Guid.CreateVersion7(Time.GetUtcNow());
        window = new WindowDraft(null, Time) { LongestHours = Policies.InForce(LondonTime.Day(Time.GetUtcNow()))?.Numbers.LongestWindowHours };
    }

    private async Task StartAsync()
    {
        var reading = window.Read();
        var policy = Policies.InForce(LondonTime.Day(reading.Window?.Start ?? Time.GetUtcNow()));
        var draft = new PlanDraft(FirstPlan(policy?.Numbers), Time) { Footfall = footfall };
        nameProblem = string.IsNullOrWhiteSpace(name) ? "Give the deployment a name." : null;
        footfallProblem = draft.FootfallProblem;
        if (nameProblem is not null || footfallProblem is not null || reading.Problem.Length > 0)
        {
            var problems = new[] { nameProblem, footfallProblem, reading.Problem }.Where(p => !string.IsNullOrEmpty(p));
            outcome = Outcome.Incomplete("The form is not complete.", string.Join(" ", problems));
            return;
        }

        outcome = await Draft.RunAsync(await Actors.GetAsync(leaving.Token), id, draft.ToPlan() with { Window = reading.Window }, leaving.Token);
        if (outcome.Succeeded)
            Navigation.NavigateTo(LfrRoutes.Deployment(id));
    }

    private Plan FirstPlan(PolicyNumbers? numbers) => new(
        name.Trim(),
        new Place(venue, area, zone, route),
        null,
        new Grounds(UseCase.Hotspot, "", purpose, "", "", "", "", "", ""),
        new WatchlistCriteria("", []),
        [], [], [], 0, "",
        numbers?.TargetFalseAlertRate ?? 0.001);
}

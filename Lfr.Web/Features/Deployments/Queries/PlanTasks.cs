using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>How far a task is.</summary>
public enum TaskProgress
{
    /// <summary>Nothing there yet.</summary>
    Open,

    /// <summary>Begun.</summary>
    Begun,

    /// <summary>There, but a person must look.</summary>
    Attention,

    /// <summary>Done.</summary>
    Done,
}

/// <summary>A task of the hub.</summary>
/// <param name="Title">What: <c>Assessments</c>.</param>
/// <param name="Progress">How far.</param>
/// <param name="Detail">In words: <c>2 of 4 in force on the day</c>.</param>
/// <param name="Href">Where it is done.</param>
public sealed record PlanTask(string Title, TaskProgress Progress, string Detail, string Href)
{
    /// <summary>Progress as a word.</summary>
    public string Word => Progress switch
    {
        TaskProgress.Done => "Done",
        TaskProgress.Begun => "Begun",
        TaskProgress.Attention => "Look at this",
        _ => "Not begun",
    };
}

/// <summary>The tasks of a deployment, computed from what is there.</summary>
public static class PlanTasks
{
    /// <summary>The seven tasks in the order in which they are done.</summary>
    public static IReadOnlyList<PlanTask> Of(Dossier dossier)
    {
        var (plan, id) = (dossier.Plan, dossier.Deployment.Id);
        var (place, grounds) = (plan.Place, plan.Grounds);
        return
        [
            Written("Purpose and place", LfrRoutes.PlanStep(id, PlanStep.Place.Address()),
                ("name", plan.Name), ("place", place.Venue), ("area", place.Area), ("recognition zone", place.Zone), ("another way", place.AlternativeRoute),
                ("date and hours", plan.Window is null ? "" : "set"), ("evidence for the use case", grounds.UseCaseEvidence), ("purpose", grounds.Purpose),
                ("legal power", grounds.LegalPower), ("reason to believe", grounds.ReasonToBelieve)),
            Written("Necessity and proportionality", LfrRoutes.PlanStep(id, PlanStep.Necessity.Address()),
                ("necessity", grounds.Necessity), ("proportionality", grounds.Proportionality), ("less intrusive methods", grounds.LessIntrusive),
                ("sensitive sites", grounds.SensitiveSites), ("whether a protest is expected", plan.Protest is null ? "" : "said"), ("watchlist criteria", plan.Criteria.Categories.Count == 0 ? "" : plan.Criteria.Text)),
            Assessments(dossier),
            Notice(dossier),
            Signs(dossier),
            Watchlist(dossier),
            CamerasAndStaff(dossier),
        ];
    }

    /// <summary>Whether this assessment may be relied on for the whole window, or today while there is none.</summary>
    public static bool IsInForce(Assessment assessment, Window? window, DateTimeOffset now) =>
        !string.IsNullOrWhiteSpace(assessment.Reference) && !string.IsNullOrWhiteSpace(assessment.ApprovedBy)
        && assessment.ApprovedOn <= now.ForceDay() && assessment.ValidUntil >= (window?.End ?? now).ForceDay();

    private static PlanTask Written(string title, string href, params (string Name, string Text)[] parts)
    {
        var missing = parts.Where(p => string.IsNullOrWhiteSpace(p.Text)).Select(p => p.Name).ToArray();
        return missing.Length == 0 ? new PlanTask(title, TaskProgress.Done, $"All {parts.Length} parts are written.", href)
            : new PlanTask(title, missing.Length == parts.Length ? TaskProgress.Open : TaskProgress.Begun,
                $"{parts.Length - missing.Length} of {parts.Length} written; missing: {Words.AndList(missing)}.", href);
    }

    private static PlanTask Assessments(Dossier dossier)
    {
        var all = Enum.GetValues<AssessmentKind>().Length;
        var inForce = dossier.Assessments.Where(a => IsInForce(a, dossier.Plan.Window, dossier.Now)).Select(a => a.Kind).Distinct().Count();
        var progress = inForce == all ? TaskProgress.Done : dossier.Plan.Assessments.Count + dossier.Documents.Count == 0 ? TaskProgress.Open : TaskProgress.Begun;
        return new PlanTask("Assessments", progress, $"{inForce} of {all} in force on the day.", LfrRoutes.PlanStep(dossier.Deployment.Id, PlanStep.Assessments.Address()));
    }

    private static PlanTask Notice(Dossier dossier)
    {
        var href = LfrRoutes.NoticeEditor(dossier.Deployment.Id);
        if (dossier.Notice is not { } notice)
            return new PlanTask("Public notice", TaskProgress.Open, "Not written yet.", href);
        if (notice.State != NoticeState.Published)
        {
            return notice.State switch
            {
                NoticeState.Draft => new PlanTask("Public notice", TaskProgress.Begun, "A draft; the public does not see it.", href),
                var says => new PlanTask("Public notice", TaskProgress.Attention, $"It says that {says.Says()}.", href),
            };
        }

        return notice.PublicSince(dossier.Plan) is { } since
            ? new PlanTask("Public notice", TaskProgress.Done, dossier.Plan.Window is { } window && window.Start > since
                ? $"Published, {Words.Duration(window.Start - since)} before the start." : "Published.", href)
            : new PlanTask("Public notice", TaskProgress.Attention, "Published, but place, time or purpose changed since.", href);
    }

    private static PlanTask Signs(Dossier dossier)
    {
        var (signs, href) = (dossier.Deployment.Signs, LfrRoutes.Signs(dossier.Deployment.Id));
        if (signs.Count == 0)
            return new PlanTask("Signs on the street", TaskProgress.Open, "No places are listed yet.", href);
        var up = signs.Count(s => dossier.Plan.Window is { } window && s.UpSince(window) is not null);
        return new PlanTask("Signs on the street", up == signs.Count ? TaskProgress.Done : TaskProgress.Begun, $"{up} of {signs.Count} photographed in place on the day.", href);
    }

    private static PlanTask Watchlist(Dossier dossier)
    {
        var href = LfrRoutes.Watchlist(dossier.Deployment.Id);
        if (dossier.Watchlist?.State == WatchlistState.Purged)
            return new PlanTask("Watchlist", TaskProgress.Done, "Deleted, with a receipt.", href);
        var living = dossier.List.Living;
        if (living == 0)
            return new PlanTask("Watchlist", TaskProgress.Open, "0 entries.", href);
        var approved = dossier.List.Approved;
        return dossier.Watchlist is { State: WatchlistState.Sealed, Seal: { } seal }
            ? new PlanTask("Watchlist", TaskProgress.Done, $"{Words.Count(seal.Size, "entry", "entries")}, sealed {Words.Moment(seal.By.At)}.", href)
            : new PlanTask("Watchlist", TaskProgress.Begun, $"{approved} of {Words.Count(living, "entry", "entries")} signed off; not sealed.", href);
    }

    private static PlanTask CamerasAndStaff(Dossier dossier)
    {
        var plan = dossier.Plan;
        var day = (plan.Window?.End ?? dossier.Now).ForceDay();
        var serving = plan.Staff.Where(s => s.Role is Roles.Operator or Roles.EngagementOfficer).ToArray();
        var untrained = serving.Count(s => s.TrainedUntil is null || s.TrainedUntil < day);
        var both = serving.Select(s => s.Role).Distinct(StringComparer.Ordinal).Count() == 2;
        var cameras = plan.Cameras.Count(c => !string.IsNullOrWhiteSpace(c.Name) && !string.IsNullOrWhiteSpace(c.Source));
        var progress = cameras == 0 && plan.Staff.Count == 0 ? TaskProgress.Open
            : untrained > 0 ? TaskProgress.Attention
            : cameras > 0 && cameras == plan.Cameras.Count && both ? TaskProgress.Done
            : TaskProgress.Begun;
        var training = plan.Staff.Count == 0 ? "" : untrained == 0 ? ", training current" : $", {untrained} without current training";
        return new PlanTask("Cameras and staff", progress,
            $"{Words.Count(cameras, "camera", "cameras")}, {(plan.Staff.Count == 1 ? "1 person" : $"{plan.Staff.Count} people")}{training}.",
            LfrRoutes.PlanStep(dossier.Deployment.Id, PlanStep.Cameras.Address()));
    }
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Web.Components;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>How a deployment stands, as far as it decides whose turn it is.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="State">State.</param>
/// <param name="HasWindow">Whether it has a date.</param>
/// <param name="Notice">State of its notice; <see langword="null"/> when none was written.</param>
/// <param name="NoticeFits">Whether the public notice says what the plan says now.</param>
/// <param name="Waiting">Entries that wait for sign-off.</param>
/// <param name="Approved">Entries signed off.</param>
/// <param name="Returned">Entries sent back to the compiler.</param>
/// <param name="IsSealed">Whether the list is sealed.</param>
/// <param name="HasAuthority">Whether a granted authority covers the plan as it is.</param>
public sealed record Standing(
    Guid Id, DeploymentState State, bool HasWindow, NoticeState? Notice, bool NoticeFits, int Waiting, int Approved, int Returned, bool IsSealed, bool HasAuthority)
{
    /// <summary>Who granted its authority urgently, while that waits to be countersigned by somebody else (R05).</summary>
    public Guid? GrantedUrgentlyBy { get; init; }

    /// <summary>Whether the reader decided about one of its alerts, while its list is kept: somebody else closes it down.</summary>
    public bool ReaderDecided { get; init; }

    /// <summary>Whether it lies before any run.</summary>
    public bool IsAhead => State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised;

    /// <summary>Whether the cameras may compare, or paused.</summary>
    public bool IsRunning => State is DeploymentState.Live or DeploymentState.Paused;
}

/// <summary>What a press does where it is not a link.</summary>
public enum StepCommand
{
    /// <summary>A link.</summary>
    None,

    /// <summary>Asks for authority.</summary>
    Submit,

    /// <summary>Takes the request back.</summary>
    TakeBack,
}

/// <summary>The one primary action of a person at a deployment.</summary>
/// <param name="Label">On the button: <c>Read and decide</c>.</param>
/// <param name="Href">Where it leads; <see langword="null"/> for a command.</param>
/// <param name="Command">What it does.</param>
/// <param name="IsNeeded">Whether the deployment waits for this person; otherwise it is only the way to their work.</param>
/// <param name="Why">What is waited for, as a short sentence: <c>The plan waits for a decision.</c></param>
public sealed record NextStep(string Label, string? Href, StepCommand Command, bool IsNeeded, string Why)
{
    /// <summary>The step of <paramref name="actor"/>; of several roles the one that is waited for first. <see langword="null"/> when there is nothing to do.</summary>
    public static NextStep? For(Actor actor, Standing standing)
    {
        var steps = actor.RoleNames.Order(StringComparer.Ordinal).Select(role => Of(role, standing with { GrantedUrgentlyBy = standing.GrantedUrgentlyBy == actor.UserId ? null : standing.GrantedUrgentlyBy })).OfType<NextStep>().ToArray();
        return steps.FirstOrDefault(s => s.IsNeeded) ?? steps.FirstOrDefault();
    }

    private static NextStep? Of(string role, Standing s) => role switch
    {
        Roles.Planner => Planner(s),
        Roles.AuthorisingOfficer => Officer(s),
        Roles.Compiler => Compiler(s),
        Roles.WatchlistApprover => Approver(s),
        Roles.Operator => Serving(s, mayStart: true) ?? AfterTheEnd(s, mayWrite: false),
        Roles.EngagementOfficer => Serving(s, mayStart: false),
        Roles.Silver => Serving(s, mayStart: false) ?? AfterTheEnd(s, mayWrite: true),
        Roles.Oversight when s.IsRunning => Link("Go to live room", LfrRoutes.Live(s.Id), false, "It is live."),
        _ => null,
    };

    private static NextStep? Planner(Standing s) => s switch
    {
        { State: DeploymentState.Draft, HasWindow: false } => Link("Set the date", new PlanPlace(PlanStep.Place, "start-day").Href(s.Id), true, "It has no date yet."),
        { State: DeploymentState.Draft } => new("Submit for authority", null, StepCommand.Submit, true, "The plan is a draft."),
        { State: DeploymentState.Submitted } => new("Take back", null, StepCommand.TakeBack, false, "The plan waits for the authorising officer."),
        { State: DeploymentState.Authorised, NoticeFits: false } => Link("Write the notice", LfrRoutes.NoticeEditor(s.Id), true,
            s.Notice switch
            {
                null or NoticeState.Draft => "The public has not been told yet.",
                NoticeState.Published => "The public notice no longer says what the plan says.",
                { } says => $"The public notice says that {says.Says()}.",
            }),
        { State: DeploymentState.Authorised } => Link("Open the notice", LfrRoutes.NoticeEditor(s.Id), false, "The plan is authorised and the public has been told."),
        _ => AfterTheEnd(s, mayWrite: true),
    };

    private static NextStep? Officer(Standing s) => s switch
    {
        { State: DeploymentState.Submitted } => Link("Read and decide", LfrRoutes.Authority(s.Id), true, "The plan waits for a decision."),
        { GrantedUrgentlyBy: not null } => Link("Countersign or refuse", LfrRoutes.Authority(s.Id), true, "An urgent authority waits to be countersigned."),
        { State: DeploymentState.Authorised } => Link("Open the authority", LfrRoutes.Authority(s.Id), false, "Authority is granted."),
        { IsRunning: true } => Link("Go to live room", LfrRoutes.Live(s.Id), false, "It is live under your force's authority."),
        { State: DeploymentState.Debriefed } => Link("Open the record", LfrRoutes.RecordEditor(s.Id), true, "The record is to be published."),
        { State: DeploymentState.Published } => Link("Open the record", LfrRoutes.RecordEditor(s.Id), false, "The record is public."),
        { State: DeploymentState.Draft } => Link("Read the plan", LfrRoutes.Plan(s.Id), false, "The plan is a draft."),
        _ => null,
    };

    private static NextStep? Compiler(Standing s) => s switch
    {
        { IsAhead: false } => null,
        { Returned: > 0 } => Link("Build the list", LfrRoutes.Watchlist(s.Id), true, s.Returned == 1 ? "One entry was sent back." : $"{s.Returned} entries were sent back."),
        { IsSealed: true } => Link("Open the list", LfrRoutes.Watchlist(s.Id), false, "The list is sealed."),
        { Waiting: 0, Approved: 0 } => Link("Build the list", LfrRoutes.Watchlist(s.Id), s.State == DeploymentState.Authorised, "The list is empty."),
        _ => Link("Build the list", LfrRoutes.Watchlist(s.Id), false, "The list is being built."),
    };

    private static NextStep? Approver(Standing s) => s switch
    {
        { IsAhead: false } => null,
        { Waiting: > 0 } => Link("Sign off entries", LfrRoutes.SignOff(s.Id), true, s.Waiting == 1 ? "One entry waits for sign-off." : $"{s.Waiting} entries wait for sign-off."),
        { IsSealed: false, Approved: > 0, State: DeploymentState.Authorised } => Link("Seal the list", LfrRoutes.Watchlist(s.Id), true, "Every entry is decided; the list is not sealed."),
        _ => Link("Open the list", LfrRoutes.Watchlist(s.Id), false, s.IsSealed ? "The list is sealed." : "Nothing waits for sign-off."),
    };

    private static NextStep? Serving(Standing s, bool mayStart) => s switch
    {
        { IsRunning: true } => Link("Go to live room", LfrRoutes.Live(s.Id), true, s.State == DeploymentState.Paused ? "It is paused." : "It is live."),
        { State: DeploymentState.Authorised } => Link("Go to live room", LfrRoutes.Live(s.Id), mayStart && s is { IsSealed: true, NoticeFits: true }, "It is authorised."),
        _ => null,
    };

    private static NextStep? AfterTheEnd(Standing s, bool mayWrite) => s.State switch
    {
        DeploymentState.Ended when s.ReaderDecided => Link("Open the record", LfrRoutes.RecordEditor(s.Id), false, "It ended. You decided about its alerts, so somebody else closes it down."),
        DeploymentState.Ended => Link("Close down", LfrRoutes.RecordEditor(s.Id), true, "It ended and is to be closed down."),
        DeploymentState.Debriefed when !mayWrite => Link("Open the record", LfrRoutes.RecordEditor(s.Id), false, "The record is being written."),
        DeploymentState.Debriefed => Link("Write the record", LfrRoutes.RecordEditor(s.Id), true, "The record is to be published."),
        DeploymentState.Published => Link("Open the record", LfrRoutes.RecordEditor(s.Id), false, "The record is public."),
        _ => null,
    };

    private static NextStep Link(string label, string href, bool needed, string why) => new(label, href, StepCommand.None, needed, why);
}

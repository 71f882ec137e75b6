using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>
/// Who may do what: the table of duties (domain.md §6). Commands refuse what it refuses, pages open by it and hide by it, <c>docs/duties.md</c> prints it, and a test tries every command and every
/// page with every duty and as a stranger. Which duties exclude each other within one deployment is a rule (R06), not a line here.
/// </summary>
public static class Permissions
{
    private static readonly string[] OfPlans =
        [Roles.Compiler, Roles.WatchlistApprover, Roles.AuthorisingOfficer, Roles.Silver, Roles.Oversight, Roles.DataProtectionOfficer];

    private static readonly string[] Approvers = [Roles.WatchlistApprover, Roles.AuthorisingOfficer];

    private static readonly string[] ListPeople = [Roles.Compiler, .. Approvers];

    private static readonly string[] Commanders = [Roles.Silver, Roles.AuthorisingOfficer];

    private static readonly string[] Answerers = [Roles.Operator, Roles.EngagementOfficer];

    /// <summary>See which deployments there are and how each stands: everybody who has a part in one.</summary>
    public static Permission SeeDeployments { get; } =
        new(nameof(SeeDeployments), "see which deployments there are and how each stands", [], [Roles.Planner, .. OfPlans, .. Answerers]);

    /// <summary>Draft, change, move, hand over, submit, postpone and cancel a deployment.</summary>
    public static Permission WritePlans { get; } = new(nameof(WritePlans), "draft, change, move, hand over, submit, postpone and cancel deployments", [Roles.Planner], OfPlans);

    /// <summary>Write assessments in Lfr and ask for their approval. Whoever sees plans reads them.</summary>
    public static Permission WriteAssessments { get; } = new(nameof(WriteAssessments), "write assessments and ask for their approval", [Roles.Planner], OfPlans);

    /// <summary>Give an opinion on an assessment.</summary>
    public static Permission AdviseOnAssessments { get; } = new(nameof(AdviseOnAssessments), "give an opinion on assessments", [Roles.DataProtectionOfficer], []);

    /// <summary>Approve an assessment that somebody else wrote, or send it back.</summary>
    public static Permission ApproveAssessments { get; } = new(nameof(ApproveAssessments), "approve assessments", [Roles.AuthorisingOfficer], []);

    /// <summary>Publish an approved assessment, and say which parts the public does not read.</summary>
    public static Permission PublishAssessments { get; } = new(nameof(PublishAssessments), "publish assessments", [Roles.AuthorisingOfficer, Roles.DataProtectionOfficer], []);

    /// <summary>Write, publish and amend the public notice.</summary>
    public static Permission WriteNotices { get; } = new(nameof(WriteNotices), "write and publish notices", [Roles.Planner], OfPlans);

    /// <summary>List where signs stand, and photograph each on the day: whoever plans, and whoever is on the ground.</summary>
    public static Permission CheckSigns { get; } =
        new(nameof(CheckSigns), "list and photograph the signs on the street", [Roles.Planner, .. Answerers, Roles.Silver], [.. OfPlans.Where(r => r != Roles.Silver)]);

    /// <summary>Grant, send back, refuse and revoke an authority.</summary>
    public static Permission DecideAuthority { get; } =
        new(nameof(DecideAuthority), "grant, send back, refuse and revoke authorities", [Roles.AuthorisingOfficer], [Roles.Planner, .. OfPlans.Where(r => r != Roles.AuthorisingOfficer)]);

    /// <summary>Propose and change people on a list, and import them.</summary>
    public static Permission ProposeEntries { get; } = new(nameof(ProposeEntries), "propose people for a watchlist, change and import them", [Roles.Compiler], []) { Scope = SystemScopes.Propose };

    /// <summary>Sign entries off one by one, seal the list and open it again.</summary>
    public static Permission SignOff { get; } = new(nameof(SignOff), "sign entries off and seal the watchlist", Approvers, []);

    /// <summary>Approve the criteria of a list. Whoever sees plans reads them.</summary>
    public static Permission ApproveCriteria { get; } =
        new(nameof(ApproveCriteria), "approve the criteria of a watchlist", [Roles.AuthorisingOfficer], [Roles.Planner, .. OfPlans.Where(r => r != Roles.AuthorisingOfficer)]);

    /// <summary>Look again at signed-off entries that were drawn by chance, and say of each whether it is sound.</summary>
    public static Permission SampleLists { get; } = new(nameof(SampleLists), "sample a watchlist and say what was found", [Roles.AuthorisingOfficer], []);

    /// <summary>Take somebody off a list, or lift a suspension.</summary>
    public static Permission TakeOffLists { get; } = new(nameof(TakeOffLists), "take people off a watchlist and lift suspensions", ListPeople, []) { Scope = SystemScopes.Withdraw };

    /// <summary>Suspend an entry at once.</summary>
    public static Permission SuspendEntries { get; } = new(nameof(SuspendEntries), "suspend entries of a watchlist", [.. ListPeople, Roles.Silver, Roles.Operator], []) { Scope = SystemScopes.Status };

    /// <summary>Read names and entries of a list, and take a table of them out of Lfr; each look is on record.</summary>
    public static Permission SeeLists { get; } = new(nameof(SeeLists), "read names and entries of a watchlist", [], [.. OfPlans]);

    /// <summary>Look at photographs of a list; each look is on record.</summary>
    public static Permission SeePhotographs { get; } = new(nameof(SeePhotographs), "look at photographs of a watchlist", [], ListPeople);

    /// <summary>Go live, and let a changed list run.</summary>
    public static Permission GoLive { get; } = new(nameof(GoLive), "go live", [Roles.Operator], []) { OfThePlan = true };

    /// <summary>Pause and stop a run: everybody of the role, named in the plan or not. The live room is read with it.</summary>
    public static Permission StopRuns { get; } = new(nameof(StopRuns), "pause and stop runs", [Roles.Operator, .. Commanders], [Roles.EngagementOfficer, Roles.Oversight]);

    /// <summary>Resume a paused run.</summary>
    public static Permission ResumeRuns { get; } = new(nameof(ResumeRuns), "resume paused runs", [Roles.Operator, .. Commanders], []) { OfThePlan = true };

    /// <summary>Confirm that officers are at the cameras while they compare.</summary>
    public static Permission ConfirmPresence { get; } = new(nameof(ConfirmPresence), "confirm that officers are at the cameras", [Roles.Operator, Roles.EngagementOfficer, Roles.Silver], []) { OfThePlan = true };

    /// <summary>Release what was paused or stopped from above, and decide whether a run with too many false alerts goes on.</summary>
    public static Permission ReleaseRuns { get; } = new(nameof(ReleaseRuns), "release stopped runs and decide about too many false alerts", Commanders, []) { OfThePlan = true };

    /// <summary>Answer alerts, check the person's status, send officers.</summary>
    public static Permission AnswerAlerts { get; } = new(nameof(AnswerAlerts), "answer alerts and send officers", Answerers, [Roles.Silver, Roles.Oversight]) { OfThePlan = true };

    /// <summary>Decide where two people answered or reported differently.</summary>
    public static Permission SettleAnswers { get; } = new(nameof(SettleAnswers), "decide where two people disagree about an alert", [.. Answerers, Roles.Silver], []) { OfThePlan = true };

    /// <summary>Record what happened in the street. Silver looks at the same page.</summary>
    public static Permission RecordEngagements { get; } = new(nameof(RecordEngagements), "record engagements", [Roles.EngagementOfficer, Roles.Operator], [Roles.Silver]) { OfThePlan = true };

    /// <summary>Close a deployment down, which destroys its list; not whoever decided about one of its alerts (<see cref="Lfr.Shared.Alerts.EvidenceHolders"/>).</summary>
    public static Permission CloseDown { get; } = new(nameof(CloseDown), "close down deployments in which they decided about no alert", [Roles.Operator, Roles.Silver, Roles.Planner], []);

    /// <summary>Write what people say in the record; its figures are computed.</summary>
    public static Permission WriteRecords { get; } =
        new(nameof(WriteRecords), "write records", [Roles.Planner, .. Commanders], [.. Answerers, Roles.Oversight, Roles.DataProtectionOfficer]);

    /// <summary>Publish and correct records.</summary>
    public static Permission PublishRecords { get; } = new(nameof(PublishRecords), "publish and correct records", [Roles.AuthorisingOfficer], []);

    /// <summary>Read the whole audit log. Everybody reads what they did themselves, administrators what is about no deployment too.</summary>
    public static Permission SeeTheLog { get; } = new(nameof(SeeTheLog), "read the whole audit log", [], [Roles.Oversight, Roles.DataProtectionOfficer, .. Commanders]);

    /// <summary>Find who looked at one listed person.</summary>
    public static Permission TraceLooks { get; } = new(nameof(TraceLooks), "find who looked at one entry", [], [Roles.Oversight, Roles.DataProtectionOfficer, Roles.AuthorisingOfficer]);

    /// <summary>Take the bundle of a deployment out of Lfr.</summary>
    public static Permission ExportBundles { get; } = new(nameof(ExportBundles), "export the bundle of a deployment", [Roles.Oversight, Roles.DataProtectionOfficer], []);

    /// <summary>Ask that a row which was changed outside Lfr counts as it now stands.</summary>
    public static Permission AskToAcceptRows { get; } = new(nameof(AskToAcceptRows), "ask that a row changed outside Lfr counts as it stands", [Roles.Administrator], []);

    /// <summary>Accept what an administrator asked so: somebody else, of another duty.</summary>
    public static Permission AcceptRows { get; } = new(nameof(AcceptRows), "accept a row changed outside Lfr as it stands", [Roles.Oversight, Roles.DataProtectionOfficer], []);

    /// <summary>Compare policies. Which deployments another one would have refused is for those who see deployments.</summary>
    public static Permission ComparePolicies { get; } =
        new(nameof(ComparePolicies), "compare policies, and ask another one about last year’s deployments", [], [Roles.Planner, .. OfPlans, .. Answerers, Roles.Administrator]);

    /// <summary>Invite people, change, lock and retire their accounts, and give and take duties; nobody gives one to themselves (<see cref="AccountGrant"/>).</summary>
    public static Permission ManagePeople { get; } = new(nameof(ManagePeople), "manage people and their duties", [Roles.Administrator], [Roles.Oversight]);

    /// <summary>Register and revoke recognition workers.</summary>
    public static Permission ManageWorkers { get; } = new(nameof(ManageWorkers), "register and revoke workers", [Roles.Administrator], [Roles.Oversight]);

    /// <summary>Keep the register of cameras, and read their addresses. Planners choose from it by name.</summary>
    public static Permission ManageCameras { get; } = new(nameof(ManageCameras), "keep the register of cameras", [Roles.Administrator], []);

    /// <summary>Let other systems of the force talk to Lfr: one asks, another confirms.</summary>
    public static Permission ManageSystems { get; } = new(nameof(ManageSystems), "let other systems propose people, and end it", [Roles.Administrator], [Roles.Oversight]);

    /// <summary>Confirm the time after this machine's clock was set.</summary>
    public static Permission ConfirmTime { get; } = new(nameof(ConfirmTime), "confirm the time after a clock was set", [Roles.Administrator, Roles.DataProtectionOfficer], []);

    /// <summary>The whole table, in the order of a deployment.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        SeeDeployments, WritePlans, WriteAssessments, AdviseOnAssessments, ApproveAssessments, PublishAssessments, WriteNotices, CheckSigns, DecideAuthority, ApproveCriteria, ProposeEntries, SignOff, SampleLists, TakeOffLists, SuspendEntries, SeeLists, SeePhotographs, GoLive, StopRuns, ResumeRuns, ConfirmPresence, ReleaseRuns,
        AnswerAlerts, SettleAnswers, RecordEngagements, CloseDown, WriteRecords, PublishRecords, SeeTheLog, TraceLooks, ExportBundles, AskToAcceptRows, AcceptRows, ComparePolicies, ManagePeople, ManageWorkers, ManageSystems, ManageCameras, ConfirmTime,
    ];

    /// <summary>The line of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Permission Named(string name) => All.FirstOrDefault(p => p.Name == name) ?? throw new ArgumentException($"No line of the table of duties is called {name}.", nameof(name));

    /// <summary>Done when <paramref name="actor"/> may do what the line says.</summary>
    public static Outcome Of(Actor actor, Permission permission) => permission.IsDoneBy(actor) ? Outcome.Done : Of(actor, [.. permission.Do]);

    /// <summary>Done when <paramref name="actor"/> holds one of <paramref name="roles"/>; otherwise a refusal that names them.</summary>
    public static Outcome Of(Actor actor, params ReadOnlySpan<string> roles)
    {
        if (actor.IsAny(roles))
            return Outcome.Done;
        var names = new List<string>(roles.Length);
        foreach (var role in roles)
        {
            var name = Roles.InWords(role).ToLowerInvariant();
            names.Add("aeiou".Contains(name[0], StringComparison.Ordinal) ? $"an {name}" : $"a {name}");
        }

        return Outcome.NotYourRole($"Only {Words.Either(names)} may do this.");
    }

    /// <summary>The refusal when something does not exist, or not any more.</summary>
    public static Outcome NotFound(string what) => Outcome.WrongState($"{what} does not exist.", "Go back to the list and choose another.");
}

using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components.Pages;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>The table of duties is what the application does: every command, page, address and the workers' hub, with every duty and as a stranger.</summary>
public partial class DutiesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Stranger = "";

    /// <summary>Which line guards a command. A command that is missing here fails <see cref="EveryCommand_StandsInTheTable"/>.</summary>
    private static readonly Dictionary<string, Permission> Lines = new(StringComparer.Ordinal)
    {
        ["DraftDeployment"] = Permissions.WritePlans, ["ChangePlan"] = Permissions.WritePlans, ["SubmitDeployment"] = Permissions.WritePlans, ["TakeBackRequest"] = Permissions.WritePlans,
        ["PostponeDeployment"] = Permissions.WritePlans, ["MoveDeployment"] = Permissions.WritePlans, ["HandOverPlan"] = Permissions.WritePlans, ["CancelDeployment"] = Permissions.WritePlans, ["TryCamera"] = Permissions.WritePlans,
        ["KeepPlanPicture"] = Permissions.WritePlans, ["PlacePlanPicture"] = Permissions.WritePlans, ["RemovePlanPicture"] = Permissions.WritePlans,
        ["WriteAssessment"] = Permissions.WriteAssessments, ["SubmitAssessment"] = Permissions.WriteAssessments, ["GiveAssessmentOpinion"] = Permissions.AdviseOnAssessments, ["DecideAssessment"] = Permissions.ApproveAssessments, ["PublishAssessment"] = Permissions.PublishAssessments,
        ["WriteNotice"] = Permissions.WriteNotices, ["PublishNotice"] = Permissions.WriteNotices, ["GiveShortNoticeReason"] = Permissions.WriteNotices, ["RecordBodyTold"] = Permissions.WriteNotices, ["WithdrawNotice"] = Permissions.WriteNotices, ["AttachTranslation"] = Permissions.WriteNotices, ["DetachTranslation"] = Permissions.WriteNotices, ["PlaceSign"] = Permissions.CheckSigns, ["RemoveSign"] = Permissions.CheckSigns, ["PhotographSign"] = Permissions.CheckSigns,
        ["DecideAuthority"] = Permissions.DecideAuthority, ["RevokeAuthority"] = Permissions.DecideAuthority, ["CountersignAuthority"] = Permissions.DecideAuthority, ["RefuseCountersignature"] = Permissions.DecideAuthority,
        ["ProposeEntry"] = Permissions.ProposeEntries, ["ChangeEntry"] = Permissions.ProposeEntries, ["ImportEntries"] = Permissions.ProposeEntries, ["StandForImported"] = Permissions.ProposeEntries,
        ["DecideEntry"] = Permissions.SignOff, ["TakeBackEntryDecision"] = Permissions.SignOff, ["SealWatchlist"] = Permissions.SignOff, ["ReopenWatchlist"] = Permissions.SignOff, ["AnswerBreak"] = Permissions.SignOff, ["HandOnEntry"] = Permissions.SignOff, ["ProposeCriteria"] = Permissions.ProposeEntries, ["DecideCriteria"] = Permissions.ApproveCriteria, ["DrawSample"] = Permissions.SampleLists, ["JudgeSampledEntry"] = Permissions.SampleLists,
        ["RemoveEntry"] = Permissions.TakeOffLists, ["LiftSuspension"] = Permissions.TakeOffLists, ["SuspendEntry"] = Permissions.SuspendEntries, ["KeepStatusLook"] = Permissions.SuspendEntries,
        ["ImportFindings"] = Permissions.ProposeEntries, ["BeginImport"] = Permissions.ProposeEntries, ["ProposeChecked"] = Permissions.ProposeEntries, ["PauseImport"] = Permissions.ProposeEntries,
        ["GoOnWithImport"] = Permissions.ProposeEntries, ["StopImport"] = Permissions.ProposeEntries, ["PutImportAway"] = Permissions.ProposeEntries,
        ["LookAtPhotograph"] = Permissions.SeePhotographs, ["ExportWatchlist"] = Permissions.SeeLists, ["LookAtAlertPicture"] = Permissions.AnswerAlerts, ["ExportBundle"] = Permissions.ExportBundles, ["AskToAcceptRow"] = Permissions.AskToAcceptRows, ["AcceptRow"] = Permissions.AcceptRows,
        ["GoLive"] = Permissions.GoLive, ["UseChangedList"] = Permissions.GoLive, ["PauseRun"] = Permissions.StopRuns, ["StopRun"] = Permissions.StopRuns, ["ResumeRun"] = Permissions.ResumeRuns,
        ["ConfirmPresence"] = Permissions.ConfirmPresence, ["ReleaseRun"] = Permissions.ReleaseRuns, ["DecideOnFalseAlerts"] = Permissions.ReleaseRuns,
        ["ClaimAlert"] = Permissions.AnswerAlerts, ["AdjudicateAlert"] = Permissions.AnswerAlerts, ["CorrectAnswer"] = Permissions.AnswerAlerts, ["CheckAlertStatus"] = Permissions.AnswerAlerts,
        ["CorrectAlertStatus"] = Permissions.AnswerAlerts, ["DispatchOfficers"] = Permissions.AnswerAlerts,
        ["DecideAnswer"] = Permissions.SettleAnswers, ["DecideEngagement"] = Permissions.SettleAnswers,
        ["RecordEngagement"] = Permissions.RecordEngagements, ["CorrectEngagement"] = Permissions.RecordEngagements,
        ["CloseDown"] = Permissions.CloseDown, ["EditRecord"] = Permissions.WriteRecords, ["PublishRecord"] = Permissions.PublishRecords, ["CorrectRecord"] = Permissions.PublishRecords, ["ImportRecords"] = Permissions.PublishRecords, ["KeepColumnMap"] = Permissions.PublishRecords, ["ForgetColumnMap"] = Permissions.PublishRecords,
        ["InvitePerson"] = Permissions.ManagePeople, ["InviteAgain"] = Permissions.ManagePeople, ["MailLink"] = Permissions.ManagePeople, ["WithdrawInvitation"] = Permissions.ManagePeople, ["ImportStaff"] = Permissions.ManagePeople,
        ["ChangePerson"] = Permissions.ManagePeople, ["RecordTraining"] = Permissions.ManagePeople, ["LockAccount"] = Permissions.ManagePeople, ["UnlockAccount"] = Permissions.ManagePeople,
        ["RetireAccount"] = Permissions.ManagePeople, ["AskForReturn"] = Permissions.ManagePeople, ["EndSessions"] = Permissions.ManagePeople, ["ResetSecondFactor"] = Permissions.ManagePeople,
        ["ResetPassword"] = Permissions.ManagePeople, ["AskForDuty"] = Permissions.ManagePeople, ["TakeDuty"] = Permissions.ManagePeople, ["ConfirmGrant"] = Permissions.ManagePeople, ["DeclineGrant"] = Permissions.ManagePeople, ["RenewRecoveryKeys"] = Permissions.ManagePeople, ["AskToAct"] = Permissions.ManagePeople, ["EndActing"] = Permissions.ManagePeople,
        ["RegisterCamera"] = Permissions.ManageCameras, ["ChangeCamera"] = Permissions.ManageCameras, ["RetireCamera"] = Permissions.ManageCameras, ["TryRegisteredCamera"] = Permissions.ManageCameras,
        ["SetCameraView"] = Permissions.ManageCameras, ["ForgetCameraViews"] = Permissions.ManageCameras,
        ["RegisterWorker"] = Permissions.ManageWorkers, ["ReplaceWorkerKey"] = Permissions.ManageWorkers, ["SendTestMail"] = Permissions.ManageWorkers, ["RevokeWorker"] = Permissions.ManageWorkers, ["ConfirmTime"] = Permissions.ConfirmTime,
        ["AskForSystem"] = Permissions.ManageSystems, ["ConfirmSystem"] = Permissions.ManageSystems, ["RevokeSystem"] = Permissions.ManageSystems, ["HandSystemOver"] = Permissions.ManageSystems, ["ConfirmSystemHandover"] = Permissions.ManageSystems,
    };

    /// <summary>One's own account and one's own looks: no duty is needed, and nobody else's are reached.</summary>
    private static readonly HashSet<string> OnesOwn = new(StringComparer.Ordinal)
    {
        "AddPasskey", "BeginPasskey", "ChooseMails", "ChangeOwnPassword", "ConfirmSecondFactor", "EndOtherSessions", "EndOwnSession", "EnrolAuthenticator", "EnrolPasskey", "MakeCalendarAddress", "MakeRecoveryCodes", "RemoveAuthenticator",
        "RemovePasskey", "RemoveView", "RevokeCalendarAddress", "SaveView", "SetUpAuthenticator", "SignOut", "SignOutEverywhere",
    };

    /// <summary>Whoever may look at anything may say why (<see cref="LookGateTests"/>).</summary>
    private const string AnyLook = "SayWhyYouLook";

    /// <summary>Everybody with a duty takes out what they may read of the log.</summary>
    private const string OwnLog = "ExportLog";

    /// <summary>What shows something, for those too who only see it.</summary>
    private static readonly HashSet<string> Looks = new(StringComparer.Ordinal) { "LookAtPhotograph", "ExportWatchlist", "LookAtAlertPicture" };

    /// <summary>Lfr itself, asked by nobody on a screen.</summary>
    private static readonly HashSet<string> LfrAlone = new(StringComparer.Ordinal) { "LogSystemCall" };

    /// <summary>What the demonstration is made of at its first start.</summary>
    private static readonly HashSet<string> OfTheDemonstration = new(StringComparer.Ordinal) { "EnterHistoricalCase" };

    public static TheoryData<string> Duties() => [.. Roles.All, Stranger];

    [Fact]
    public void EveryCommand_StandsInTheTable()
    {
        string[] known = [.. Lines.Keys, .. OnesOwn, .. LfrAlone, .. OfTheDemonstration, AnyLook, OwnLog];

        Assert.Equal(string.Join('\n', known.Order(StringComparer.Ordinal)), string.Join('\n', Commands().Select(c => c.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    [Asvs("8.1.1")]
    public void DutiesDocument_SaysWhatTheTableSays()
    {
        var path = Repository.Combine("docs", "duties.md");
        var expected = DutiesDocument.Write(Lines);
        if (Environment.GetEnvironmentVariable("LFR_WRITE_DOCS") == "1")
            File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Theory]
    [Asvs("8.2.1")]
    [Asvs("8.3.1")]
    [MemberData(nameof(Duties))]
    public async Task Command_IsRefusedForTheRole_UnlessItIsTheDuty(string duty)
    {
        var actor = duty == Stranger ? CurrentActor.Nobody : new Actor(await shared.App.IdOfAsync(duty), "Somebody", Rank.ChiefSuperintendent, new HashSet<string>([duty], StringComparer.Ordinal));
        var wrong = new List<string>();
        foreach (var command in Commands().Where(c => !OfTheDemonstration.Contains(c.Name) && !OnesOwn.Contains(c.Name) && c.Name != AnyLook))
        {
            var may = Lines.TryGetValue(command.Name, out var line) ? (Looks.Contains(command.Name) ? line.See : line.Do).Contains(duty)
                : command.Name == OwnLog ? duty != Stranger : !LfrAlone.Contains(command.Name);
            await using var scope = shared.App.Services.CreateAsyncScope();
            if (await IsRefusedForTheRoleAsync(scope.ServiceProvider.GetRequiredService(command), actor) == may)
                wrong.Add($"{command.Name} {(may ? "was refused" : "was not refused")}");
        }

        Assert.Equal("", string.Join(", ", wrong));
    }

    [Theory]
    [Asvs("8.2.1")]
    [MemberData(nameof(Duties))]
    public async Task Page_OpensForItsDutiesAlone(string duty)
    {
        using var client = await ClientOfAsync(duty);
        var wrong = new List<string>();
        foreach (var (_, address, open) in DutiesDocument.Pages)
        {
            using var answer = await client.GetAsync(Parameter().Replace(address, Guid.CreateVersion7().ToString()), TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var shown = answer.StatusCode != HttpStatusCode.Redirect && answer.StatusCode != HttpStatusCode.Forbidden && !text.Contains("This page is not for your role", StringComparison.Ordinal);
            if (shown != (open.OnlyDoers ? open.Permission.Do : open.Permission.See).Contains(duty))
                wrong.Add($"{address}: {(int)answer.StatusCode}, {(shown ? "shown" : "not shown")}");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [Asvs("8.2.1")]
    [MemberData(nameof(Duties))]
    public async Task Address_OfAPictureOrATable_AnswersItsDutiesAlone(string duty)
    {
        var id = Guid.CreateVersion7();
        (string Address, IReadOnlyList<string> For)[] addresses =
        [
            (LfrRoutes.EntryPhotograph(id, "1"), Permissions.SeePhotographs.See), (LfrRoutes.WatchlistTable(id), Permissions.SeeLists.See),
            (LfrRoutes.ImportFindings(id), Permissions.ProposeEntries.See), (LfrRoutes.AuditBundleOf(id), Permissions.ExportBundles.See),
            (LfrRoutes.DeploymentsTable, Permissions.SeeDeployments.See), (LfrRoutes.BoardTable, Permissions.SeeDeployments.See), (LfrRoutes.CalendarTable, Permissions.SeeDeployments.See),
            ($"/staff/alerts/{id}/probe", Permissions.AnswerAlerts.See), ($"/staff/alerts/{id}/reference", Permissions.AnswerAlerts.See),
        ];
        using var client = await ClientOfAsync(duty);
        var wrong = new List<string>();
        foreach (var (address, duties) in addresses)
        {
            using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
            if ((answer.StatusCode is HttpStatusCode.OK && address is not (LfrRoutes.DeploymentsTable or LfrRoutes.BoardTable or LfrRoutes.CalendarTable)) || answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Redirect == duties.Contains(duty))
                wrong.Add($"{address}: {(int)answer.StatusCode}");
        }

        using var hub = await client.PostAsync("/hubs/worker/negotiate?negotiateVersion=1", null, TestContext.Current.CancellationToken);
        if (hub.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            wrong.Add($"The workers' hub: {(int)hub.StatusCode}");

        Assert.Empty(wrong);
    }

    private async Task<HttpClient> ClientOfAsync(string duty) => duty == Stranger ? shared.App.Anybody() : await shared.App.SignInAsync(duty);

    // Commands ask for the duty before they look at what they were given, so nothing that was given matters. Whatever fails later was not refused for the role.
    private static async Task<bool> IsRefusedForTheRoleAsync(object command, Actor actor)
    {
        var refused = false;
        foreach (var run in command.GetType().GetMethods().Where(m => m.Name == "RunAsync" && m.GetParameters().Any(p => p.ParameterType == typeof(Actor))))
        {
            try
            {
                var task = (Task)run.Invoke(command, [.. run.GetParameters().Select(p => Something(p.ParameterType, actor))])!;
                await task;
                refused |= OutcomeOf(task.GetType().GetProperty("Result")!.GetValue(task)!)?.IsRefusedAs(RefusalKind.Role) == true;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                continue;
            }
        }

        return refused;
    }

    private static Outcome? OutcomeOf(object result) => result as Outcome
        ?? result.GetType().GetFields().Select(f => f.GetValue(result)).OfType<Outcome>().FirstOrDefault()
        ?? result.GetType().GetProperties().Where(p => p.PropertyType == typeof(Outcome) && p.GetIndexParameters().Length == 0).Select(p => p.GetValue(result)).OfType<Outcome>().FirstOrDefault();

    private static object? Something(Type type, Actor actor) => type switch
    {
        _ when type == typeof(Actor) => actor,
        _ when type == typeof(string) => "x",
        _ when type == typeof(Guid) => Guid.CreateVersion7(),
        _ when type == typeof(CancellationToken) => TestContext.Current.CancellationToken,
        _ when type.IsArray => Array.CreateInstance(type.GetElementType()!, 0),
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ when type.IsInterface || type.IsAbstract => null,
        _ => RuntimeHelpers.GetUninitializedObject(type),
    };

    private static IEnumerable<Type> Commands() => typeof(App).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false, IsNested: false, IsGenericType: false } && t.Namespace?.EndsWith(".Queries", StringComparison.Ordinal) == false
            && t.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => p.ParameterType == typeof(LfrTransaction) || p.ParameterType == typeof(AccountChange) || p.ParameterType == typeof(LookGate))
            && t.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(m => m.Name == "RunAsync" && m.GetParameters().Any(p => p.ParameterType == typeof(Actor))))
        .Where(t => t != typeof(AccountChange));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}

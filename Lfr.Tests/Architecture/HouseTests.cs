using System.Reflection;
using Lfr.Shared.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Architecture;

public class HouseTests
{
    private const int MostLines = 400;

    private static readonly string[] PublicPages = ["/", "/your-rights", "/privacy", "/accessibility", "/records", "/policies", "/scorecard", "/records/published", "/records/years", "/records/years/{Number}", "/records/{Reference}", "/records/{Reference}/versions/{Number:int}", "/notices/{Reference}", "/notices/{Reference}/versions/{Number:int}", "/notices/{Reference}/poster", "/notices/{Reference}/assessments/{Kind}", "/sign-in", "/sign-in/second-step", "/sign-in/set-up", "/sign-in/refused", "/invitation/{Key}", "/access-denied", "/not-found", "/{**path}"];

    private const string Safety = "It must always work.";
    private const string BothKept = "Both are kept.";
    private const string New = "There is nothing yet that could have changed.";
    private const string Once = "It can be answered once.";
    private const string Nothing = "It changes nothing.";
    private const string Own = "It is the person's own.";

    private static readonly Dictionary<string, string> MayBeBlind = new(StringComparer.Ordinal)
    {
        // Stopping, pausing and taking somebody off a list never wait for what somebody else did meanwhile.
        ["StopRun"] = Safety, ["PauseRun"] = Safety, ["RevokeAuthority"] = Safety, ["RefuseCountersignature"] = Safety, ["RevokeWorker"] = Safety, ["ReplaceWorkerKey"] = Safety, ["RevokeSystem"] = Safety, ["RemoveEntry"] = Safety, ["SuspendEntry"] = Safety, ["WithdrawInvitation"] = Safety, ["ForgetCameraViews"] = Safety,
        ["EndSessions"] = Safety, ["ResetSecondFactor"] = Safety, ["ResetPassword"] = Safety, ["SignOutEverywhere"] = Safety, ["EndOwnSession"] = Safety, ["EndOtherSessions"] = Safety,
        // What two people say is kept, and compared by the domain.
        ["AdjudicateAlert"] = BothKept, ["RecordEngagement"] = BothKept, ["ConfirmPresence"] = BothKept,
        // A new thing, whose id the page made: a second time it is there already.
        ["DraftDeployment"] = New, ["ProposeEntry"] = New, ["ImportEntries"] = New, ["BeginImport"] = New, ["ImportRecords"] = New, ["ImportStaff"] = New, ["InvitePerson"] = New, ["InviteAgain"] = New, ["MailLink"] = New,
        ["PlaceSign"] = New, ["RegisterWorker"] = New, ["SendTestMail"] = New, ["RegisterCamera"] = New, ["EnterHistoricalCase"] = New, ["SayWhyYouLook"] = New, ["LookAtPhotograph"] = New, ["LookAtAlertPicture"] = New, ["AskForDuty"] = New, ["AskForReturn"] = New, ["RenewRecoveryKeys"] = New, ["AskToAct"] = New, ["AskForSystem"] = New, ["LogSystemCall"] = New, ["KeepStatusLook"] = New,
        // Answered once: a second answer finds the first and is refused with it.
        ["ClaimAlert"] = Once, ["ConfirmGrant"] = Once, ["ConfirmSystem"] = Once, ["HandSystemOver"] = Once, ["ConfirmSystemHandover"] = Once, ["DeclineGrant"] = Once, ["EndActing"] = Once, ["RetireCamera"] = Once, ["RemoveSign"] = Once, ["StandForImported"] = Once, ["TakeBackEntryDecision"] = Once, ["AnswerBreak"] = Once,
        ["TryCamera"] = Nothing, ["TryRegisteredCamera"] = Nothing, ["SetCameraView"] = "It names the picture that was seen.",
        // One's own account, which nobody else changes so.
        ["ChangeOwnPassword"] = Own, ["ConfirmSecondFactor"] = Own, ["EnrolAuthenticator"] = Own, ["SetUpAuthenticator"] = Own, ["RemoveAuthenticator"] = Own, ["EnrolPasskey"] = Own,
        ["ChooseMails"] = Own, ["AddPasskey"] = Own, ["BeginPasskey"] = Own, ["RemovePasskey"] = Own, ["MakeRecoveryCodes"] = Own,
        ["SaveView"] = Own, ["RemoveView"] = Own, ["MakeCalendarAddress"] = Own, ["RevokeCalendarAddress"] = Own,
    };

    /// <summary>The SDK would begin in the project's folder, and a file that somebody names beside them would not be found.</summary>
    [Fact]
    public void DotnetRun_BeginsWhereItWasTyped() =>
        Assert.Contains("<EnableDefaultRunWorkingDirectory>false<", File.ReadAllText(Path.Combine(Repository.Root, "Lfr.Web", "Lfr.Web.csproj")), StringComparison.Ordinal);

    [Fact]
    public void EveryRule_HasItsTest()
    {
        var tests = typeof(HouseTests).Assembly.GetTypes().Where(t => t.Namespace == "Lfr.Tests.Policy").Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var untested = typeof(Rule).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Rule)))
            .Select(t => t.Name + "Tests")
            .Where(name => !tests.Contains(name));

        Assert.Empty(untested);
    }

    [Fact]
    public void NoPage_TouchesTheDatabase()
    {
        var touching = Components().Where(c => c
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Select(m => (m as PropertyInfo)?.PropertyType ?? (m as FieldInfo)?.FieldType)
            .Concat(c.GetConstructors().SelectMany(k => k.GetParameters().Select(p => p.ParameterType)))
            .Any(t => t is not null && (IsDatabase(t) || t.GetGenericArguments().Any(IsDatabase))));

        Assert.Empty(touching);
    }

    /// <summary>What the audit log calls an action is a type that exists: nobody can write a name that means nothing.</summary>
    [Fact]
    public void EveryAuditAction_IsTheNameOfItsCommand()
    {
        var named = typeof(LfrTransaction).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .SelectMany(m => m.GetParameters()).Where(p => p.ParameterType == typeof(string));

        Assert.Empty(named);
    }

    /// <summary>Two people at once: every command takes the revision that its reader saw. Those that do not are listed above, each with the reason.</summary>
    [Fact]
    public void EveryCommand_CarriesWhatItsReaderSaw()
    {
        var blind = Commands()
            .Where(c => c.GetMethods().Where(m => m.Name == "RunAsync").All(m => m.GetParameters() is [{ ParameterType.Name: "Actor" }, ..] and var parameters
                && !parameters.Any(p => p.Name!.StartsWith("revision", StringComparison.Ordinal) || p.Name.EndsWith("Seen", StringComparison.Ordinal))))
            .Select(c => c.Name);

        Assert.Equal(string.Join(' ', MayBeBlind.Keys.Order(StringComparer.Ordinal)), string.Join(' ', blind.Order(StringComparer.Ordinal)));
    }

    /// <summary>Whoever looks for a command finds it by its name.</summary>
    [Fact]
    public void EveryCommandAndQuery_HasAFileOfItsName()
    {
        var files = Repository.Sources("Lfr.Web").Select(f => Path.GetFileNameWithoutExtension(f)!).ToHashSet(StringComparer.Ordinal);

        Assert.All(Commands().Concat(Queries()), c => Assert.Contains(c.Name, files));
    }

    [Fact]
    public void EveryPage_IsForStaff_UnlessItIsOneOfThePublicOnes()
    {
        var open = Components()
            .Where(c => c.GetCustomAttributes<AllowAnonymousAttribute>().Any())
            .SelectMany(c => c.GetCustomAttributes<RouteAttribute>().Select(r => r.Template));

        Assert.All(open, template => Assert.Contains(template, PublicPages, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task NoEndpoint_TakesAFaceToSearchFor()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        var writing = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Any(m => m is "POST" or "PUT" or "PATCH") == true)
            .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(p => !p.StartsWith("/_blazor", StringComparison.Ordinal) && !p.StartsWith("/hubs/worker", StringComparison.Ordinal));

        // What a custody system sends is proposed for one list, and is answered with nothing about anybody it did not send.
        Assert.Equal(
            [
                "/api/v1/deployments/{reference}/entries/{sourceReference}/suspension", "/api/v1/deployments/{reference}/entries/{sourceReference}/withdrawal", "/api/v1/deployments/{reference}/imports",
                "/csp-reports", "/passkeys", "/passkeys/options", "/session", "/sign-in", "/sign-in/second-step", "/sign-in/set-up", "/sign-out",
            ],
            writing.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Lfr.Shared")]
    [InlineData("Lfr.Inference")]
    [InlineData("Lfr.Web")]
    [InlineData("Lfr.Tests")]
    [InlineData("Lfr.Benchmarks")]
    public void SourceFiles_StayShort(string project)
    {
        var migrations = $"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}";
        var long_ = Repository.Sources(project).Where(f => !f.Contains(migrations, StringComparison.Ordinal))
            .Where(f => File.ReadLines(f).Count() > MostLines)
            .Select(f => Path.GetRelativePath(Repository.Root, f));

        Assert.Empty(long_);
    }

    /// <summary>An exception that escapes from background work stops the whole program: whatever looks again and again does so in the one way that survives it.</summary>
    [Fact]
    public void BackgroundWork_SurvivesWhateverItMeets()
    {
        var work = typeof(App).Assembly.GetTypes().Where(t => typeof(Microsoft.Extensions.Hosting.BackgroundService).IsAssignableFrom(t)).ToArray();
        var safe = Calls.OfWeb.Where(c => c.Called.DeclaringType == typeof(Lfr.Web.Data.Periodically)).Select(c => c.Caller).ToHashSet();

        Assert.True(work.Length > 5);
        Assert.Empty(work.Where(t => !safe.Contains(t) && (t.DeclaringType is null || !safe.Contains(t.DeclaringType))).Select(t => t.Name));
    }

    /// <summary>As text 2026-1000 comes before 2026-999. A reference only decides between deployments that have no number.</summary>
    [Fact]
    public void Deployments_AreOrderedByYearAndNumber_NeverByTheTextOfTheirReference() =>
        Assert.Empty(Repository.Sources("Lfr.Web").SelectMany(f => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(f), @"(?<!Number\))\.(Order|Then)By(Descending)?\(d => d\.Reference\)").Select(m => $"{Path.GetFileName(f)}: {m.Value}")));

    [Theory]
    [InlineData("Lfr.Shared")]
    [InlineData("Lfr.Inference")]
    [InlineData("Lfr.Web")]
    public void NoType_IsABagOfEverything(string project)
    {
        string[] bags = ["Manager", "Helper", "Helpers", "Utils", "Utilities", "Service", "Common"];
        var found = Repository.Sources(project).Select(f => Path.GetFileNameWithoutExtension(f)!).Where(name => bags.Any(b => name.EndsWith(b, StringComparison.Ordinal)));

        Assert.Empty(found);
    }

    private static IEnumerable<Type> Commands() => With("RunAsync").Where(t => !t.Namespace!.EndsWith(".Queries", StringComparison.Ordinal) && t.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => p.ParameterType == typeof(LfrTransaction) || p.ParameterType == typeof(AccountChange)));

    private static IEnumerable<Type> Queries() => With("RunAsync").Where(t => t.Namespace!.EndsWith(".Queries", StringComparison.Ordinal));

    private static IEnumerable<Type> With(string method) => typeof(App).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false, IsNested: false, IsGenericType: false } && t.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(m => m.Name == method));

    private static IEnumerable<Type> Components() => typeof(App).Assembly.GetTypes().Where(t => typeof(IComponent).IsAssignableFrom(t));

    private static bool IsDatabase(Type type) =>
        typeof(DbContext).IsAssignableFrom(type) || type == typeof(LfrTransaction) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDbContextFactory<>));
}

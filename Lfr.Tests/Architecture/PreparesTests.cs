using System.Reflection;
using Lfr.Web.Data;

namespace Lfr.Tests.Architecture;

/// <summary>Nobody authorises a plan, notice or list that they changed (R06). Every command about one of them is marked as changing it, or is listed below with the reason why it does not.</summary>
public class PreparesTests
{
    /// <summary>Where plans, notices and lists are changed.</summary>
    private static readonly string[] Features = ["Lfr.Web.Features.Deployments.Commands", "Lfr.Web.Features.Notices.Commands", "Lfr.Web.Features.Watchlists.Commands"];

    /// <summary>What is no part in preparing, and why.</summary>
    private static readonly Dictionary<string, string> NoPart = new(StringComparer.Ordinal)
    {
        ["CancelDeployment"] = "leaves nothing to authorise",
        ["DecideAuthority"] = "is the decision itself",
        ["GiveAssessmentOpinion"] = "advises on what others wrote",
        ["DecideAssessment"] = "checks what others wrote",
        ["PublishAssessment"] = "shows the public what is approved",
        ["CountersignAuthority"] = "is the decision of a second officer",
        ["RefuseCountersignature"] = "is the decision of a second officer",
        ["LapseUrgentAuthority"] = "ends a decision",
        ["RevokeAuthority"] = "takes the decision back",
        ["TakeBackRequest"] = "opens the plan and changes none of it",
        ["DecideEntry"] = "checks what others compiled",
        ["TakeBackEntryDecision"] = "takes such a check back",
        ["DecideCriteria"] = "answers to what the compiler proposes",
        ["DrawSample"] = "looks over what others signed off",
        ["JudgeSampledEntry"] = "checks what others signed off",
        ["HandOnEntry"] = "leaves the check of what others compiled to another",
        ["AnswerBreak"] = "says how fast somebody checks what others compiled",
        ["SuspendEntry"] = "must be possible for whoever is at hand, and is lifted by proposing the entry again",
        ["ReopenWatchlist"] = "opens the list and changes no entry",
        ["KeepStatusLook"] = "keeps what a source said and changes no entry",
        ["SealWatchlist"] = "freezes what others compiled and signed off",
        ["LookAtPhotograph"] = "looks",
        ["PlaceSign"] = "says where a sign stands, which nobody authorises",
        ["RemoveSign"] = "takes such a place off the list",
        ["PhotographSign"] = "shows on the day that a sign stands there",
        ["KeepPlanPicture"] = "keeps what somebody draws on, which nobody authorises",
        ["PlacePlanPicture"] = "says where such a picture lies",
        ["RemovePlanPicture"] = "removes such a picture",
        ["TryCamera"] = "opens a camera and changes no plan",
        ["SaveView"] = "names a list for oneself and changes no plan",
        ["RemoveView"] = "forgets such a name",
    };

    private static readonly Type[] Commands =
    [
        .. Calls.OfWeb.Where(c => c.Called.DeclaringType == typeof(LfrTransaction) && c.Called.Name is nameof(LfrTransaction.For) or nameof(LfrTransaction.RunAsync))
            .Select(c => c.Caller).Distinct().Where(t => Features.Contains(t.Namespace, StringComparer.Ordinal)),
    ];

    [Fact]
    public void EveryCommandAboutAPlanANoticeOrAList_IsAPartInIt_OrSaysWhyNot()
    {
        Assert.True(Commands.Length > NoPart.Count);
        Assert.Empty(Commands.Where(t => t.GetCustomAttribute<PreparesAttribute>() is null && !NoPart.ContainsKey(t.Name)).Select(t => t.FullName));
    }

    [Fact]
    public void NothingIsExcusedThatIsGone_OrHasAPart() =>
        Assert.All(NoPart.Keys, name => Assert.Contains(Commands, t => t.Name == name && t.GetCustomAttribute<PreparesAttribute>() is null));
}

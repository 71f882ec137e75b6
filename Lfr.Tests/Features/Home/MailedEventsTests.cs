using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Home.Queries;

namespace Lfr.Tests.Features.Home;

/// <summary>What people are told by e-mail: a mail leaves Lfr, so it says what is to be done and the number of the deployment, and neither operation nor place nor anybody's name.</summary>
public sealed class MailedEventsTests
{
    private const string Operation = "Kestrel", Venue = "Kestrel Arcade", Somebody = "Rowan Kestrel";
    private static readonly DateTimeOffset Now = new(2026, 6, 5, 9, 30, 0, TimeSpan.Zero);
    private static readonly Guid Me = Given.Id(1);

    /// <summary>Training and requests between administrators: <see cref="TrainingOfPlansTests"/>, <c>PeopleListTests</c>.</summary>
    public static TheoryData<string, string, string> Events() => new()
    {
        { "authority asked", Roles.AuthorisingOfficer, "Decide on a plan (2026-014)" },
        { "entries waiting", Roles.WatchlistApprover, "Sign off 14 entries (2026-014)" },
        { "entries sent back", Roles.Compiler, "Correct 2 entries that were sent back (2026-014)" },
        { "notice deadline near", Roles.Planner, "Publish the notice (2026-014)" },
        { "record owed", Roles.AuthorisingOfficer, "Publish the record (2026-014)" },
        { "record owed", Roles.Planner, "Write the record (2026-014)" },
        { "purge failed", Roles.DataProtectionOfficer, "Look at an overdue deletion (2026-014)" },
        { "purge failed", Roles.Silver, "Close down: the deletion is overdue (2026-014)" },
        { "run stopped", Roles.Silver, "Look at a run that was stopped (2026-014)" },
        { "run stopped", Roles.AuthorisingOfficer, "Look at a run that was stopped (2026-014)" },
        { "handed over", Roles.Planner, "Look after a plan that was handed to you (2026-014)" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_IsMailed_WithItsNumber_AndNamesNothingElse(string name, string role, string mail)
    {
        var tasks = HomeBoard.For(new Actor(Me, "Reader", Rank.Superintendent, new HashSet<string>([role], StringComparer.Ordinal)), [Of(name)], Now).Needs;

        Assert.Contains(mail, tasks.Select(t => t.InMail));
        Assert.Contains(tasks, t => t.About.Contains(Operation, StringComparison.Ordinal));
        Assert.All(tasks, t => Assert.DoesNotContain("Kestrel", t.InMail + t.Address, StringComparison.OrdinalIgnoreCase));
    }

    private static HomeDeployment Of(string name)
    {
        var (tomorrow, yesterday) = (new Window(Now.AddDays(1), Now.AddDays(1).AddHours(8)), new Window(Now.AddDays(-1), Now.AddDays(-1).AddHours(8)));
        HomeDeployment At(DeploymentState state, Window window) => new(Given.Id(14), "2026-014", Operation, Venue, state, window);
        return name switch
        {
            "authority asked" => At(DeploymentState.Submitted, tomorrow) with { SubmittedAt = Now },
            "entries waiting" => At(DeploymentState.Authorised, tomorrow) with { ToSignOff = 14, Waiting = 14 },
            "entries sent back" => At(DeploymentState.Authorised, tomorrow) with { SentBack = 2 },
            "notice deadline near" => At(DeploymentState.Authorised, tomorrow) with { NoticeBy = Now.AddHours(5) },
            "record owed" => At(DeploymentState.Debriefed, yesterday) with { RecordDue = Now.AddDays(3) },
            "purge failed" => At(DeploymentState.Ended, yesterday) with { EndedAt = yesterday.End, PurgeDue = Now.AddHours(-1) },
            "run stopped" => At(DeploymentState.Ended, new Window(Now.AddHours(-1), Now.AddHours(5))) with { EndedAt = Now, StoppedBecause = $"{Somebody} was hurt at {Venue}." },
            _ => At(DeploymentState.Authorised, tomorrow) with { Planner = Me, NoticeIsPublic = true, HandedOver = new Handover(Me, "Reader", "Ill.", new Signature(Given.Id(9), Somebody, Rank.Inspector, Now)) },
        };
    }
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>Whose task a deployment is: holding the role is not enough where its plan names people.</summary>
public class AssignmentTests
{
    private static readonly Actor Olu = Given.Person(51, "Olu Operator", Rank.Constable, Roles.Operator, Roles.EngagementOfficer);
    private static readonly Actor Ona = Given.Person(52, "Ona Other", Rank.Constable, Roles.Operator);

    // Who; the roles that the task needs; who serves, as "51 operator"; whether it is theirs.
    [Theory]
    [InlineData(51, Roles.Operator, "51 " + Roles.Operator, true)]
    [InlineData(52, Roles.Operator, "51 " + Roles.Operator, false)]
    // Named, but for something else.
    [InlineData(52, Roles.Operator, "51 " + Roles.Operator + ",52 " + Roles.EngagementOfficer, false)]
    // Nobody is named in the role: whoever holds it.
    [InlineData(52, Roles.Operator, "51 " + Roles.EngagementOfficer, true)]
    [InlineData(52, Roles.Operator, "", true)]
    // Several are named: each of them.
    [InlineData(52, Roles.Operator, "51 " + Roles.Operator + ",52 " + Roles.Operator, true)]
    // Named in a role that they do not hold any more.
    [InlineData(52, Roles.Silver, "52 " + Roles.Silver, false)]
    // Plans name no planner: the role is enough.
    [InlineData(53, Roles.Planner, "51 " + Roles.Operator, true)]
    public void Task_IsTheirs_WhomThePlanNamesForIt(int who, string role, string staff, bool theirs)
    {
        var actor = who switch { 51 => Olu, 52 => Ona, _ => Given.Person(53, "Pat Planner", Rank.Staff, Roles.Planner) };

        Assert.Equal(theirs, Assignment.Of(actor, Plan(staff), role).Succeeded);
    }

    /// <summary>One of several roles is enough, and the first that is missing does not decide.</summary>
    [Fact]
    public void TaskOfSeveralRoles_IsTheirs_WhoAreNamedInOneOfThem() =>
        Given.Do(Assignment.Of(Olu, Plan("51 " + Roles.EngagementOfficer + ",52 " + Roles.Operator), Roles.Silver, Roles.Operator, Roles.EngagementOfficer));

    [Fact]
    public void WhoeverIsNotNamed_IsToldWhoIs_InTheRolesTheyHold() =>
        Assert.Contains(
            "It names Olu (live facial recognition operator) and Sid (engagement officer)."
                .Replace("live facial recognition operator", Roles.InWords(Roles.Operator).ToLowerInvariant(), StringComparison.Ordinal)
                .Replace("engagement officer", Roles.InWords(Roles.EngagementOfficer).ToLowerInvariant(), StringComparison.Ordinal),
            Assignment.Of(
                Given.Person(54, "Una Unnamed", Rank.Constable, Roles.Operator, Roles.EngagementOfficer),
                Plan($"51 {Roles.Operator},57 {Roles.EngagementOfficer},58 {Roles.Silver}"), Roles.Operator, Roles.EngagementOfficer, Roles.Silver).Explanation,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("51 " + Roles.Operator, true)]
    [InlineData("52 " + Roles.Operator, false)]
    [InlineData("51 " + Roles.EngagementOfficer, false)]
    [InlineData("52 " + Roles.EngagementOfficer + ",51 " + Roles.Operator, true)]
    public void Plan_NamesSomebody_InTheRole(string staff, bool names) => Assert.Equal(names, Plan(staff).Names(Olu, Roles.Operator));

    [Fact]
    public void Plan_NamesNobody_WhoLostTheRole() => Assert.False(Plan("52 " + Roles.Silver).Names(Ona, Roles.Silver));

    private static Plan Plan(string staff) => Given.GoodPlan() with
    {
        Staff = [.. staff.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split(' ')).Select(s => new StaffMember(
            Given.Id(int.Parse(s[0], System.Globalization.CultureInfo.InvariantCulture)), s[0] switch { "51" => "Olu", "52" => "Ona", "57" => "Sid", _ => "Cy" }, s[1], null))],
    };
}

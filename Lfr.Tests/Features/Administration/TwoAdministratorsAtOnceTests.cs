using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Administration;

/// <summary>Two administrators, or one who presses twice, at the same moment.</summary>
public sealed class TwoAdministratorsAtOnceTests
{
    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Theory]
    [InlineData("retire", "retire")]
    [InlineData("lock", "lock")]
    [InlineData("retire", "lock")]
    [InlineData("lock", "take")]
    public async Task TwoWhoPutEachOtherOut_OneIsRefused_AndTwoAdministratorsRemain(string first, string second)
    {
        await using var rig = await PeopleRig.StartAsync();
        await ThirdAsync(rig);

        var outcomes = await Task.WhenAll(OutAsync(first, rig.First, rig.Second.UserId), OutAsync(second, rig.Second, rig.First.UserId));

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.Equal(2, await rig.App.InDatabaseAsync(db => rig.Get<AccountChange>().ActiveAdministrators(db, rig.Time.GetUtcNow()).CountAsync(Cancel)));
        Assert.Empty(await rig.AlteredAsync());

        Task<Outcome> OutAsync(string how, Actor by, Guid whom) => how switch
        {
            "retire" => rig.Get<RetireAccount>().RunAsync(by, whom, "Left.", null, Cancel),
            "lock" => rig.Get<LockAccount>().RunAsync(by, whom, "Left.", null, Cancel),
            _ => rig.Get<TakeDuty>().RunAsync(by, whom, Roles.Administrator, "Left.", null, Cancel),
        };
    }

    [Fact]
    public async Task SamePersonInvitedTwice_SameDutyAskedTwice_SameCameraTwice_IsOne()
    {
        await using var rig = await PeopleRig.StartAsync();
        var invited = await Task.WhenAll(rig.Get<InvitePerson>().RunAsync(rig.First, PeopleRig.Person(), Cancel), rig.Get<InvitePerson>().RunAsync(rig.Second, PeopleRig.Person(), Cancel));
        Says.RefusedBy("STATE", Assert.Single(invited, i => !i.Outcome.Succeeded).Outcome, "Jo Okoye has an account with the address");

        var planner = (await rig.AsTheAsync(Roles.Planner)).UserId;
        var asked = await Task.WhenAll(rig.Get<AskForDuty>().RunAsync(rig.First, planner, Roles.Operator, Cancel), rig.Get<AskForDuty>().RunAsync(rig.Second, planner, Roles.Operator, Cancel));
        Says.RefusedBy("STATE", Assert.Single(asked, o => !o.Succeeded), "it waits to be confirmed");

        var written = new WrittenCamera(new CameraDetails("Bridge", CameraKind.Fixed, "", ""), "rtsp://10.20.0.5/one", "");
        var cameras = await Task.WhenAll(rig.Get<RegisterCamera>().RunAsync(rig.First, rig.NewId(), written, Cancel), rig.Get<RegisterCamera>().RunAsync(rig.Second, rig.NewId(), written, Cancel));
        Says.RefusedBy("STATE", Assert.Single(cameras, o => !o.Succeeded), "Another camera is called Bridge.");
    }

    /// <summary>An administrator makes a second account for themselves; whoever confirms its duty reads that the person has one.</summary>
    [Fact]
    public async Task SecondAccountOfTheSamePerson_IsToldToWhoeverConfirms()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (_, one) = await rig.InviteAsync();
        Assert.Empty(await WaitingAsync());
        await rig.InviteAsync(new NewPerson(new Particulars("J. Okoye", Rank.Staff, "PS 4411", ""), "other@force.example", [Roles.Administrator]));

        Assert.Equal(["Jo Okoye"], Assert.Single(await WaitingAsync()).SameNumber);
        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, one, "Left.", null, Cancel));
        Assert.Empty(Assert.Single(await WaitingAsync()).SameNumber);

        Task<IReadOnlyList<WaitingGrant>> WaitingAsync() => rig.Get<WaitingGrants>().RunAsync(rig.Second, null, Cancel);
    }

    private static async Task ThirdAsync(PeopleRig rig)
    {
        var (key, id) = await rig.InviteAsync(PeopleRig.Person("third@force.example", Roles.Administrator));
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, (await rig.Get<WaitingGrants>().RunAsync(rig.Second, id, Cancel)).Single().Id, "", Cancel));
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(key, "lantern-gravel-otter-mitten", null, Cancel));
    }
}

using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Administration;

/// <summary>A force with five thousand people. The tests only read.</summary>
public sealed class PeopleListTests(PeopleListTests.LargeForce force) : IClassFixture<PeopleListTests.LargeForce>
{
    private const int Staff = 5_000;

    private static CancellationToken Cancel => PeopleRig.Cancel;

    private PeopleRig Rig => force.Rig;

    [Fact]
    public async Task FiveThousandPeople_AreReadAPageAtATime_WhateverIsAskedFor()
    {
        var page = await ReadAsync(new PeopleFilter("", null, null), skip: 100, take: 50);

        Assert.Equal((50, Staff + Web.Identity.DemoAccounts.All.Count), (page.Rows.Count, page.Total));
        Assert.Equal(ListPeople.Most, (await ReadAsync(new PeopleFilter("", null, null), 0, 100_000)).Rows.Count);
        Assert.Empty((await ReadAsync(new PeopleFilter("", null, null), 10_000, 50)).Rows);
    }

    [Theory]
    [InlineData("person 04321", 1)]
    [InlineData("P04321@FORCE", 1)]
    [InlineData("unit7 04007", 1)]
    [InlineData("ÉLODIE", 1)]
    [InlineData("100%", 0)]
    [InlineData("nobody of this name", 0)]
    public async Task Search_FindsEveryWord_InNameAddressNumberAndUnit(string search, int found) =>
        Assert.Equal(found, (await ReadAsync(new PeopleFilter(search, null, null))).Total);

    [Fact]
    public async Task Duty_FindsThoseWhoHoldIt()
    {
        var page = await ReadAsync(new PeopleFilter("", Roles.Administrator, null));

        Assert.Equal(["Owen Pritchard", "Sofia Lindqvist"], page.Rows.Select(r => r.Name));
        Assert.All(page.Rows, r => Assert.Equal([Roles.Administrator], r.Duties));
    }

    [Fact]
    public async Task RankTrainingAndLastSeen_FindThoseOfWhomTheyAreTrue()
    {
        var (now, everybody) = (Rig.Time.GetUtcNow(), new PeopleFilter("person", null, null));
        var today = now.ForceDay();

        Assert.All(await RowsAsync(everybody with { Rank = Rank.Sergeant }), r => Assert.Equal(Rank.Sergeant, r.Rank));
        Assert.All(await RowsAsync(everybody with { Training = TrainingFilter.Ended }), r => Assert.True(r.TrainedUntil < today));
        Assert.All(await RowsAsync(everybody with { Training = TrainingFilter.EndsSoon }), r => Assert.InRange(r.TrainedUntil!.Value, today, today.AddDays(30)));
        Assert.All(await RowsAsync(everybody with { Training = TrainingFilter.None }), r => Assert.Null(r.TrainedUntil));
        Assert.All(await RowsAsync(everybody with { Seen = SeenFilter.Lately }), r => Assert.True(r.LastSeenAt > now.AddDays(-30)));
        Assert.All(await RowsAsync(everybody with { Seen = SeenFilter.LongAgo }), r => Assert.Null(r.LastSeenAt));

        async Task<IReadOnlyList<PersonRow>> RowsAsync(PeopleFilter filter)
        {
            var page = await ReadAsync(filter, 0, ListPeople.Most);
            Assert.InRange(page.Total, 1, Staff - 1);
            return page.Rows;
        }
    }

    /// <summary>What the database is asked for is what the page says.</summary>
    [Theory]
    [InlineData(AccountState.Active)]
    [InlineData(AccountState.NeverSignedIn)]
    [InlineData(AccountState.Invited)]
    [InlineData(AccountState.Locked)]
    [InlineData(AccountState.Retired)]
    public async Task State_FindsThoseWhoAreInIt(AccountState state)
    {
        var page = await ReadAsync(new PeopleFilter("", null, state));

        Assert.NotEmpty(page.Rows);
        Assert.All(page.Rows, r => Assert.Equal(state, r.State));
        var all = 0;
        foreach (var each in Enum.GetValues<AccountState>())
            all += (await ReadAsync(new PeopleFilter("", null, each))).Total;
        Assert.Equal((await ReadAsync(new PeopleFilter("", null, null))).Total, all);
    }

    [Theory]
    [InlineData(PeopleOrder.Name, false)]
    [InlineData(PeopleOrder.Name, true)]
    [InlineData(PeopleOrder.Rank, true)]
    [InlineData(PeopleOrder.TrainedUntil, false)]
    [InlineData(PeopleOrder.LastSeenAt, true)]
    [InlineData(PeopleOrder.Unit, false)]
    public async Task Order_IsThatOfTheColumn(PeopleOrder order, bool descending)
    {
        var rows = (await ReadAsync(new PeopleFilter("", null, null) { Order = order, Descending = descending })).Rows;

        IComparable? Key(PersonRow row) => order switch
        {
            PeopleOrder.Rank => row.Rank,
            PeopleOrder.Unit => row.Unit,
            PeopleOrder.TrainedUntil => row.TrainedUntil,
            PeopleOrder.LastSeenAt => row.LastSeenAt,
            _ => row.Name.ToUpperInvariant(),
        };
        // Texts by their characters, as the database does.
        var byValue = Comparer<IComparable?>.Create((a, b) => a is string one && b is string other ? string.CompareOrdinal(one, other) : Comparer<object>.Default.Compare(a, b));
        var expected = descending ? rows.OrderByDescending(Key, byValue).Select(Key) : rows.OrderBy(Key, byValue).Select(Key);
        Assert.Equal(expected, rows.Select(Key));
        if (order == PeopleOrder.Rank)
            Assert.Equal(Rank.Superintendent, rows[0].Rank);
    }

    [Fact]
    public async Task People_AreForAdministratorsAndOversight()
    {
        var filter = new PeopleFilter("", null, null);

        Assert.NotNull(await Rig.Get<ListPeople>().RunAsync(await Rig.AsTheAsync(Roles.Oversight), filter, 0, 10, Cancel));
        Assert.Null(await Rig.Get<ListPeople>().RunAsync(await Rig.AsTheAsync(Roles.Planner), filter, 0, 10, Cancel));
        Assert.Null(await Rig.Get<ReadPerson>().RunAsync(await Rig.AsTheAsync(Roles.Planner), Rig.First.UserId, Cancel));
    }

    [Theory]
    [InlineData(Roles.Administrator, 200)]
    [InlineData(Roles.Oversight, 200)]
    [InlineData(Roles.Planner, 302)]
    public async Task Pages_OpenForAdministratorsAndOversight_AndForNobodyElse(string role, int status)
    {
        using var browser = await Rig.App.SignInAsync(role);

        foreach (var page in new[] { LfrRoutes.People, LfrRoutes.Person(Rig.First.UserId) })
            Assert.Equal(status, (int)(await browser.GetAsync(new Uri(page, UriKind.Relative), Cancel)).StatusCode);
        Assert.Equal(role == Roles.Administrator ? 200 : 302, (int)(await browser.GetAsync(new Uri(LfrRoutes.InvitePerson, UriKind.Relative), Cancel)).StatusCode);
    }

    /// <summary>Whoever asks for a system names a person; a list of five thousand is no choice.</summary>
    [Fact]
    public async Task Systems_AreAnsweredForByAPersonWhoIsLookedFor_TwentyAtATime()
    {
        async Task<IReadOnlyList<ResponsiblePerson>> FindAsync(Actor actor, string words) => await Rig.Get<ReadSystems>().FindAsync(actor, words, Cancel);

        Assert.Equal(ReadSystems.MostPeople, (await FindAsync(Rig.First, "")).Count);
        Assert.Equal("Person 04007, p04007@force.example", Assert.Single(await FindAsync(Rig.First, "unit7 04007")).InWords);
        Assert.Equal("Élodie Brontë", Assert.Single(await FindAsync(Rig.First, "brontë")).Name);
        // Retired.
        Assert.Empty(await FindAsync(Rig.First, "p00013@force"));
        Assert.Empty(await FindAsync(await Rig.AsTheAsync(Roles.Oversight), ""));
    }

    /// <summary>What waits for the second administrator is on their start page, and not on that of the one who asked.</summary>
    [Fact]
    public async Task RequestThatWaits_IsOnTheStartPage_OfWhoeverMayConfirmIt()
    {
        async Task<IEnumerable<string>> NeedsAsync(Actor actor) => (await Rig.Get<HomeQuery>().ReadAsync(actor, Cancel)).Needs.Where(n => n.Address == LfrRoutes.People && n.What.StartsWith("Decide", StringComparison.Ordinal)).Select(n => n.What);
        var planner = (await Rig.AsTheAsync(Roles.Planner)).UserId;
        var grant = await Rig.AskAsync(planner, Roles.Silver);

        Assert.Equal(["Decide on 1 request from another administrator"], await NeedsAsync(Rig.Second));
        Assert.Empty(await NeedsAsync(Rig.First));
        Assert.Empty(await NeedsAsync(await Rig.AsTheAsync(Roles.Oversight)));

        Given.Do(await Rig.Get<DeclineGrant>().RunAsync(Rig.Second, grant, Cancel));
        Assert.Empty(await NeedsAsync(Rig.Second));
    }

    [Fact]
    public async Task SystemThatWaits_IsOnTheStartPage_OfWhoeverMayConfirmIt_UntilItIsAnswered()
    {
        async Task<IEnumerable<string>> NeedsAsync(Actor actor) => (await Rig.Get<HomeQuery>().ReadAsync(actor, Cancel)).Needs.Where(n => n.Address == LfrRoutes.OtherSystems).Select(n => n.What);
        var wanted = new SystemClientWanted("Custody West", (await Rig.AsTheAsync(Roles.Compiler)).UserId, [SystemScopes.Propose], [], 30);
        Given.Do(await Rig.Get<AskForSystem>().RunAsync(Rig.First, wanted, Cancel));

        Assert.Equal(["Decide on 1 request about other systems"], await NeedsAsync(Rig.Second));
        Assert.Empty(await NeedsAsync(Rig.First));
        Assert.Empty(await NeedsAsync(await Rig.AsTheAsync(Roles.Oversight)));

        var id = (await Rig.Get<ReadSystems>().RunAsync(Rig.Second, Cancel)).Systems.Single(s => s.Name == "Custody West").Id;
        Given.Do((await Rig.Get<ConfirmSystem>().RunAsync(Rig.Second, id, Cancel)).Outcome);
        Assert.Empty(await NeedsAsync(Rig.Second));
    }

    private async Task<PeoplePage> ReadAsync(PeopleFilter filter, int skip = 0, int take = 100) => (await Rig.Get<ListPeople>().RunAsync(Rig.First, filter, skip, take, Cancel))!;

    public sealed class LargeForce : IAsyncLifetime
    {
        public PeopleRig Rig { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Rig = await PeopleRig.StartAsync();
            var now = Rig.Time.GetUtcNow();
            await Rig.App.InDatabaseAsync(async db =>
            {
                var role = await db.Roles.SingleAsync(r => r.Name == Roles.Operator, Cancel);
                foreach (var i in Enumerable.Range(0, Staff))
                {
                    var user = new LfrUser
                    {
                        Id = Given.Id(100_000 + i), UserName = $"p{i:00000}@force.example", Email = $"p{i:00000}@force.example", NormalizedEmail = $"P{i:00000}@FORCE.EXAMPLE", NormalizedUserName = $"P{i:00000}@FORCE.EXAMPLE",
                        DisplayName = i == 17 ? "Élodie Brontë" : $"Person {i:00000}", Rank = (Rank)(i % 6), Unit = $"Unit{i % 20}", PasswordHash = i % 7 == 0 ? null : "x",
                        TrainedUntil = i % 3 == 0 ? null : new DateOnly(2026, 1, 1).AddDays(i % 700), LastSeenAt = i % 5 == 0 ? null : now.AddMinutes(-i), LockoutEnd = i % 11 == 0 ? DateTimeOffset.MaxValue : null, RetiredAt = i % 13 == 0 ? now : null,
                    };
                    db.Users.Add(user);
                    db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
                    if (i % 14 == 0)
                        db.Invitations.Add(Invitation.Make(Given.Id(200_000 + i), user.Id, $"{i}", Rig.First, now));
                }

                return await db.SaveChangesAsync(Cancel);
            });
        }

        public ValueTask DisposeAsync() => Rig.DisposeAsync();
    }
}

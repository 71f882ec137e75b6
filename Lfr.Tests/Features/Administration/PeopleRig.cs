using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Administration;

/// <summary>A force with two administrators and somebody for each other duty, and a clock that the test sets.</summary>
public sealed class PeopleRig : IAsyncDisposable
{
    private PeopleRig(LfrApp app, FakeTimeProvider time) => (App, Time) = (app, time);

    public LfrApp App { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>Asks.</summary>
    public Actor First { get; private set; } = null!;

    /// <summary>Confirms.</summary>
    public Actor Second { get; private set; } = null!;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PeopleRig> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var rig = new PeopleRig(await LfrApp.StartAsync(new LfrAppOptions { Time = time, Settings = settings ?? new Dictionary<string, string?>() }), time);
        await rig.App.InDatabaseAsync(db =>
        {
            db.Sessions.AddRange(db.Users.Where(u => u.Email == LfrApp.Person(Roles.Administrator).Email || u.Email == LfrApp.SecondAdministrator.Email).Select(u => u.Id).AsEnumerable()
                .Select(id => new StaffSession { Id = $"rig {id:N}", AccountId = id, CreatedAt = time.GetUtcNow(), LastActiveAt = time.GetUtcNow(), Source = "local", SecondFactorAt = time.GetUtcNow() }));
            return db.SaveChangesAsync(Cancel);
        });
        rig.First = await rig.AsAsync(LfrApp.Person(Roles.Administrator).Email);
        rig.Second = await rig.AsAsync(LfrApp.SecondAdministrator.Email);
        return rig;
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>A fresh id.</summary>
    public Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());

    /// <summary>Lets hours go by, without the timers of the application.</summary>
    public void Pass(TimeSpan span) => Time.AdjustTime(Time.GetUtcNow() + span);

    /// <summary>Somebody as they are now.</summary>
    public async Task<Actor> AsAsync(string email)
    {
        var id = await App.InDatabaseAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(Cancel));
        var account = await Get<Accounts>().FindAsync(id, Cancel);
        var session = await App.InDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == id && s.EndedAt == null).Select(s => s.Id).FirstOrDefaultAsync(Cancel));
        return new Actor(account!.Id, account.Name, account.Rank, account.Roles) { Session = session };
    }

    public Task<Actor> AsTheAsync(string role) => AsAsync(LfrApp.Person(role).Email);

    public async Task<PersonSheet> SheetAsync(Guid id) => (await Get<ReadPerson>().RunAsync(First, id, Cancel))!;

    public static NewPerson Person(string email = "jo.okoye@force.example", params string[] duties) =>
        new(new Particulars("Jo Okoye", Rank.Sergeant, "PS 4411", "Custody"), email, duties);

    /// <summary>Invites somebody; the key of the link and the account.</summary>
    public async Task<(string Key, Guid Id)> InviteAsync(NewPerson? person = null)
    {
        person ??= Person();
        var (outcome, key) = await Get<InvitePerson>().RunAsync(First, person, Cancel);
        Given.Do(outcome);
        return (key, (await AsAsync(person.Email)).UserId);
    }

    /// <summary>What the first administrator asks for somebody and nobody has confirmed.</summary>
    public async Task<Guid> AskAsync(Guid account, string duty)
    {
        Given.Do(await Get<AskForDuty>().RunAsync(First, account, duty, Cancel));
        return (await Get<WaitingGrants>().RunAsync(First, account, Cancel)).Single(g => g.What == $"the duty {Roles.InSentence(duty)}").Id;
    }

    public async Task<IReadOnlyList<string>> DutiesAsync(Guid account) => (await SheetAsync(account)).Duties;

    /// <summary>The same force with sign-in through Entra.</summary>
    public AccountChange WithEntra() => new(Get<LfrTransaction>(), Get<SignInOptions>() with { Mode = IdentityMode.Entra }, Get<PolicyNow>());

    /// <summary>Whether the second administrator can sign in. An account of a demonstration that is off cannot, and the log does not vouch for that mark.</summary>
    public Task<int> SecondMayAsync(bool signIn) => App.InDatabaseAsync(db => db.Users.Where(u => u.Id == Second.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsDemonstration, !signIn), Cancel));

    /// <summary>What of people is not as the audit log left it.</summary>
    public Task<IReadOnlyList<string>> AlteredAsync() => App.InDatabaseAsync(db => EvidenceCheck.FindOfPeopleAsync(db, Cancel));

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Parts;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Administration;

/// <summary>One person: who they are, training, duties, account. What an administrator has written stays on the screen when somebody else saves first.</summary>
public sealed partial class PersonPage
{
    private static readonly (string, string?)[] Trail = [("People", LfrRoutes.People), ("Person", null)];

    private readonly Course course = new();
    private Actor actor = CurrentActor.Nobody;
    private PersonSheet? sheet;
    private IReadOnlyList<WaitingGrant> waiting = [];
    private ParticularsDraft draft = new();
    private long draftRevision;
    private bool isTouched;
    private bool loaded;
    private string? asked;
    private Outcome? outcome;
    private string done = "";
    private Particulars? theirs;
    private string? link;
    private DateTimeOffset linkUntil;

    /// <summary>Account.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private PolicyNow InForce { get; set; } = null!;

    [Inject]
    private ReadPerson Person { get; set; } = null!;

    [Inject]
    private WaitingGrants Waiting { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ChangePerson Change { get; set; } = null!;

    [Inject]
    private RecordTraining Record { get; set; } = null!;

    [Inject]
    private AskForDuty Ask { get; set; } = null!;

    [Inject]
    private TakeDuty Take { get; set; } = null!;

    [Inject]
    private LockAccount Lock { get; set; } = null!;

    [Inject]
    private UnlockAccount Unlock { get; set; } = null!;

    [Inject]
    private EndSessions End { get; set; } = null!;

    [Inject]
    private ResetSecondFactor Reset { get; set; } = null!;

    [Inject]
    private ResetPassword NewPassword { get; set; } = null!;

    [Inject]
    private RetireAccount Retire { get; set; } = null!;

    [Inject]
    private WithdrawInvitation Withdraw { get; set; } = null!;

    [Inject]
    private AskForReturn AskReturn { get; set; } = null!;

    [Inject]
    private InviteAgain Again { get; set; } = null!;

    private DateOnly Today => ForceTime.Day(Time.GetUtcNow());

    private bool Manages => Permissions.Of(actor, Permissions.ManagePeople).Succeeded;

    private string Sub => string.Join(" · ", new[] { Words.Capital(sheet!.Particulars.Rank.InWords(InForce.Pack)), sheet.Particulars.ForceNumber, sheet.Particulars.Unit }.Where(s => s.Length > 0));

    private IReadOnlyList<string> Others => [.. Roles.All.Where(d => !sheet!.Duties.Contains(d))];

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind == ChangeKind.Account;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        sheet = await Person.RunAsync(actor, Id, Leaving);
        waiting = await Waiting.RunAsync(actor, Id, Leaving);
        loaded = true;
        if (!isTouched && sheet is not null)
            (draft, draftRevision) = (ParticularsDraft.Of(sheet.Particulars), sheet.Revision);
    }

    private async Task SaveAsync()
    {
        theirs = null;
        var wanted = draft.Read().Rank;
        await RunAsync(async now => await Change.RunAsync(now, Id, draft.Read(), draftRevision, Leaving), "Saved.");
        if (outcome!.Succeeded && sheet?.Particulars.Rank is { } rank && rank < wanted)
            done = $"Saved. The rank {wanted.InWords(InForce.Pack)} counts when a second administrator confirms it.";
        if (outcome.Succeeded)
            KeepTheirs();
        else if (outcome.IsRefusedAs(RefusalKind.Conflict))
            theirs = sheet?.Particulars;
    }

    private void KeepTheirs()
    {
        (theirs, isTouched) = (null, false);
        if (sheet is not null)
            (draft, draftRevision) = (ParticularsDraft.Of(sheet.Particulars), sheet.Revision);
    }

    private Task SaveMineAsync()
    {
        draftRevision = sheet!.Revision;
        return SaveAsync();
    }

    private IEnumerable<(string Field, string Theirs, string Mine)> Differences(Particulars saved)
    {
        var mine = draft.Read().Trimmed();
        (string Field, string Theirs, string Mine)[] all =
        [
            ("Name", saved.Name, mine.Name), ("Rank", saved.Rank.InWords(InForce.Pack), draft.Rank?.InWords(InForce.Pack) ?? "none"),
            ("Force number", OrNone(saved.ForceNumber), OrNone(mine.ForceNumber)), ("Unit", OrNone(saved.Unit), OrNone(mine.Unit)),
        ];
        return all.Where(f => f.Theirs != f.Mine);
    }

    private async Task RecordAsync()
    {
        if (DateLine.Read(course.Day) is not { } day || DateLine.Read(course.Until) is not { } until)
        {
            outcome = Outcome.Incomplete("The days of the training are missing.", "Enter the day on which the course was completed and the last day on which it is valid.");
            return;
        }

        await RunAsync(async now => await Record.RunAsync(now, Id, new Training(course.Name, day, course.Evidence), until, sheet!.Revision, Leaving), "The training is recorded.");
        if (outcome!.Succeeded)
            (course.Name, course.Day, course.Until, course.Evidence) = ("", "", "", "");
    }

    private async Task AskAsync()
    {
        await RunAsync(async now => await Ask.RunAsync(now, Id, asked ?? "", Leaving), "Asked. It is given when a second administrator confirms it.");
        if (outcome!.Succeeded)
            asked = null;
    }

    private Task TakeAsync(string duty) => WithReasonAsync(
        new($"Take the duty {Roles.InSentence(duty)} away?", "Take away", "It stops working within seconds. To give it again, two administrators are needed.", Grave: true),
        (now, reason) => Take.RunAsync(now, Id, duty, reason, sheet!.Revision, Leaving), "The duty is taken away.");

    private Task LockAsync() => WithReasonAsync(
        new("Lock this account?", "Lock", "The person is signed out everywhere within seconds, and cannot sign in until an administrator unlocks the account.", Grave: true),
        (now, reason) => Lock.RunAsync(now, Id, reason, sheet!.Revision, Leaving), "The account is locked.");

    private Task UnlockAsync() => WithReasonAsync(
        new("Unlock this account?", "Unlock", "The person can sign in again, with the duties that they have."),
        (now, reason) => Unlock.RunAsync(now, Id, reason, sheet!.Revision, Leaving), "The account is unlocked.");

    private Task EndSessionsAsync() => WithReasonAsync(
        new("Sign this person out everywhere?", "Sign out", "Every device is signed out within seconds. The person can sign in again."),
        (now, reason) => End.RunAsync(now, Id, reason, Leaving), "The person is signed out everywhere.");

    private Task ResetFactorAsync() => WithReasonAsync(
        new("Reset this person’s second factor?", "Reset", "For somebody who lost their phone and recovery codes. Be sure who is asking.", Consequences: ["App, passkeys and recovery codes count no longer.", "They are signed out everywhere, and set up a new one at the next sign-in."]),
        (now, reason) => Reset.RunAsync(now, Id, reason, Leaving), "The second factor is reset.");

    private async Task ResetPasswordAsync()
    {
        var made = "";
        await WithReasonAsync(
            new("Make a link for a new password?", "Make the link", "For somebody who forgot the password and has the second factor. Be sure who is asking.", Consequences: ["The link works once, for 24 hours.", "When the new password is chosen, they are signed out everywhere."]),
            async (now, reason) =>
            {
                (var answer, made) = await NewPassword.RunAsync(now, Id, reason, Leaving);
                return answer;
            },
            "There is a link for a new password.");
        if (made.Length > 0)
            (link, linkUntil) = (made, Time.GetUtcNow() + Invitation.Valid);
    }

    private Task RetireAsync() => WithReasonAsync(
        new("Retire this account?", "Retire", "For people who leave. The name stays in records.", Grave: true, Consequences:
        [
            "They are signed out everywhere, and cannot sign in.", "All duties end.", "Only two administrators together can bring the account back.",
            .. sheet!.AnswersFor.Select(s => $"{s} is refused from then on: they answer for it. Hand it to somebody else first, under Other systems."),
        ]),
        (now, reason) => Retire.RunAsync(now, Id, reason, sheet!.Revision, Leaving), "The account is retired.");

    private Task WithdrawAsync() => WithReasonAsync(
        new("Withdraw this invitation?", "Withdraw", "The link stops working at once. The account stays, without a password."),
        (now, reason) => Withdraw.RunAsync(now, Id, reason, Leaving), "The invitation is withdrawn.");

    private Task AskReturnAsync() => RunAsync(async now => await AskReturn.RunAsync(now, Id, Leaving), "Asked. The account is back when a second administrator confirms it.");

    private async Task InviteAgainAsync()
    {
        var made = "";
        await RunAsync(
            async now =>
            {
                (var answer, made) = await Again.RunAsync(now, Id, Leaving);
                return answer;
            },
            "There is another link; the one before ended.");
        if (outcome!.Succeeded)
            (link, linkUntil) = (made, Time.GetUtcNow() + Invitation.Valid);
    }

    private async Task WithReasonAsync(ReasonQuestion question, Func<Actor, string, Task<Outcome>> command, string said)
    {
        if (await ReasonDialog.AskAsync(Dialogs, question) is { } reason)
            await RunAsync(now => command(now, reason), said);
    }

    private async Task RunAsync(Func<Actor, Task<Outcome>> command, string said)
    {
        link = null;
        outcome = await command(await Current.GetAsync(Leaving));
        done = said;
        await ReadAfreshAsync();
    }

    private static string OrNone(string text) => text.Length == 0 ? "none" : text;

    private sealed class Course
    {
        public string Name { get; set; } = "";

        public string Day { get; set; } = "";

        public string Until { get; set; } = "";

        public string Evidence { get; set; } = "";
    }
}

using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator signs a person out on every device, and ends the address of their calendar program: a telephone was lost, a van left open. The person may sign in again.</summary>
public sealed class EndSessions(AccountChange accounts, StaffSessions sessions)
{
    /// <summary>Ends them.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, string reason, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen: null, async (context, account, cancel) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why the sessions are ended.");
            var (ended, calendar) = await sessions.EndAllAsync(context, accountId, SessionEnd.ByAdministrator, cancel);
            if (ended.Count == 0 && !calendar)
                return Outcome.WrongState($"{account.DisplayName} is not signed in anywhere.", "There is nothing to end.");
            context.Did($"Ended {Words.Count(ended.Count, "session", "sessions")} of {account.DisplayName}{(calendar ? " and the address of their calendar program" : "")}: {Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);
}

using System.Net.Mail;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>Somebody who is to have an account.</summary>
/// <param name="Particulars">Who the person is.</param>
/// <param name="Email">With what the person will sign in.</param>
/// <param name="Duties">Duties asked for; a second administrator confirms each.</param>
public sealed record NewPerson(Particulars Particulars, string Email, IReadOnlyCollection<string> Duties)
{
    /// <summary>Last day of the LFR training, where it is known already.</summary>
    public DateOnly? TrainedUntil { get; init; }
}

/// <summary>Adds an account with an invitation, inside a command.</summary>
internal static class NewAccount
{
    /// <summary>Longest address.</summary>
    private const int LongestEmail = 256;

    /// <summary>What is wrong with an address; done when nothing is.</summary>
    public static Outcome CheckEmail(string email) =>
        email.Length is > 0 and <= LongestEmail && MailAddress.TryCreate(email, out var address) && address.Address == email && !email.Any(char.IsWhiteSpace)
            ? Outcome.Done
            : Outcome.Incomplete("This is not an e-mail address.", "Enter one such as name@force.example.");

    /// <summary>Adds it.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="users">Accounts as the transaction sees them.</param>
    /// <param name="person">Who.</param>
    /// <param name="key">Key of the link.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Outcome> AddAsync(CommandContext context, UserManager<LfrUser> users, NewPerson person, string key, CancellationToken cancellationToken)
    {
        var (particulars, email) = (person.Particulars.Trimmed(), person.Email.Trim());
        if (particulars.Check() is { Succeeded: false } incomplete)
            return incomplete;
        if (CheckEmail(email) is { Succeeded: false } wrong)
            return wrong;
        if (person.TrainedUntil is { } until && DateRanges.OfTraining(until, context.Now.ForceDay()) is { } problem)
            return Outcome.Incomplete(problem.Why, problem.ToDo);
        var normal = users.NormalizeEmail(email);
        if (await context.Db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedEmail == normal, cancellationToken) is { } known)
            return Outcome.WrongState($"{known.DisplayName} has an account with the address {email} already.", "Look for the address in the list of people.");
        var user = new LfrUser { Id = context.NewId(), UserName = email, Email = email, TrainedUntil = person.TrainedUntil };
        user.Take(particulars);
        context.About(null, Subjects.Account(user.Id).Key);
        var created = await users.CreateAsync(user);
        if (!created.Succeeded)
            return Outcome.Incomplete(string.Join(" ", created.Errors.Select(e => e.Description)), "Enter another address.");
        context.Db.Invitations.Add(Invitation.Make(context.NewId(), user.Id, StaffSessions.IdOf(key), context.Actor, context.Now));
        foreach (var duty in person.Duties.Where(Roles.All.Contains).Distinct(StringComparer.Ordinal))
            context.Db.AccountGrants.Add(AccountGrant.Ask(context.NewId(), user.Id, duty, context.Actor, context.Now));
        context.Tell(ChangeKind.Account, Guid.Empty);
        return Outcome.Done;
    }

    /// <summary>What was done, for the audit log.</summary>
    public static string Sentence(NewPerson person, PolicyPack? policy) => person.Duties.Count == 0
        ? $"Invited {person.Particulars.Name.Trim()}, {person.Particulars.Rank.InWords(policy)}."
        : $"Invited {person.Particulars.Name.Trim()}, {person.Particulars.Rank.InWords(policy)}, and asked for {Words.AndList([.. person.Duties.Select(Roles.InSentence)])}.";
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>The next moment by which something must be done for a deployment.</summary>
/// <param name="What">What must be done, as an order: <c>Publish the notice</c>.</param>
/// <param name="Due">By when.</param>
/// <param name="Because">Why then.</param>
public sealed record Deadline(string What, DateTimeOffset Due, string Because)
{
    /// <summary>What to mind when it falls on a holiday, a weekend or a night; <see langword="null"/> within office hours.</summary>
    public OutOfHours? Outside { get; init; }

    /// <summary>The deadline in a line: <c>Publish the notice by 3 December 2026, 11:00</c>.</summary>
    public string InWords => $"{What} by {ForceTime.DateAndTime(Due)}";

    /// <summary>
    /// The next one; <see langword="null"/> without a date, or when nothing is due. One that has passed gives way to the next that its policy knows: after the hours of good notice those of a second
    /// reason, and after these the start.
    /// </summary>
    /// <param name="standing">How the deployment stands.</param>
    /// <param name="window">Its window.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="now">Now.</param>
    public static Deadline? Next(Standing standing, Window? window, PolicyPack? policy, DateTimeOffset now)
    {
        if (!standing.IsAhead || window is null || policy is not { Numbers: var numbers } || window.End <= now)
            return null;
        // Once the hours have begun, what was due at the start is due while they last.
        var last = window.Start > now ? window.Start : window.End;
        var all = new List<Deadline>();
        if (!standing.NoticeFits)
            all.Add(Notice(window, last, numbers, now));
        if (standing.State == DeploymentState.Draft)
            all.Add(new Deadline("Ask for authority", last, "Nothing runs without authority (R04)."));
        else if (standing.State == DeploymentState.Submitted)
            all.Add(new Deadline("Decide about authority", last, "Nothing runs without authority (R04)."));
        if (!standing.IsSealed)
            all.Add(new Deadline("Seal the list", last, $"Not earlier than {ForceTime.DateAndTime(window.Start.AddHours(-numbers.WatchlistMaximumAgeHours))} (R20)."));
        return all.MinBy(d => d.Due) is { } next ? next with { Outside = OfficeHours.Of(next.Due, BankHolidays.DivisionOf(policy.Jurisdiction)) is { } outside && outside.AskBefore > now ? outside : null } : null;
    }

    private static Deadline Notice(Window window, DateTimeOffset last, PolicyNumbers numbers, DateTimeOffset now)
    {
        const string Publish = "Publish the notice";
        if (window.Start.AddHours(-numbers.NoticeWarnHours) is var good && good > now)
            return new Deadline(Publish, good, $"Later than {numbers.NoticeWarnHours} h before the start is short notice (R14).");
        return window.Start.AddHours(-numbers.NoticeSecondReasonHours) is var second && second > now
            ? new Deadline(Publish, second, $"Later than {numbers.NoticeSecondReasonHours} h before the start needs a second reason (R14).")
            : new Deadline(Publish, last, "Nothing runs before the public was told (R13).");
    }
}

using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>
/// Somebody stands in for a while: with a higher rank, with duties, or with both, on whole days of the force’s clock. It begins and ends by itself, and the person stays the same person: whoever planned a deployment
/// does not authorise it as somebody else.
/// </summary>
/// <param name="Rank">Rank in which the person acts; <see langword="null"/> for their own.</param>
/// <param name="Duties">Duties besides their own, of <see cref="Roles"/>.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="For">For whom or in which post.</param>
/// <param name="Reason">Why.</param>
public sealed record Acting(Rank? Rank, IReadOnlyList<string> Duties, DateOnly From, DateOnly Until, string For, string Reason)
{
    /// <summary>Longest time, days: whoever stands in for longer is promoted, or has the duty.</summary>
    public const int LongestDays = 92;

    /// <summary>It begins no later than this from today, days.</summary>
    public const int DaysAhead = 366;

    /// <summary>Longest text.</summary>
    public const int Longest = 500;

    /// <summary>Duties in which somebody can act. Administrators are given the duty itself, so that two always remain.</summary>
    public static IReadOnlyList<string> Possible { get; } = [.. Roles.All.Where(r => r != Roles.Administrator)];

    /// <summary>The rank that counts beside the person's own: the higher one. Whoever was promoted meanwhile is not lowered by it.</summary>
    /// <param name="own">The person's own rank.</param>
    public Rank RankBeside(Rank own) => Rank is { } acting && acting > own ? acting : own;

    /// <summary>Whether <paramref name="day"/> is one of its days.</summary>
    public bool IsOn(DateOnly day) => From <= day && day <= Until;

    /// <summary>Whether the two have a day in common.</summary>
    public bool Meets(Acting other) => From <= other.Until && other.From <= Until;

    /// <summary>Done when it can be asked for somebody of this rank who holds these duties.</summary>
    /// <param name="own">The person's own rank.</param>
    /// <param name="held">The person's own duties.</param>
    /// <param name="today">Today by the force’s clock.</param>
    /// <param name="policy">The policy in force, which names the ranks.</param>
    public Outcome Check(Rank own, IReadOnlyCollection<string> held, DateOnly today, PolicyPack? policy)
    {
        if (Rank is null && Duties.Count == 0)
            return Outcome.Incomplete("Neither a rank nor a duty is chosen.", "Choose in what the person acts.");
        if (Rank <= own)
            return Outcome.Incomplete($"The person is {own.InWords(policy)} already.", "Choose a higher rank, or none.");
        if (Duties.FirstOrDefault(d => !Possible.Contains(d)) is { } never)
            return Outcome.WrongState($"Nobody acts as {Roles.InSentence(never)}.", "Ask for the duty itself.");
        if (Duties.FirstOrDefault(held.Contains) is { } has)
            return Outcome.WrongState($"The person has the duty {Roles.InSentence(has)} already.", "Leave it out.");
        if (string.IsNullOrWhiteSpace(For) || string.IsNullOrWhiteSpace(Reason))
            return Outcome.Incomplete("For whom the person acts, or why, is missing.", "Enter both: they go on record.");
        if (For.Length > Longest || Reason.Length > Longest)
            return Outcome.Incomplete("A text is too long.", $"Shorten it to {Longest} characters.");
        return CheckDays(today);
    }

    /// <summary>In what: <c>acting superintendent and authorising officer</c>; with the person's own rank where it is no other.</summary>
    /// <param name="own">The person's own rank.</param>
    /// <param name="policy">The policy in force, which names the ranks.</param>
    public string What(Rank own, PolicyPack? policy) =>
        $"{(Rank is { } acting && acting > own ? $"acting {acting.InWords(policy)}" : own.InWords(policy))}{(Duties.Count == 0 ? "" : $", acting as {Words.AndList([.. Roles.All.Where(Duties.Contains).Select(Roles.InSentence)])}")}";

    /// <summary>The same with its last day, as it stands behind a name wherever it was used.</summary>
    /// <param name="own">The person's own rank.</param>
    /// <param name="policy">The policy in force, which names the ranks.</param>
    public string InWords(Rank own, PolicyPack? policy) => $"{What(own, policy)} until {Words.Day(Until)}";

    private Outcome CheckDays(DateOnly today)
    {
        if (Until < From)
            return Outcome.Incomplete("The last day is before the first.", "Enter the last day on which the person acts.");
        if (From < today)
            return Outcome.Incomplete($"{Words.Day(From)} is over.", "Enter today or a later day: what was decided is never changed afterwards.");
        if (From > today.AddDays(DaysAhead))
            return Outcome.Incomplete($"{Words.Day(From)} is more than a year ahead.", "Check the year.");
        return Until.DayNumber - From.DayNumber >= LongestDays
            ? Outcome.Incomplete($"This is longer than {LongestDays} days.", "Choose an earlier last day; ask again when it is needed for longer.")
            : Outcome.Done;
    }
}

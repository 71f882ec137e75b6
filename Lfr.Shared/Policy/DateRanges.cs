using Lfr.Shared.Deployments;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy;

/// <summary>A date that cannot be right.</summary>
/// <param name="Why">What is wrong, as a sentence.</param>
/// <param name="ToDo">What to enter instead, as a sentence.</param>
public sealed record DateProblem(string Why, string ToDo)
{
    /// <summary>Both sentences, as a field of a form shows them.</summary>
    public override string ToString() => $"{Why} {ToDo}";
}

/// <summary>
/// Which days and times a field accepts. Each method answers <see langword="null"/> when the date can be right and otherwise says what is wrong and what
/// to do. Forms ask while somebody types; plans and lists ask before they take anything, so that no command gets past them.
/// </summary>
public static class DateRanges
{
    private const string CheckYear = "Check the year.";

    /// <summary>A plan further ahead than this is a mistyped year.</summary>
    public const int PlanYearsAhead = 2;

    /// <summary>An approval older than this is a mistyped year.</summary>
    public const int ApprovalYearsBack = 10;

    /// <summary>Nothing is approved for longer than this without another look, years.</summary>
    public const int ValidityYears = 5;

    /// <summary>No training holds longer than this from today, years.</summary>
    public const int TrainingYearsAhead = 5;

    /// <summary>A course completed longer ago than this is a mistyped year.</summary>
    public const int CourseYearsBack = 10;

    /// <summary>No photograph of a living person on a list is older than this, years.</summary>
    public const int PhotographYearsBack = 80;

    /// <summary>No warrant, report or assessment of a living person is older than this, years.</summary>
    public const int FieldYearsBack = 80;

    /// <summary>A basis that holds longer than this is a mistyped year.</summary>
    public const int FieldYearsAhead = 50;

    /// <summary>A window that can still be planned: it ends after it starts, is not over, and lies no further ahead than <see cref="PlanYearsAhead"/>.</summary>
    public static DateProblem? OfWindow(Window window, DateTimeOffset now)
    {
        if (window.Length <= TimeSpan.Zero)
            return new("The end is not after the start.", "If it runs past midnight, enter the next day as the last day.");
        if (window.End <= now)
            return new($"These hours are over: they ended on {Words.Moment(window.End)}.", "Enter a later day.");
        return window.Start > now.AddYears(PlanYearsAhead) ? new($"{Words.Day(window.Start.ForceDay())} is more than {PlanYearsAhead} years ahead.", CheckYear) : null;
    }

    /// <summary>The day on which an assessment was approved: today or earlier, at most <see cref="ApprovalYearsBack"/> years ago.</summary>
    public static DateProblem? OfApproval(DateOnly day, DateOnly today)
    {
        if (day > today)
            return NotYet(Words.Day(day), "Enter the day on which it was approved.");
        return day < today.AddYears(-ApprovalYearsBack) ? LongAgo(day, ApprovalYearsBack) : null;
    }

    /// <summary>The last day of an assessment: not before its approval, at most <see cref="ValidityYears"/> years after it.</summary>
    /// <param name="until">Last day.</param>
    /// <param name="approvedOn">Day of approval; <see langword="null"/> while it is not known, and then today counts.</param>
    /// <param name="today">Today by the force’s clock.</param>
    public static DateProblem? OfValidity(DateOnly until, DateOnly? approvedOn, DateOnly today)
    {
        if (until < approvedOn)
            return new("The last day lies before the day of approval.", "Check both days.");
        if (until < today.AddYears(-ApprovalYearsBack))
            return LongAgo(until, ApprovalYearsBack);
        return until > (approvedOn ?? today).AddYears(ValidityYears) ? new($"{Words.Day(until)} is more than {ValidityYears} years after the approval.", CheckYear) : null;
    }

    /// <summary>The last day of somebody's training: at most <see cref="TrainingYearsAhead"/> years ahead. One that is over is for R35 to judge.</summary>
    public static DateProblem? OfTraining(DateOnly until, DateOnly today) => until > today.AddYears(TrainingYearsAhead)
        ? new($"{Words.Day(until)} is more than {TrainingYearsAhead} years ahead.", "Check the year in the training record.") : null;

    /// <summary>The day on which a course was completed: today or earlier, at most <see cref="CourseYearsBack"/> years ago.</summary>
    public static DateProblem? OfCourse(DateOnly day, DateOnly today)
    {
        if (day > today)
            return NotYet(Words.Day(day), "Enter the day on which the course was completed.");
        return day < today.AddYears(-CourseYearsBack) ? LongAgo(day, CourseYearsBack) : null;
    }

    /// <summary>The day of a photograph: today or earlier, within <see cref="PhotographYearsBack"/> years, and of a child after the child was born.</summary>
    public static DateProblem? OfPhotograph(DateOnly taken, AgeBand age, DateOnly today)
    {
        if (taken > today)
            return NotYet(Words.Day(taken), "Enter the day on which the photograph was taken.");
        if (taken < today.AddYears(-PhotographYearsBack))
            return LongAgo(taken, PhotographYearsBack);
        var born = age switch { AgeBand.Under13 => today.AddYears(-13), AgeBand.Child13To17 => today.AddYears(-18), _ => DateOnly.MinValue };
        return taken < born ? new($"On {Words.Day(taken)} nobody of this age was born yet.", "Check the day and the age.") : null;
    }

    /// <summary>
    /// A day in a field of a category: of a date, today or within <see cref="FieldYearsBack"/> years; of an expiry, today or later, at most <see cref="FieldYearsAhead"/> years ahead. That a basis holds to
    /// the end of the deployment is for R55.
    /// </summary>
    public static DateProblem? OfField(FieldKind kind, DateOnly day, DateOnly today)
    {
        if (kind == FieldKind.Expiry)
        {
            return day < today ? new($"{Words.Day(day)} is over: what ended then is no reason to look for anybody.", "Enter the last day on which it holds, or leave the person off the list.")
                : day > today.AddYears(FieldYearsAhead) ? new($"{Words.Day(day)} is more than {FieldYearsAhead} years ahead.", CheckYear) : null;
        }

        if (day > today)
            return NotYet(Words.Day(day), "Enter the day on which it happened.");
        return day < today.AddYears(-FieldYearsBack) ? LongAgo(day, FieldYearsBack) : null;
    }

    /// <summary>
    /// When somebody's status was last checked: never in the future, and no longer ago than the hours within which a list must be built (R20).
    /// </summary>
    /// <param name="at">When it was checked.</param>
    /// <param name="policy">Policy; <see langword="null"/> when none is in force, and then only the future is refused.</param>
    /// <param name="now">Now.</param>
    public static DateProblem? OfStatusCheck(DateTimeOffset at, PolicyPack? policy, DateTimeOffset now)
    {
        if (at > now)
            return NotYet(Words.Moment(at), "Enter when the status was last checked.");
        return policy is { Numbers.WatchlistMaximumAgeHours: var hours } && at < now.AddHours(-hours)
            ? new($"The status was last checked on {Words.Moment(at)}; the policy accepts a check of the last {hours} h (R20).", "Check the status again, then enter when.") : null;
    }

    /// <summary>What is wrong with the dates of a plan. A date that is saved already is not asked again: it was right when it was entered.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="saved">The plan as saved; <see langword="null"/> for the first.</param>
    /// <param name="now">Now.</param>
    /// <param name="policy">Policy of the deployment, which names the assessments.</param>
    public static IReadOnlyList<DateProblem> OfPlan(Plan plan, Plan? saved, DateTimeOffset now, PolicyPack? policy = null)
    {
        var today = now.ForceDay();
        var problems = new List<DateProblem?>();
        if (plan.Window is { } window && window != saved?.Window)
            problems.Add(Named("Date and hours", OfWindow(window, now)));
        foreach (var assessment in plan.Assessments)
        {
            var before = saved?.Assessments.FirstOrDefault(a => a.Kind == assessment.Kind);
            if ((before?.ApprovedOn, before?.ValidUntil) == (assessment.ApprovedOn, assessment.ValidUntil))
                continue;
            // A day that is not given yet stands as one that no rule accepts.
            DateOnly? approved = assessment.ApprovedOn == DateOnly.MaxValue ? null : assessment.ApprovedOn;
            if (approved is { } day)
                problems.Add(Named($"{assessment.Kind.InWords(policy)}, approved on", OfApproval(day, today)));
            if (assessment.ValidUntil != DateOnly.MinValue)
                problems.Add(Named($"{assessment.Kind.InWords(policy)}, valid until", OfValidity(assessment.ValidUntil, approved, today)));
        }

        foreach (var member in plan.Staff)
        {
            if (member.TrainedUntil is { } until && saved?.Staff.Contains(member) != true)
                problems.Add(Named($"Training of {member.Name}", OfTraining(until, today)));
        }

        return [.. problems.OfType<DateProblem>()];
    }

    /// <summary>What is wrong with the dates of an entry.</summary>
    public static IReadOnlyList<DateProblem> OfEntry(EntryDetails details, PolicyPack? policy, DateTimeOffset now) =>
    [
        .. new[]
        {
            Named("Day of the photograph", OfPhotograph(details.ImageTakenOn, details.AgeBand, now.ForceDay())),
            Named("Status last checked", OfStatusCheck(details.StatusVerifiedAt, policy, now)),
        }.OfType<DateProblem>(),
        .. (policy?.Find(details.Category)?.Fields ?? [])
            .Select(f => f.Kind != FieldKind.Text && CategoryField.DayOf(details.TextOf(f.Code)) is { } day ? Named(f.Title, OfField(f.Kind, day, now.ForceDay())) : null)
            .OfType<DateProblem>(),
    ];

    /// <summary>Refuses when there is a problem.</summary>
    public static Outcome Judge(IReadOnlyList<DateProblem> problems) =>
        problems.Count == 0 ? Outcome.Done : Outcome.Refused([.. problems.SelectMany(p => Outcome.Incomplete(p.Why, p.ToDo).Refusals)]);

    private static DateProblem NotYet(string what, string toDo) => new($"{what} has not come yet.", toDo);

    private static DateProblem LongAgo(DateOnly day, int years) => new($"{Words.Day(day)} is more than {years} years ago.", CheckYear);

    private static DateProblem? Named(string field, DateProblem? problem) => problem is null ? null : problem with { Why = $"{field}: {problem.Why}" };
}

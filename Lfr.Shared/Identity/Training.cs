using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>The LFR training of a person, besides its last day, which rules ask (R35).</summary>
/// <param name="Course">Course.</param>
/// <param name="Day">Day on which it was completed.</param>
/// <param name="Evidence">Where the evidence is kept: a reference, not the evidence itself.</param>
public sealed record Training(string Course, DateOnly Day, string Evidence)
{
    /// <summary>Longest text of course and evidence.</summary>
    public const int Longest = 200;

    /// <summary>Training is shown as expiring soon in the last days before it ends: this many.</summary>
    public const int SoonDays = 30;

    /// <summary>Done when everything that is needed is there and fits.</summary>
    /// <param name="until">Last day on which it is valid.</param>
    /// <param name="today">Today by the force’s clock.</param>
    public Outcome Check(DateOnly until, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Course) || string.IsNullOrWhiteSpace(Evidence))
            return Outcome.Incomplete("The course or the reference to its evidence is missing.", "Enter both: somebody may ask for the evidence.");
        if (Course.Length > Longest || Evidence.Length > Longest)
            return Outcome.Incomplete("The course or the reference is too long.", $"Shorten it to {Longest} characters.");
        if ((DateRanges.OfCourse(Day, today) ?? DateRanges.OfTraining(until, today)) is { } problem)
            return Outcome.Incomplete(problem.Why, problem.ToDo);
        return until < Day ? Outcome.Incomplete("The training ends before the course was completed.", "Enter the last day on which it is valid.") : Outcome.Done;
    }
}

namespace Lfr.Shared.Policy;

/// <summary>Result of something that was asked for: done, or refused with named findings. Nothing silently does nothing.</summary>
public sealed record Outcome
{
    private Outcome(IReadOnlyList<Finding> refusals) => Refusals = refusals;

    /// <summary>It was done.</summary>
    public static Outcome Done { get; } = new([]);

    /// <summary>Why it was refused; empty when it was done.</summary>
    public IReadOnlyList<Finding> Refusals { get; }

    /// <summary>Whether it was done.</summary>
    public bool Succeeded => Refusals.Count == 0;

    /// <summary>The refusals as one text: why, then what to do.</summary>
    public string Explanation => string.Join(" ", Refusals.SelectMany(r => new[] { r.Sentence, r.ToDo }).Where(s => s.Length > 0));

    /// <summary>Whether it was refused, and for a reason of this kind.</summary>
    public bool IsRefusedAs(RefusalKind kind) => Refusals.Any(r => r.Kind == kind);

    /// <summary>Refuses, with at least one reason.</summary>
    public static Outcome Refused(params IReadOnlyList<Finding> refusals)
    {
        ArgumentOutOfRangeException.ThrowIfZero(refusals.Count);
        return new Outcome(refusals);
    }

    /// <summary>Refuses because the step does not fit the state the thing is in.</summary>
    /// <param name="why">What stands in the way, as a sentence: <c>The list is sealed.</c></param>
    /// <param name="toDo">What would help and who can do it, as a sentence: <c>Open the list again, then change it.</c></param>
    public static Outcome WrongState(string why, string toDo = "Look again: the page shows how things stand now.") => Of(RefusalKind.State, why, toDo);

    /// <summary>Refuses because somebody else changed or decided it after this person had read it. What they did is kept.</summary>
    /// <param name="why">What the other person did, by name where it is known.</param>
    /// <param name="toDo">What to do about it.</param>
    public static Outcome Conflict(
        string why = "Somebody else changed this while you were reading it.", string toDo = "Read it as it stands now, then decide again.") =>
        Of(RefusalKind.Conflict, why, toDo);

    /// <summary>Not decided: the database was taken by others for too long. Nothing was recorded; whoever must not lose it tries again.</summary>
    public static Outcome Busy() => Of(RefusalKind.Busy, "Too many people were changing this at the same moment.", "Look at it again, then try again.");

    /// <summary>Refuses because something that is needed was left out or makes no sense.</summary>
    /// <param name="why">What is missing or wrong, as a sentence: <c>No reasons are given.</c></param>
    /// <param name="toDo">What to fill in, as a sentence: <c>Enter the reasons for the decision.</c></param>
    public static Outcome Incomplete(string why, string toDo) => Of(RefusalKind.Form, why, toDo);

    /// <summary>Refuses because the person does not hold the role.</summary>
    /// <param name="why">Who may do it, as a sentence.</param>
    /// <param name="toDo">What to do about it.</param>
    public static Outcome NotYourRole(string why, string toDo = "Ask one of them, or ask an administrator if it is one of your duties.") =>
        Of(RefusalKind.Role, why, toDo);

    /// <summary>Refuses because the person has to give the second factor again; what was asked for is kept on the screen.</summary>
    /// <param name="why">What is needed, as a sentence.</param>
    public static Outcome SecondFactorNeeded(string why) => Of(RefusalKind.SecondFactor, why, "Confirm that it is you, then do it again.");

    /// <summary>Refuses when <paramref name="findings"/> hold anything that blocks.</summary>
    public static Outcome From(IEnumerable<Finding> findings)
    {
        var blocks = findings.Where(f => f.Blocks).ToArray();
        return blocks.Length == 0 ? Done : new Outcome(blocks);
    }

    private static Outcome Of(RefusalKind kind, string why, string toDo) =>
        new([new Finding(kind.Id(), kind.InWords(), Weight.Block, why, "Lfr", "") { Kind = kind, ToDo = toDo }]);
}

/// <summary>Kinds of refusals. Screens treat them differently: a conflict offers the newer version, a form leads to the field.</summary>
public enum RefusalKind
{
    /// <summary>A rule of the book is broken; the finding has its id.</summary>
    Rule,

    /// <summary>The step does not fit the state.</summary>
    State,

    /// <summary>Somebody else was first.</summary>
    Conflict,

    /// <summary>Something is left out or makes no sense.</summary>
    Form,

    /// <summary>The person does not hold the role.</summary>
    Role,

    /// <summary>The database was taken by others; the question was not answered.</summary>
    Busy,

    /// <summary>The second factor was given too long ago.</summary>
    SecondFactor,
}

/// <summary>Kinds of refusals as ids and words.</summary>
public static class RefusalKindLabels
{
    /// <summary>Id in the audit log: <c>CONFLICT</c>. A broken rule has an id of its own.</summary>
    public static string Id(this RefusalKind kind) => kind switch
    {
        RefusalKind.State => "STATE",
        RefusalKind.Conflict => "CONFLICT",
        RefusalKind.Form => "FORM",
        RefusalKind.Role => "ROLE",
        RefusalKind.Busy => "BUSY",
        RefusalKind.SecondFactor => "SECONDFACTOR",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A broken rule has an id of its own."),
    };

    /// <summary>What happened, as the headline of a screen: <c>Not saved: somebody else was first</c>.</summary>
    public static string InWords(this RefusalKind kind) => kind switch
    {
        RefusalKind.Rule => "Not done: a rule does not allow it",
        RefusalKind.State => "Not done: it does not fit how things stand",
        RefusalKind.Conflict => "Not done: somebody else was first",
        RefusalKind.Form => "Not done: something is missing or does not fit",
        RefusalKind.Role => "Not done: it is not one of your duties",
        RefusalKind.Busy => "Not done: the database is busy",
        RefusalKind.SecondFactor => "Not done yet: confirm that it is you",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}

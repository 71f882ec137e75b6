namespace Lfr.Shared.Policy;

/// <summary>What became of something that was asked for: done, or refused with named findings. Nothing silently does nothing.</summary>
public sealed record Outcome
{
    private Outcome(IReadOnlyList<Finding> refusals) => Refusals = refusals;

    /// <summary>It was done.</summary>
    public static Outcome Done { get; } = new([]);

    /// <summary>Why it was refused; empty when it was done.</summary>
    public IReadOnlyList<Finding> Refusals { get; }

    /// <summary>Whether it was done.</summary>
    public bool Succeeded => Refusals.Count == 0;

    /// <summary>The refusals as one text for people, a sentence each.</summary>
    public string Explanation => string.Join(" ", Refusals.Select(r => r.Sentence));

    /// <summary>Refuses, with at least one reason.</summary>
    public static Outcome Refused(params IReadOnlyList<Finding> refusals)
    {
        ArgumentOutOfRangeException.ThrowIfZero(refusals.Count);
        return new Outcome(refusals);
    }

    /// <summary>Refuses because the thing is in the wrong state, or was changed or decided by somebody else in the meantime.</summary>
    public static Outcome WrongState(string sentence, string clearedBy = "nobody: it is too late for this") =>
        new([new Finding("STATE", "The step fits the state", Weight.Block, sentence, "Lfr: states of a deployment", clearedBy)]);

    /// <summary>Refuses because something that must be written was left out or makes no sense.</summary>
    public static Outcome Incomplete(string sentence) =>
        new([new Finding("FORM", "What is needed is filled in", Weight.Block, sentence, "Lfr: forms", "you")]);

    /// <summary>Refuses because the person does not hold the role.</summary>
    public static Outcome NotYourRole(string sentence) =>
        new([new Finding("ROLE", "Duties are kept apart", Weight.Block, sentence, "Lfr: roles and duties", "an administrator")]);

    /// <summary>Refuses when <paramref name="findings"/> hold anything that blocks.</summary>
    public static Outcome From(IEnumerable<Finding> findings)
    {
        var blocks = findings.Where(f => f.Blocks).ToArray();
        return blocks.Length == 0 ? Done : new Outcome(blocks);
    }
}

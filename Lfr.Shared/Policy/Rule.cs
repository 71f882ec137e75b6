namespace Lfr.Shared.Policy;

/// <summary>
/// A rule of domain.md §2 about a deployment. One small class each, named as a sentence; the same rules draw the readiness list, guard the
/// commands and guard the mint.
/// </summary>
public abstract class Rule
{
    /// <summary>Id: <c>R13</c>.</summary>
    public abstract string Id { get; }

    /// <summary>The rule as a sentence: <c>The notice is published</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Where it comes from.</summary>
    public abstract string Source { get; }

    /// <summary>Who can clear it: <c>the planner</c>.</summary>
    public abstract string ClearedBy { get; }

    /// <summary>First gate at which it must hold.</summary>
    public abstract Gate Gate { get; }

    /// <summary>What is the case here.</summary>
    public abstract Verdict Judge(Dossier dossier);
}

/// <summary>A rule about one watchlist entry; asked when it is signed off.</summary>
public abstract class EntryRule
{
    /// <inheritdoc cref="Rule.Id"/>
    public abstract string Id { get; }

    /// <inheritdoc cref="Rule.Title"/>
    public abstract string Title { get; }

    /// <inheritdoc cref="Rule.Source"/>
    public abstract string Source { get; }

    /// <inheritdoc cref="Rule.ClearedBy"/>
    public abstract string ClearedBy { get; }

    /// <summary>What is the case here.</summary>
    public abstract Verdict Judge(EntryDossier dossier);
}

/// <summary>A rule about one alert; asked before officers are sent.</summary>
public abstract class AlertRule
{
    /// <inheritdoc cref="Rule.Id"/>
    public abstract string Id { get; }

    /// <inheritdoc cref="Rule.Title"/>
    public abstract string Title { get; }

    /// <inheritdoc cref="Rule.Source"/>
    public abstract string Source { get; }

    /// <inheritdoc cref="Rule.ClearedBy"/>
    public abstract string ClearedBy { get; }

    /// <summary>What is the case here.</summary>
    public abstract Verdict Judge(AlertDossier dossier);
}

/// <summary>A rule's answer before the policy has weighed it.</summary>
/// <param name="Outcome">Met, worth a warning at the most, or broken.</param>
/// <param name="Sentence">What is the case.</param>
public readonly record struct Verdict(VerdictKind Outcome, string Sentence)
{
    /// <summary>The rule holds.</summary>
    public static Verdict Met(string sentence) => new(VerdictKind.Met, sentence);

    /// <summary>The rule is broken; the policy says how that weighs.</summary>
    public static Verdict Broken(string sentence) => new(VerdictKind.Broken, sentence);

    /// <summary>The rule is not broken, but a person should look: at most a warning, whatever the policy says.</summary>
    public static Verdict Doubtful(string sentence) => new(VerdictKind.Doubtful, sentence);
}

/// <summary>Kinds of answers.</summary>
public enum VerdictKind
{
    /// <summary>Holds.</summary>
    Met,

    /// <summary>Holds, with a doubt.</summary>
    Doubtful,

    /// <summary>Does not hold.</summary>
    Broken,
}

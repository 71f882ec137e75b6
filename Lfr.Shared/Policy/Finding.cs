namespace Lfr.Shared.Policy;

/// <summary>How a rule's answer weighs.</summary>
public enum Weight
{
    /// <summary>The rule is met.</summary>
    Met,

    /// <summary>Nothing to stop, but the record keeps it.</summary>
    Record,

    /// <summary>A person must look at it; nothing is stopped.</summary>
    Warn,

    /// <summary>Nothing goes on until it is cleared.</summary>
    Block,
}

/// <summary>What a rule says about one case: an answer with a name, a reason, a remedy, a source and somebody who can apply it.</summary>
/// <param name="RuleId">Id in domain.md §2, such as <c>R13</c>.</param>
/// <param name="Title">The rule as a sentence: <c>The notice is published</c>. True only when it is met: a heading then, and never otherwise.</param>
/// <param name="Weight">How it weighs here, under the policy of this deployment.</param>
/// <param name="Sentence">What is the case here; when the rule is broken, what is wrong: <c>The notice is a draft.</c></param>
/// <param name="Source">Where the rule comes from, as the policy cites it: <c>College of Policing APP, Watchlist</c>; empty where it holds under any policy.</param>
/// <param name="ClearedBy">Who can clear it: <c>the planner</c>; empty when <see cref="ToDo"/> says it or nobody can.</param>
public sealed record Finding(string RuleId, string Title, Weight Weight, string Sentence, string Source, string ClearedBy)
{
    /// <summary>What to do about it, as a sentence: <c>Publish the notice.</c> Empty when the rule is met or there is nothing to do.</summary>
    public string ToDo { get; init; } = "";

    /// <summary>Why it is refused, where it is: a rule, unless <see cref="Outcome"/> says otherwise.</summary>
    public RefusalKind Kind { get; init; }

    /// <summary>What a list of findings puts first: the rule when it is met, what is wrong when it is not.</summary>
    public string Heading => Weight == Weight.Met ? Title : Sentence;

    /// <summary>Rule and source, as small print: <c>R13 · College of Policing APP</c>.</summary>
    public string Reference => Source.Length == 0 ? RuleId : $"{RuleId} · {Source}";

    /// <summary>Whether the rule is not broken, but a person should look. Under a policy that only warns, the weight alone does not tell.</summary>
    public bool IsDoubt { get; init; }

    /// <summary>Whether the rule is broken, however that weighs.</summary>
    public bool IsBroken => Weight != Weight.Met && !IsDoubt;

    /// <summary>Whether this stops what was asked for.</summary>
    public bool Blocks => Weight == Weight.Block;

    /// <summary>Whether it is an answer of the rule <typeparamref name="TRule"/>.</summary>
    public bool IsOf<TRule>()
        where TRule : Rule => string.Equals(RuleId, Rule.IdOf<TRule>(), StringComparison.Ordinal);
}

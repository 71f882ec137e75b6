namespace Lfr.Shared.Policy;

/// <summary>Title of a rule and who can clear it; each policy pack cites its source. With its doc comment and <see cref="Rule{TDossier}.Judge"/> it is the whole rule.</summary>
/// <param name="id">Id in domain.md §2, such as <c>R13</c>, or a word of our own, such as <c>ENGINE</c>. Two lists may judge one rule, each in its own way.</param>
/// <param name="title">The rule as a sentence: <c>The notice is published</c>. True only when the rule is met, so it never heads a refusal.</param>
/// <param name="clearedBy">Who can clear it: <c>the planner</c>; empty when nobody can.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleAttribute(string id, string title, string clearedBy) : Attribute
{
    /// <summary>Id.</summary>
    public string Id { get; } = id;

    /// <summary>The rule as a sentence.</summary>
    public string Title { get; } = title;

    /// <summary>Who can clear it.</summary>
    public string ClearedBy { get; } = clearedBy;

    /// <summary>First gate at which a rule about a deployment must hold. Rules of the other lists have one moment each and ignore it.</summary>
    public Gate Gate { get; init; }
}

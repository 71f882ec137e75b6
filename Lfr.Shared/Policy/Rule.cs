using System.Reflection;

namespace Lfr.Shared.Policy;

/// <summary>A rule of domain.md §2: one small class, named as a sentence, declared by <see cref="RuleAttribute"/>.</summary>
public abstract class Rule
{
    private readonly RuleAttribute _declaration;

    private protected Rule() => _declaration = Declaration(GetType());

    /// <summary>Id: <c>R13</c>.</summary>
    public string Id => _declaration.Id;

    /// <summary>The rule as a sentence: <c>The notice is published</c>.</summary>
    public string Title => _declaration.Title;

    /// <summary>Who can clear it: <c>the planner</c>.</summary>
    public string ClearedBy => _declaration.ClearedBy;

    /// <summary>First gate at which it must hold, for a rule about a deployment.</summary>
    public Gate Gate => _declaration.Gate;

    /// <summary>Id of the rule <typeparamref name="TRule"/>: how code names a rule.</summary>
    public static string IdOf<TRule>()
        where TRule : Rule => Declaration(typeof(TRule)).Id;

    /// <summary>The finding when the rule answers <paramref name="verdict"/> and a broken rule weighs <paramref name="broken"/>.</summary>
    /// <param name="verdict">What the rule answers.</param>
    /// <param name="broken">How it weighs when it is broken.</param>
    /// <param name="policy">Policy that it is asked under, which cites where it comes from; <see langword="null"/> where it holds under any.</param>
    public Finding Weigh(Verdict verdict, Weight broken, PolicyPack? policy = null)
    {
        var weight = verdict.Outcome switch
        {
            VerdictKind.Met => Weight.Met,
            VerdictKind.Doubtful => broken == Weight.Record ? Weight.Record : Weight.Warn,
            _ => broken,
        };
        return new Finding(Id, Title, weight, verdict.Sentence, policy?.SourceOf(Id) ?? "", ClearedBy) { ToDo = verdict.ToDo, IsDoubt = verdict.Outcome == VerdictKind.Doubtful };
    }

    private static RuleAttribute Declaration(Type rule) =>
        rule.GetCustomAttribute<RuleAttribute>() ?? throw new InvalidOperationException($"{rule.Name} is declared by no [Rule] attribute.");
}

/// <summary>
/// A rule that judges a <typeparamref name="TDossier"/>; the dossier decides the list it belongs to and when it is asked. The same rules draw the screens,
/// guard the commands and guard the mint.
/// </summary>
/// <typeparam name="TDossier">Everything the rule may look at.</typeparam>
public abstract class Rule<TDossier> : Rule
{
    /// <summary>What is the case here: a pure function, so that the same dossier always gets the same answer.</summary>
    public abstract Verdict Judge(TDossier dossier);
}

/// <summary>A rule's answer before the policy has weighed it.</summary>
/// <param name="Outcome">Met, worth a warning at the most, or broken.</param>
/// <param name="Sentence">What is the case; when the rule is broken, what is wrong.</param>
/// <param name="ToDo">What to do about it, as a sentence; empty when the rule is met or there is nothing to do.</param>
public readonly record struct Verdict(VerdictKind Outcome, string Sentence, string ToDo)
{
    /// <summary>The rule holds.</summary>
    public static Verdict Met(string sentence) => new(VerdictKind.Met, sentence, "");

    /// <summary>The rule is broken; the policy says how that weighs. What is wrong and what to do about it are sentences of their own.</summary>
    public static Verdict Broken(string wrong, string toDo) => new(VerdictKind.Broken, wrong, toDo);

    /// <summary>The rule is not broken, but a person should look: at most a warning, whatever the policy says.</summary>
    public static Verdict Doubtful(string doubt, string toDo = "") => new(VerdictKind.Doubtful, doubt, toDo);
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

using System.Reflection;
using System.Text.RegularExpressions;
using Lfr.Shared.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;

namespace Lfr.Tests.Architecture;

/// <summary>A call of the rule book in Lfr.Web.</summary>
/// <param name="Caller">The class that calls, a lambda's or an async method's own class taken together with it.</param>
/// <param name="Entry">The entry point called.</param>
internal sealed record RuleBookCall(Type Caller, MethodInfo Entry)
{
    /// <summary>Whether the caller changes something, so that a finding can refuse it: it runs in a transaction. The others only show findings.</summary>
    public bool Guards => Caller.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => p.ParameterType == typeof(LfrTransaction))
        || Caller.GetMethods().SelectMany(m => m.GetParameters()).Any(p => p.ParameterType == typeof(CommandContext));
}

/// <summary>
/// Who asks the rules, read from what the compiler made of Lfr.Web: the calls from its IL, the gates from its source, since IL keeps an enum as a number
/// among others.
/// </summary>
internal static partial class RuleBookCalls
{
    /// <summary>All calls.</summary>
    public static IReadOnlyList<RuleBookCall> All { get; } = [.. Calls.OfWeb.Where(c => c.Called.DeclaringType == typeof(RuleBook))
        .Where(c => c.Called is MethodInfo).Select(c => new RuleBookCall(c.Caller, (MethodInfo)c.Called)).Distinct()];

    /// <summary>Who asks the rules that judge a <paramref name="dossier"/>.</summary>
    public static IEnumerable<RuleBookCall> Judging(Type dossier) => All.Where(c => c.Entry.GetParameters().Any(p => p.ParameterType == dossier));

    /// <summary>Who is stopped at <paramref name="gate"/>: the guarding callers whose source names it.</summary>
    public static IEnumerable<string> GuardedAt(Gate gate) => Judging(typeof(Dossier)).Where(c => c.Guards)
        .Where(c => Gates().Matches(File.ReadAllText(SourceOf(c.Caller))).Any(m => m.Groups["gate"].Value == gate.ToString())).Select(c => c.Caller.Name);

    private static string SourceOf(Type type) => Repository.Sources("Lfr.Web").Single(f => string.Equals(Path.GetFileNameWithoutExtension(f), type.Name, StringComparison.Ordinal));

    [GeneratedRegex(@"RuleBook\.At\(Gate\.(?<gate>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gates();
}

using System.Reflection;
using System.Reflection.Emit;
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
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>All calls.</summary>
    public static IReadOnlyList<RuleBookCall> All { get; } = [.. typeof(LfrTransaction).Assembly.GetTypes()
        .SelectMany(t => t.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .OfType<MethodBase>().SelectMany(Called).Where(m => m.DeclaringType == typeof(RuleBook)).OfType<MethodInfo>()
            .Select(m => new RuleBookCall(Outermost(t), m)))
        .Distinct()];

    /// <summary>Who asks the rules that judge a <paramref name="dossier"/>.</summary>
    public static IEnumerable<RuleBookCall> Judging(Type dossier) => All.Where(c => c.Entry.GetParameters().Any(p => p.ParameterType == dossier));

    /// <summary>Who is stopped at <paramref name="gate"/>: the guarding callers whose source names it.</summary>
    public static IEnumerable<string> GuardedAt(Gate gate) => Judging(typeof(Dossier)).Where(c => c.Guards)
        .Where(c => Gates().Matches(File.ReadAllText(SourceOf(c.Caller))).Any(m => m.Groups["gate"].Value == gate.ToString())).Select(c => c.Caller.Name);

    private static string SourceOf(Type type) => Repository.Sources("Lfr.Web").Single(f => string.Equals(Path.GetFileNameWithoutExtension(f), type.Name, StringComparison.Ordinal));

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<MethodBase> Called(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        var ofType = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var i = 0; i < il.Length;)
        {
            var code = Codes[il[i] == 0xFE ? unchecked((short)(0xFE00 | il[i + 1])) : il[i]];
            i += code.Size;
            if (code.OperandType == OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(il, i), ofType, ofMethod) is { } called)
                yield return called;
            i += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i)),
                _ => 4,
            };
        }
    }

    [GeneratedRegex(@"RuleBook\.At\(Gate\.(?<gate>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gates();
}

using FluentValidation;
using FluentValidation.Results;

namespace Lfr.Web.Components.Forms;

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">Id of the field on the page.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
/// <param name="Address">Where the field is when it is not on the screen: another step of a long form.</param>
public sealed record FieldProblem(string Field, string Sentence, string? Address = null);

/// <summary>What a form was refused for: read from its validator when it is sent, and less with everything that is put right.</summary>
public sealed class FormProblems
{
    /// <summary>The problems, in the order of the fields, each field once.</summary>
    public IReadOnlyList<FieldProblem> All { get; private set; } = [];

    /// <summary>How often the form was refused: with each time the focus goes to the summary.</summary>
    public int Refusals { get; private set; }

    /// <summary>What a validator found, each field once.</summary>
    public static IReadOnlyList<FieldProblem> Of(ValidationResult result) =>
        [.. result.Errors.Select(e => new FieldProblem(e.PropertyName, e.ErrorMessage)).DistinctBy(p => p.Field)];

    /// <summary>The form is being sent. Returns whether it is refused.</summary>
    public bool Refuse(IReadOnlyList<FieldProblem> found)
    {
        All = found;
        if (found.Count == 0)
            return false;
        Refusals++;
        return true;
    }

    /// <summary>Something was written. Removes what is now right; a new problem is reported when the form is sent again.</summary>
    public void Update(Func<IReadOnlyList<FieldProblem>> find)
    {
        if (All.Count > 0)
            All = [.. find().Where(now => All.Any(before => before.Field == now.Field))];
    }

    /// <summary>The form begins afresh.</summary>
    public void Clear() => All = [];

    /// <summary>What is wrong with <paramref name="field"/>; <see langword="null"/> when nothing is.</summary>
    public string? At(string field) => All.FirstOrDefault(p => p.Field == field)?.Sentence;
}

/// <summary>Rules that the forms share.</summary>
public static class FieldRules
{
    /// <summary>A text of at most <paramref name="most"/> characters, counted as <see cref="TextLine"/> counts them.</summary>
    /// <param name="rule">Rule of the text.</param>
    /// <param name="field">Id of the field on the page.</param>
    /// <param name="most">Characters.</param>
    public static void NoLongerThan<T>(this IRuleBuilder<T, string> rule, string field, int most) =>
        rule.MaximumLength(most).OverridePropertyName(field).WithMessage((_, written) => TextLine.TooLong(written, most) ?? "");
}

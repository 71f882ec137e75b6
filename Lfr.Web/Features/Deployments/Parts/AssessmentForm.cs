using Lfr.Shared.Assessments;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>An assessment as it is typed.</summary>
public sealed class AssessmentForm
{
    private readonly AssessmentText saved;

    /// <summary>Begins with what is saved, or with what the plan says.</summary>
    public AssessmentForm(IReadOnlyList<OutlinePart> outline, AssessmentText text)
    {
        saved = text;
        Parts = [.. text.Parts.Select(p => new FormPart(p.Title, outline.FirstOrDefault(o => o.Title == p.Title)?.Hint ?? "") { Text = p.Text })];
        Evidence = text.Evidence;
        ValidUntil = text.ValidUntil == DateOnly.MinValue ? "" : DateLine.Iso(text.ValidUntil);
    }

    /// <summary>Nothing.</summary>
    public static AssessmentForm Empty => new([], new AssessmentText([], "", DateOnly.MinValue));

    /// <summary>Its parts.</summary>
    public IReadOnlyList<FormPart> Parts { get; }

    /// <summary>The evidence.</summary>
    public string Evidence { get; set; }

    /// <summary>Last day, as typed.</summary>
    public string ValidUntil { get; set; }

    /// <summary>Whether something was typed that is not saved.</summary>
    public bool IsChanged => !ToText().SaysTheSame(saved);

    /// <summary>What was typed. A day that is none stands as one that nobody gave.</summary>
    public AssessmentText ToText() => new([.. Parts.Select(p => new AssessmentPart(p.Title, p.Text))], Evidence, DateLine.Read(ValidUntil) ?? DateOnly.MinValue);

    /// <summary>A part as it is typed.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="hint">What belongs in it.</param>
    public sealed class FormPart(string title, string hint)
    {
        /// <summary>Its title.</summary>
        public string Title { get; } = title;

        /// <summary>What belongs in it.</summary>
        public string Hint { get; } = hint;

        /// <summary>Its text.</summary>
        public string Text { get; set; } = "";
    }
}

using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Live.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>What people answered about one alert: the answer that counts or that two differ, and everything else that was said, with when and whether before the score.</summary>
public sealed partial class AnswersGiven
{
    /// <summary>The alert.</summary>
    [Parameter]
    [EditorRequired]
    public AlertDetail Detail { get; set; } = null!;

    /// <summary>Now.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>Whether the person may change the answer.</summary>
    [Parameter]
    public bool MayCorrect { get; set; }

    /// <summary>The person wants to change the answer.</summary>
    [Parameter]
    public EventCallback OnCorrect { get; set; }

    /// <summary>People behind the answer that counts.</summary>
    private IReadOnlyList<string> Names => [.. Detail.Weighed.Standing.Select(a => a.By.Name)];

    /// <summary>Everything that was said apart from the answer that counts, oldest first.</summary>
    private IReadOnlyList<Adjudication> Others => [.. Detail.Answers.Where(a => !ReferenceEquals(a, Detail.Answer))];

    /// <summary>Seconds in which the reader may still correct a slip of their own; <see langword="null"/> when the answer is somebody else's.</summary>
    private int? Left => Detail.Weighed.Standing.FirstOrDefault(a => a.By.UserId == Detail.ReaderId) is { } own
        ? Math.Max(0, (int)Math.Ceiling((own.By.At + Statement.CorrectionTime - Now).TotalSeconds))
        : null;

    /// <summary>Whether before or after the score, once there is more than one answer, and how the answer came about.</summary>
    private string Marks(Adjudication answer) => Detail.Answers.Count == 1
        ? ""
        : string.Join(" · ", new[] { answer.ScoreShown ? "after the score" : "before the score", answer.Kind.InWords() }.OfType<string>());
}

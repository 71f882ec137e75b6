using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>Something that happened.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="What">What, begins with a capital: <c>Authority granted</c>.</param>
/// <param name="Who">Who, with rank where it matters; empty when unknown.</param>
/// <param name="Why">The reason in the person's words; empty when none was needed.</param>
public sealed record TimelineStep(DateTimeOffset At, string What, string Who, string Why)
{
    /// <summary>Whether it was tried and refused, which <see cref="What"/> says in words.</summary>
    public bool WasRefused { get; init; }
}

/// <summary>Who did what, when and why, in the given order.</summary>
public partial class TimelineList
{
    /// <summary>The steps; usually the newest first.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<TimelineStep> Steps { get; set; } = [];

    /// <summary>The sentence for an empty list.</summary>
    [Parameter]
    public string None { get; set; } = "Nothing has happened yet.";
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Notices;

/// <summary>A notice in the order and words of the public page, while it is being written.</summary>
public partial class NoticePreview
{
    /// <summary>Plan whose facts are shown.</summary>
    [Parameter]
    [EditorRequired]
    public Plan Plan { get; set; } = null!;

    /// <summary>Text.</summary>
    [Parameter]
    [EditorRequired]
    public NoticeText Text { get; set; } = null!;

    private string Where => string.Join(", ", new[] { Plan.Place.Venue, Plan.Place.Area }.Where(p => !string.IsNullOrWhiteSpace(p)));

    private (string Title, string Text)[] Parts =>
    [
        ("Why here", Text.Why), ("Who is looked for", Text.WhoIsLookedFor), ("What happens to your face", Text.WhatHappensToYourFace),
        ("Your rights, and how to complain", Text.YourRights),
    ];

    private static string Or(string text) => string.IsNullOrWhiteSpace(text) ? "(not written yet)" : text;
}

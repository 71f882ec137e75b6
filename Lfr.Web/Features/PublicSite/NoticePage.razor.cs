using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>One notice in plain words, as it is or as one of its versions was, with its history. Static, no script, no sign-in.</summary>
public partial class NoticePage
{
    private PublicNotice? notice;
    private NoticeVersion? shown;
    private IReadOnlyList<PublicAssessment> assessments = [];

    [Parameter]
    public string Reference { get; set; } = "";

    /// <summary>The version; none for the notice as it is now.</summary>
    [Parameter]
    public int? Number { get; set; }

    [Inject]
    public required PublicNotices Notices { get; init; }

    [Inject]
    public required PublicAssessments Assessments { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <summary>What came after the version that is shown; <see langword="null"/> for the current one.</summary>
    private NoticeVersion? Replacing => notice?.Versions.FirstOrDefault(v => v.Number == shown?.Number + 1);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        notice = await Notices.FindAsync(Reference, Http?.RequestAborted ?? CancellationToken.None);
        shown = Number is { } number ? notice?.Versions.FirstOrDefault(v => v.Number == number) : notice?.Current;
        if (shown is null)
            Navigation.NotFound();
        else if (Number is null)
            assessments = await Assessments.OfAsync(Reference, Http?.RequestAborted ?? CancellationToken.None);
    }

    private IReadOnlyList<ChangedPart> Changed(NoticeVersion version) => notice!.Versions.FirstOrDefault(v => v.Number == version.Number - 1) is not { } before
        ? []
        : [.. NoticeDifferences.Between(before, version, InWords).Select(d => new ChangedPart(d.Part, d.Before, d.After))];

    private static string InWords(Window window) => ForceTime.SpanWithWeekday(window.Start, window.End);

    private static string Change(NoticeVersion version)
    {
        var what = version.Change switch
        {
            NoticeChange.Published => $"published for {ForceTime.Span(version.Window.Start, version.Window.End)}.",
            NoticeChange.Amended => $"amended; now {ForceTime.Span(version.Window.Start, version.Window.End)}, {version.Place.Venue}.",
            _ => $"{version.Change.InWords()}.",
        };
        return version.Reason.Length == 0 ? what : $"{what} {version.Reason}";
    }
}

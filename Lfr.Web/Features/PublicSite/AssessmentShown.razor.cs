using Lfr.Shared.Assessments;
using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>One published assessment, without what is withheld. Static, no script, no sign-in.</summary>
public partial class AssessmentShown
{
    private PublicAssessment? assessment;

    /// <summary>Number of the deployment.</summary>
    [Parameter]
    public string Reference { get; set; } = "";

    /// <summary>Kind, as it stands in the address.</summary>
    [Parameter]
    public string Kind { get; set; } = "";

    /// <summary>Published assessments.</summary>
    [Inject]
    public required PublicAssessments Assessments { get; init; }

    /// <summary>Answers with "not found".</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (AssessmentAddress.Read(Kind) is { } kind)
            assessment = (await Assessments.OfAsync(Reference, Http?.RequestAborted ?? CancellationToken.None)).FirstOrDefault(a => a.Kind == kind);
        if (assessment is null)
            Navigation.NotFound();
    }
}

using Lfr.Shared.Policy;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lfr.Web.Components.Pages;

/// <summary>What the address of a picture or a table shows to somebody who may not see it, or not yet: what happened, why, and what to do.</summary>
public partial class NotShown
{
    /// <summary>Why it is not shown.</summary>
    [Parameter]
    [EditorRequired]
    public Outcome Outcome { get; set; } = Outcome.Done;

    /// <summary>Where the person goes on.</summary>
    [Parameter]
    [EditorRequired]
    public (string Address, string Words) Link { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>
    /// The answer to a look that was refused: 403, and 503 where the audit log cannot be written. Only for somebody who may know that there is something: whatever does not exist is
    /// answered with 404.
    /// </summary>
    /// <param name="outcome">The refusal.</param>
    /// <param name="page">The page on which the person can say why they look.</param>
    public static IResult Answer(Outcome outcome, string page)
    {
        var link = outcome.IsRefusedAs(RefusalKind.Form) ? (page, "Go to the page and say why") : outcome.IsRefusedAs(RefusalKind.Role) ? (LfrRoutes.Home, "Go to your start page") : (page, "Go to the page");
        var status = outcome.IsRefusedAs(RefusalKind.Form) || outcome.IsRefusedAs(RefusalKind.Role) || outcome.IsRefusedAs(RefusalKind.SecondFactor) ? StatusCodes.Status403Forbidden : StatusCodes.Status503ServiceUnavailable;
        return new RazorComponentResult<NotShown>(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Outcome)] = outcome, [nameof(Link)] = link }) { StatusCode = status };
    }
}

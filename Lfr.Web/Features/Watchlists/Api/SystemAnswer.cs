using System.Text.Json;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Features.Watchlists.Api;

/// <summary>An answer to another system: what it asked for, or why not, in the sentences that people read.</summary>
/// <param name="Status">Status.</param>
/// <param name="Body">The answer, as JSON.</param>
/// <param name="Location">Where to look on.</param>
internal sealed record SystemAnswer(int Status, string Body, string? Location = null) : IResult, IStatusCodeHttpResult
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Whether it was done.</summary>
    public bool Succeeded => Status < 300;

    /// <inheritdoc/>
    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>The answer to what was done or is asked for.</summary>
    public static SystemAnswer Of(int status, object body, string? location = null) => new(status, JsonSerializer.Serialize(body, Json), location);

    /// <summary>A refusal of the domain.</summary>
    public static SystemAnswer Of(Outcome refused)
    {
        var first = refused.Refusals[0];
        return Problem(
            first.Kind switch
            {
                RefusalKind.Role or RefusalKind.SecondFactor => StatusCodes.Status403Forbidden,
                RefusalKind.Form => StatusCodes.Status422UnprocessableEntity,
                RefusalKind.Busy => StatusCodes.Status503ServiceUnavailable,
                RefusalKind.Rule => StatusCodes.Status422UnprocessableEntity,
                _ => StatusCodes.Status409Conflict,
            },
            first.Kind == RefusalKind.Rule ? first.Title : first.Kind.InWords(),
            refused.Explanation,
            first.RuleId);
    }

    /// <summary>Something that is not there, or is none of this system's business: both sound alike.</summary>
    public static SystemAnswer NotFound(string what) => Problem(StatusCodes.Status404NotFound, "Not found", $"{what} is not there, or was not proposed by this system.", "NOTFOUND");

    /// <summary>A problem (RFC 9457).</summary>
    public static SystemAnswer Problem(int status, string title, string detail, string rule)
    {
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail };
        problem.Extensions["rule"] = rule;
        return new SystemAnswer(status, JsonSerializer.Serialize(problem, Json));
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = Status >= 400 ? "application/problem+json" : "application/json";
        response.Headers.CacheControl = "no-store";
        if (Location is { } location)
            response.Headers.Location = location;
        if (Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "5";
        return response.WriteAsync(Body, httpContext.RequestAborted);
    }
}

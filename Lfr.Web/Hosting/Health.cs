using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lfr.Web.Hosting;

/// <summary>Health endpoints for a supervisor: <c>/health/live</c> (the process answers) and <c>/health/ready</c> (it can do its work).</summary>
public static class Health
{
    /// <summary>Maps both; they need no sign-in and say nothing about anybody.</summary>
    public static void MapLfrHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" })).AllowAnonymous();
        app.MapGet("/health/ready", async (HealthCheckService checks, CancellationToken cancellationToken) =>
        {
            var report = await checks.CheckHealthAsync(cancellationToken);
            var body = new
            {
                status = report.Status switch { HealthStatus.Healthy => "ready", HealthStatus.Degraded => "degraded", _ => "not ready" },
                checks = report.Entries.Select(entry => new
                {
                    name = entry.Key,
                    status = entry.Value.Status switch { HealthStatus.Healthy => "ok", HealthStatus.Degraded => "degraded", _ => "failed" },
                    sentence = entry.Value.Description ?? "",
                }),
            };
            return Results.Json(body, statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        }).AllowAnonymous();
    }
}

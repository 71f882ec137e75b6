using System.Globalization;
using System.Threading.RateLimiting;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Hosting;

/// <summary>How often one may ask before being told to wait.</summary>
/// <param name="SignInPerMinute">Attempts to sign in from one address (<c>RateLimits:SignInPerMinute</c>).</param>
/// <param name="RequestsPerMinute">Requests of people who are not signed in from one address (<c>RateLimits:RequestsPerMinute</c>).</param>
/// <param name="AccountPerMinute">Requests of one account, from wherever (<c>RateLimits:AccountPerMinute</c>).</param>
/// <param name="WorkerPerMinute">Requests to the workers' hub from one address (<c>RateLimits:WorkerPerMinute</c>).</param>
/// <param name="HealthPerMinute">Looks at health and metrics from one address (<c>RateLimits:HealthPerMinute</c>).</param>
public sealed record RateLimitOptions(int SignInPerMinute, int RequestsPerMinute, int AccountPerMinute, int WorkerPerMinute, int HealthPerMinute);

/// <summary>
/// Each kind of caller has a bucket of its own, so that a crowd on the public site, or somebody who means harm behind the same address, takes nothing from the officers,
/// the workers and the supervisor.
/// </summary>
public static class RateLimits
{
    /// <summary>Registers the limits.</summary>
    public static void AddLfrRateLimits(this IServiceCollection services, RateLimitOptions limits) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            // Each step of signing in has a count of its own, so that a second step halves nothing. By its route: one address can be written in many ways.
            options.AddPolicy(SignInLimit.Name, context => PerMinute($"{(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText} {SourceAddress.Of(context)}", limits.SignInPerMinute));
            // A calendar program asks every quarter of an hour; several of one office may stand behind one address.
            options.AddPolicy(StaffCalendar.Limit, context => PerMinute($"{StaffCalendar.Limit} {SourceAddress.Of(context)}", limits.SignInPerMinute * 3));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => BucketOf(context, limits));
            options.OnRejected = async (rejected, cancellationToken) =>
            {
                var response = rejected.HttpContext.Response;
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                if (rejected.HttpContext.Request.Path.StartsWithSegments(LfrRoutes.Api, StringComparison.OrdinalIgnoreCase))
                {
                    await response.WriteAsJsonAsync(
                        new ProblemDetails { Status = StatusCodes.Status429TooManyRequests, Title = "Too many calls", Detail = "Too many calls came from this address. Wait a minute and try again." },
                        options: null, "application/problem+json", cancellationToken);
                    return;
                }

                response.ContentType = "text/plain; charset=utf-8";
                var whence = LfrClaims.AccountOf(rejected.HttpContext.User) is null ? "this address" : "your account";
                await response.WriteAsync($"Too many requests came from {whence}. Wait a minute and try again.", cancellationToken);
            };
        });

    private static RateLimitPartition<string> BucketOf(HttpContext context, RateLimitOptions limits)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase))
            return PerMinute($"health {SourceAddress.Of(context)}", limits.HealthPerMinute);
        if (path.StartsWithSegments(LiveRegistration.WorkerHubPath, StringComparison.OrdinalIgnoreCase))
            return PerMinute($"worker {SourceAddress.Of(context)}", limits.WorkerPerMinute);
        if (path.StartsWithSegments(LfrRoutes.Api, StringComparison.OrdinalIgnoreCase))
            return PerMinute($"system {SourceAddress.Of(context)}", limits.AccountPerMinute);
        return LfrClaims.AccountOf(context.User) is { } account
            ? PerMinute($"account {account}", limits.AccountPerMinute)
            : PerMinute($"public {SourceAddress.Of(context)}", limits.RequestsPerMinute);
    }

    private static RateLimitPartition<string> PerMinute(string bucket, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(bucket, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        });
}

using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;

namespace Lfr.Web.Hosting;

/// <summary>How often one address may ask. Signing in is narrow; everything else is wide enough for an office behind one address.</summary>
public static class RateLimits
{
    /// <summary>Name of the policy of the sign-in endpoint.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Registers the limits.</summary>
    public static void AddLfrRateLimits(this IServiceCollection services, RateLimitOptions limits) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(SignIn, context => PerMinute(AddressOf(context), limits.SignInPerMinute));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PerMinute(AddressOf(context), limits.RequestsPerMinute));
            options.OnRejected = async (rejected, cancellationToken) =>
            {
                var response = rejected.HttpContext.Response;
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                response.ContentType = "text/plain; charset=utf-8";
                await response.WriteAsync("Too many requests came from this address. Wait a minute and try again.", cancellationToken);
            };
        });

    private static RateLimitPartition<string> PerMinute(string address, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        });

    private static string AddressOf(HttpContext context) =>
        context.Features.Get<IHttpConnectionFeature>()?.RemoteIpAddress?.ToString() ?? "local";
}

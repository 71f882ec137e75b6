using System.Globalization;
using Lfr.Web.Changes;

namespace Lfr.Web.Features.PublicSite;

/// <summary>
/// What the public reads is made once for everybody who asks within a few seconds, so that a morning's news does not cost what a run needs. A change is public
/// at once: it gives the next answer another key.
/// </summary>
public static class PublicCache
{
    /// <summary>Name of the policy.</summary>
    public const string Policy = "public";

    /// <summary>A notice also changes by the clock alone, when its hours begin and end.</summary>
    private const int Seconds = 15;

    /// <summary>What browsers are told: whoever loads a page again within these seconds may see it as it was.</summary>
    public static string Header { get; } = string.Create(CultureInfo.InvariantCulture, $"public, max-age={Seconds}");

    /// <summary>Makes an address of the public site: without sign-in, made once for everybody.</summary>
    public static void ForEverybody(this RouteHandlerBuilder endpoint) => endpoint.AllowAnonymous().CacheOutput(Policy).WithMetadata(new Kept());

    /// <summary>Marks an address whose answers are the same for everybody.</summary>
    public sealed record Kept;

    /// <summary>Registers it. Answers to people who are signed in are never kept.</summary>
    public static void AddPublicCache(this IServiceCollection services) => services.AddOutputCache(options =>
        options.AddPolicy(Policy, policy => policy.Expire(TimeSpan.FromSeconds(Seconds)).VaryByValue(context =>
        {
            var (changes, time) = (context.RequestServices.GetRequiredService<ChangeFeed>(), context.RequestServices.GetRequiredService<TimeProvider>());
            return new KeyValuePair<string, string>("as-of", string.Create(CultureInfo.InvariantCulture, $"{changes.Committed}/{time.GetUtcNow().ToUnixTimeSeconds() / Seconds}"));
        })));
}

using System.Diagnostics;
using OpenTelemetry;

namespace Lfr.Web.Hosting;

/// <summary>
/// Before a span leaves Lfr: keeps the tags that say how a request or a command went and removes all others. An address holds the id of a deployment or the
/// reference of an entry; a client's address and its browser are a person's.
/// </summary>
public sealed class SpanScrubber : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type", "lfr.outcome",
    };

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var name in data.TagObjects.Select(tag => tag.Key).Where(name => !Kept.Contains(name)).ToArray())
            data.SetTag(name, null);
        // What an exception says may hold anything.
        data.SetStatus(data.Status);
    }
}

using System.Text.Json;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Watchlists.Api;

/// <summary>Reads the words that another system sends as JSON. What is none is answered with a sentence, as every refusal is, and not with an empty page.</summary>
internal static class BodyReading
{
    private const int MostBytes = 64 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads it.</summary>
    /// <returns>The words; or why not.</returns>
    public static async Task<(T? Asked, Outcome? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength > MostBytes || !request.HasJsonContentType())
            return (null, Outcome.Incomplete("The call is no JSON, or longer than 64 KB.", "Send a JSON object, as application/json."));
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Json, cancellationToken) is { } asked
                ? (asked, null)
                : (null, Outcome.Incomplete("The call says nothing: its body is null.", "Send a JSON object."));
        }
        catch (JsonException e)
        {
            return (null, Outcome.Incomplete($"The call is no JSON object that can be read: it breaks in line {(e.LineNumber ?? 0) + 1}.", "Correct it and send it again."));
        }
    }
}

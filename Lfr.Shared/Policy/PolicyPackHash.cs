using System.Security.Cryptography;
using System.Text.Json;

namespace Lfr.Shared.Policy;

/// <summary>
/// The hash of what a policy file says. Deployments pin it beside the id (R01): an id names one text for good, and a file that somebody changed under its id would judge them by other rules than those
/// that they were authorised under.
/// </summary>
internal static class PolicyPackHash
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Hash of the file: spaces, comments, the order of fields and the address of the schema say nothing.</summary>
    public static string Of(byte[] bytes)
    {
        using var file = JsonDocument.Parse(bytes, Options);
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, file.RootElement);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in element.EnumerateObject().Where(f => f.Name != "$schema").OrderBy(f => f.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}

using System.Text.Json;
using Lfr.Web.Components;

namespace Lfr.Web.Hosting;

/// <summary>Which heading a file has for a column, from a JSON file.</summary>
internal static class ColumnMap
{
    /// <summary>Reads a map.</summary>
    /// <exception cref="UnreadableFileException">It is none, or cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(string map)
    {
        try
        {
            await using var file = File.OpenRead(map);
            return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(file) ?? [];
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException($"The map {map} is not a JSON object of column and heading, such as {{\"location\": \"Where\"}}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableFileException($"The map {map} cannot be read. {e.Message}", e);
        }
    }
}

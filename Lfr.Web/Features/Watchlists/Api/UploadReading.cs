using System.Security.Cryptography;
using System.Text.Json;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Watchlists.Import;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Lfr.Web.Features.Watchlists.Api;

/// <summary>
/// Reads a table and an archive of photographs that another system sends as a form (<c>multipart/form-data</c>: <c>list</c>, <c>pictures</c>, and <c>map</c> where its headings are its own). The archive goes
/// straight into its encrypted file, as it comes.
/// </summary>
internal static class UploadReading
{
    private const int LongestMap = 64 * 1024;
    private const int LongestBoundary = 100;

    /// <summary>Reads it. The caller disposes of the list.</summary>
    /// <param name="request">The call.</param>
    /// <param name="files">Takes the archive.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The list and a hash of all of it; or why not.</returns>
    public static async Task<(UploadedList? List, string Hash, Outcome? Problem)> ReadAsync(HttpRequest request, ImportFiles files, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
            return (null, "", Outcome.Incomplete("The call is no form with files (multipart/form-data).", "Send the table as list and the photographs as pictures."));
        UploadedPictures? pictures = null;
        try
        {
            byte[]? table = null;
            var (source, hash) = ("list.csv", "");
            IReadOnlyDictionary<string, string> map = new Dictionary<string, string>();
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                var disposition = section.GetContentDispositionHeader();
                switch (HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value)
                {
                    case "list" when table is null:
                        table = await BytesAsync(section.Body, CsvFile.MostBytes, cancellationToken) ?? throw CsvFile.TooLarge();
                        source = NameOf(HeaderUtilities.RemoveQuotes(disposition!.FileName).Value) ?? source;
                        break;
                    case "pictures" when pictures is null:
                        (pictures, hash) = await PicturesAsync(section.Body, files, cancellationToken);
                        break;
                    case "map":
                        map = await MapAsync(section.Body, cancellationToken);
                        break;
                    case var other:
                        throw new UnreadableFileException($"The form has a part '{other}' that is unknown or comes twice. It has list, pictures and, where the table's headings are its own, map.");
                }
            }

            if (table is null || pictures is null)
                throw new UnreadableFileException("The form lacks the table (list) or the photographs (pictures, a ZIP archive). Send both.");
            var list = new UploadedList(source, table, map, pictures);
            pictures = null;
            return (list, $"{list.Hash()} {hash}", null);
        }
        catch (Exception e) when (e is UnreadableFileException or JsonException or InvalidDataException or IOException and not BadHttpRequestException)
        {
            return (null, "", Outcome.Incomplete(e is UnreadableFileException ? e.Message : $"The form cannot be read: {e.Message}", "Correct it and send it again."));
        }
        finally
        {
            pictures?.Dispose();
        }
    }

    private static async Task<(UploadedPictures Pictures, string Hash)> PicturesAsync(Stream body, ImportFiles files, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(body, hash, CryptoStreamMode.Read, leaveOpen: true);
        var pictures = await files.TakeAsync(hashed, _ => { }, cancellationToken);
        return (pictures, Convert.ToHexStringLower(hash.Hash!));
    }

    private static async Task<IReadOnlyDictionary<string, string>> MapAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = await BytesAsync(body, LongestMap, cancellationToken) ?? throw new UnreadableFileException("The map is too large.");
        var map = JsonSerializer.Deserialize<Dictionary<string, string>>(bytes) ?? [];
        return map.Keys.FirstOrDefault(k => !ListColumns.All.Any(c => c.Name == k)) is { } unknown
            ? throw new UnreadableFileException($"The map names a column '{unknown}' that a list does not have. The columns are {Words.AndList([.. ListColumns.All.Select(c => c.Name)])}.")
            : map;
    }

    private static async Task<byte[]?> BytesAsync(Stream body, long most, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var part = new byte[81_920];
        for (int count; (count = await body.ReadAsync(part, cancellationToken)) > 0;)
        {
            if (bytes.Length + count > most)
                return null;
            bytes.Write(part, 0, count);
        }

        return bytes.ToArray();
    }

    private static string? NameOf(string? file)
    {
        const int longest = 100;
        var name = Path.GetFileName(file?.Replace('\\', '/') ?? "").Trim();
        return name.Length is 0 or > longest || name.Any(char.IsControl) ? null : name;
    }
}

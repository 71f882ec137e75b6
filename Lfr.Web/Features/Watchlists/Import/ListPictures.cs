using Lfr.Inference.Faces;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>
/// The photographs that belong to a list: the files of a folder or of a ZIP archive, found by the name that a row says. Nothing is unpacked to the disk; nothing outside
/// of folder or archive is read, neither by a path nor by a link; how many files, how many bytes each and all of them are bounded. Not for two threads at once.
/// </summary>
public abstract class ListPictures : IDisposable
{
    /// <summary>Most files of a folder or archive.</summary>
    public const int MostFiles = 100_000;

    /// <summary>Most bytes that are read altogether: 20,000 photographs of a megabyte.</summary>
    public const long MostBytes = 20L * 1024 * 1024 * 1024;

    private const int LongestName = 400;
    private readonly Dictionary<string, string> byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string?> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> twice = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> links = new(StringComparer.Ordinal);
    private long read;

    /// <summary>Opens a folder or an archive.</summary>
    /// <exception cref="UnreadableFileException">There is neither, it cannot be read, or it holds more than a list can have.</exception>
    public static ListPictures Open(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return new FolderPictures(path);
            return ZipPictures.Of(File.OpenRead(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or UnreadableFileException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableFileException($"{path} cannot be read as a folder or a ZIP archive of photographs. {e.Message}", e);
        }
    }

    /// <summary>Opens an archive, which is then its own.</summary>
    /// <exception cref="UnreadableFileException">It is none, or holds more than a list can have.</exception>
    public static ListPictures Open(Stream archive)
    {
        try
        {
            return ZipPictures.Of(archive);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableFileException($"The photographs are no ZIP archive that can be read. {e.Message}", e);
        }
    }

    /// <summary>Reads one photograph.</summary>
    /// <param name="name">As the row says it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its bytes, or why there are none.</returns>
    public async Task<(byte[]? File, ListFinding? Problem)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (Normal(name) is not { } wanted)
            return Not(FindingKinds.PictureName, $"The photograph's name '{name}' leads out of its folder, or is no name of a file. Enter the file's own name, such as 0001.jpg.");
        if (twice.Contains(wanted))
            return Not(FindingKinds.PictureAmbiguous, $"'{name}' is there more than once, and nothing says which one is meant. Keep one.");
        if (!byPath.TryGetValue(wanted, out var key) && !wanted.Contains('/', StringComparison.Ordinal) && byName.TryGetValue(wanted, out key) && key is null)
            return Not(FindingKinds.PictureAmbiguous, $"More than one folder has a file '{name}', and nothing says which one is meant. Enter it with its folder.");
        if (key is null)
            return Not(FindingKinds.PictureMissing, $"There is no file '{name}' among the photographs. Add it, or correct the name.");
        if (links.Contains(key))
            return Not(FindingKinds.PictureLink, $"'{name}' is a link to another place and is not followed. Put the photograph itself there.");
        if (read >= MostBytes)
            return Not(FindingKinds.PictureTooLarge, "The photographs are larger than 20 GB altogether, which is more than one import reads. Import the list in parts.");
        try
        {
            var (file, problem) = await BytesAsync(key, cancellationToken);
            read += file?.Length ?? 0;
            return problem is null ? (file, null) : Not(FindingKinds.PictureTooLarge, $"'{name}' {problem}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            return Not(FindingKinds.PictureUnreadable, $"'{name}' cannot be read: the file is damaged, or locked. Export the photograph again.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what is open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>The bytes of a file, or what is wrong with its size, as the end of a sentence and what to do.</summary>
    protected abstract Task<(byte[]? File, string? Problem)> BytesAsync(string key, CancellationToken cancellationToken);

    /// <summary>Reads a stream to its end, or to one byte more than a photograph may have: what a header says of a length is not believed.</summary>
    protected static async Task<(byte[]? File, string? Problem)> BoundedAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var part = new byte[81_920];
        for (int count; (count = await stream.ReadAsync(part, cancellationToken)) > 0;)
        {
            if (file.Length + count > PhotographEnrolment.MaximumBytes)
                return (null, TooLarge);
            file.Write(part, 0, count);
        }

        return (file.ToArray(), null);
    }

    /// <summary>What is wrong with a photograph of too many bytes.</summary>
    protected static string TooLarge { get; } = $"is larger than {PhotographEnrolment.MaximumBytes / 1024 / 1024} MB, which no photograph of a list needs to be. Export it smaller.";

    /// <summary>Adds a file under its path inside folder or archive. One whose path leads out of it can be meant by no row.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="key">By which it is read.</param>
    /// <param name="isLink">Whether it is a link.</param>
    /// <exception cref="UnreadableFileException">There are too many.</exception>
    protected void Add(string path, string key, bool isLink)
    {
        if (Normal(path) is not { } clean)
            return;
        if (byPath.Count + twice.Count >= MostFiles)
            throw TooMany();
        if (isLink)
            links.Add(key);
        if (!byPath.TryAdd(clean, key))
        {
            twice.Add(clean);
            return;
        }

        var name = clean[(clean.LastIndexOf('/') + 1)..];
        byName[name] = byName.ContainsKey(name) ? null : key;
    }

    /// <summary>The refusal of too many files.</summary>
    protected static UnreadableFileException TooMany() => new($"It holds more than {Words.Number(MostFiles)} files. Keep the photographs of this list only.");

    private static (byte[]? File, ListFinding? Problem) Not(string kind, string sentence) => (null, new ListFinding(kind, sentence));

    private static string? Normal(string path)
    {
        var name = path.Replace('\\', '/').Trim();
        while (name.StartsWith("./", StringComparison.Ordinal))
            name = name[2..];
        return name.Length is 0 or > LongestName || name[0] == '/' || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl) || name.Split('/').Any(part => part is "" or "." or "..")
            ? null
            : name;
    }
}

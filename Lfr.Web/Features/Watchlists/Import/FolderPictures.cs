namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>The photographs of a folder and of the folders in it. Links are seen and not followed.</summary>
internal sealed class FolderPictures : ListPictures
{
    private readonly string folder;

    /// <summary>Looks which files there are.</summary>
    public FolderPictures(string path)
    {
        folder = Path.GetFullPath(path);
        var open = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (open.TryPop(out var at))
        {
            foreach (var found in at.EnumerateFileSystemInfos())
            {
                var isLink = found.Attributes.HasFlag(FileAttributes.ReparsePoint);
                if (found is DirectoryInfo inner && !isLink)
                    open.Push(inner);
                else if (found is FileInfo || isLink)
                    Add(Path.GetRelativePath(folder, found.FullName), found.FullName, isLink);
                if (open.Count > MostFiles)
                    throw TooMany();
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task<(byte[]? File, string? Problem)> BytesAsync(string key, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(key);
        return await BoundedAsync(file, cancellationToken);
    }
}

namespace Lfr.Tests.Support;

/// <summary>The database's files as whoever takes the disk away has them.</summary>
internal static class DatabaseFiles
{
    /// <summary>Names of the files of the database and its log in which <paramref name="bytes"/> stand.</summary>
    public static List<string> With(LfrApp app, byte[] bytes) =>
    [
        .. Directory.EnumerateFiles(app.Data, "lfr.db*").Where(file => ReadApart.Bytes(file).AsSpan().IndexOf(bytes.AsSpan(0, Math.Min(bytes.Length, 256))) >= 0).Select(f => Path.GetFileName(f)),
    ];
}

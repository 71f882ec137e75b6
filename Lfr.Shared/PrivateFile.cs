using System.Security.Cryptography;

namespace Lfr.Shared;

/// <summary>Files that only the account which runs the program may read: keys, and what keys vouch for.</summary>
public static class PrivateFile
{
    /// <summary>Opens a file that was not there, for writing. On Windows it has the permissions of its folder.</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    public static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }

    /// <summary>
    /// Writes the whole file or nothing: beside it, onto the disk, then moved into its place, so that a program that is cut off, or power that goes, leaves no half file.
    /// </summary>
    /// <param name="file">File.</param>
    /// <param name="bytes">What it holds.</param>
    /// <param name="overwrite">Whether it takes the place of one that is there; otherwise that one stays, so that of two starts at once the first one's key counts for both.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string file, ReadOnlySpan<byte> bytes, bool overwrite)
    {
        var fresh = $"{file}.{RandomNumberGenerator.GetHexString(8)}.tmp";
        try
        {
            using (var stream = Create(fresh))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, file, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(file))
        {
            // Another start was faster.
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}

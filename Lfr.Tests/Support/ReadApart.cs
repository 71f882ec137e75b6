using System.Diagnostics;

namespace Lfr.Tests.Support;

/// <summary>
/// Reads a file of a database that this process has open, in a program of its own. Whoever closes any handle of a file takes back all locks that the process has on it (POSIX), and SQLite's are such
/// locks: the next program that opens the database takes it for nobody's, removes its log when it closes, and the first one reads and writes on in a log that is gone.
/// </summary>
internal static class ReadApart
{
    /// <summary>The bytes as they are now.</summary>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public static byte[] Bytes(string file)
    {
        if (OperatingSystem.IsWindows())
            return File.ReadAllBytes(file);
        using var reader = Process.Start(new ProcessStartInfo("cat", ["--", file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var bytes = new MemoryStream();
        reader.StandardOutput.BaseStream.CopyTo(bytes);
        var complaint = reader.StandardError.ReadToEnd();
        reader.WaitForExit();
        return reader.ExitCode == 0 ? bytes.ToArray() : throw new FileNotFoundException(complaint, file);
    }
}

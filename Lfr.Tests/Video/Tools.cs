namespace Lfr.Tests.Video;

/// <summary>What this machine has installed.</summary>
internal static class Tools
{
    public static bool HasFfmpeg { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, "ffmpeg")) && File.Exists(Path.Combine(folder, "ffprobe")));
}

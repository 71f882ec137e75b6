using System.Diagnostics;

namespace Lfr.Tests.Video;

/// <summary>Films of ffmpeg's own test picture, 320 × 240 pixels.</summary>
internal static class Films
{
    /// <summary>Two seconds at an even rate.</summary>
    public static string Make(string folder, int rate, string name = "film.mp4") => Encode(folder, name, rate, "null");

    /// <summary>Two seconds, of which a filter leaves frames out: the distances of the others vary.</summary>
    public static string Encode(string folder, string name, int rate, string filter)
    {
        var path = Path.Combine(folder, name);
        using var process = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc=size=320x240:rate={rate}:duration=2", "-vf", filter,
                "-fps_mode", "passthrough", .. name.EndsWith(".gif", StringComparison.Ordinal) ? Array.Empty<string>() : ["-pix_fmt", "yuv420p", "-g", "5"], path]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }
}

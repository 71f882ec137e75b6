using System.Diagnostics;
using System.Globalization;

namespace Lfr.Tests.Video;

/// <summary>
/// GStreamer's RTSP server (Debian: gir1.2-gst-rtsp-server-1.0) as a process of its own on a loopback port, serving an H.264 film from its start
/// to whoever asks.
/// </summary>
internal sealed class RtspServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Program = """
        import sys
        import gi
        gi.require_version("Gst", "1.0")
        gi.require_version("GstRtspServer", "1.0")
        from gi.repository import GLib, Gst, GstRtspServer

        Gst.init(None)
        for element in ("qtdemux", "rtph264pay", "rtpbin"):
            if Gst.ElementFactory.find(element) is None:
                sys.exit("no " + element)
        server = GstRtspServer.RTSPServer()
        server.set_address("127.0.0.1")
        server.set_service(sys.argv[1])
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch('( filesrc location="%s" ! qtdemux ! rtph264pay name=pay0 pt=96 )' % sys.argv[2])
        server.get_mount_points().add_factory("/street", factory)
        if server.attach(None) == 0:
            sys.exit("port in use")
        print(server.get_bound_port(), flush=True)
        GLib.MainLoop().run()
        """;

    private readonly Process process;
    private bool disposed;

    private RtspServer(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{Port}/street");

    /// <param name="film">An H.264 film in an MP4 container.</param>
    /// <param name="port">The port, or 0 for any free one.</param>
    /// <returns>The server, which listens; <see langword="null"/> when this machine has none.</returns>
    public static async Task<RtspServer?> StartAsync(string film, int port, CancellationToken cancellationToken)
    {
        if (!File.Exists(Python))
            return null;
        var child = Process.Start(new ProcessStartInfo(Python, ["-c", Program, port.ToString(CultureInfo.InvariantCulture), film])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var line = await child.StandardOutput.ReadLineAsync(cancellationToken);
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var bound))
            return new RtspServer(child, bound);
        child.Dispose();
        return null;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}

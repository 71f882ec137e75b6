using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lfr.Tests.Video;

/// <summary>A camera on loopback that accepts every connection and answers with what it is given, over and over, and never ends by itself.</summary>
internal sealed class DeadCamera : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly byte[] first;
    private readonly byte[] again;
    private readonly Task accepting;
    private int connections;

    /// <param name="first">What it says at once.</param>
    /// <param name="again">What it says twenty times a second from then on.</param>
    public DeadCamera(string first, string again)
        : this(Encoding.ASCII.GetBytes(first), Encoding.ASCII.GetBytes(again))
    {
    }

    public DeadCamera(byte[] first, byte[] again)
    {
        this.first = first;
        this.again = again;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/stream";

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Headers that never end.</summary>
    public static DeadCamera EndlessHeaders() => new("HTTP/1.1 200 OK\r\n", "X-More: " + new string('a', 200) + "\r\n");

    /// <summary>Much promised, nothing given.</summary>
    public static DeadCamera HugeLength() => new("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 99999999999999\r\n\r\nabcd", "");

    /// <summary>A body that trickles.</summary>
    public static DeadCamera Trickle() => new("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n", "G");

    /// <summary>Accepts and says nothing.</summary>
    public static DeadCamera Mute() => new("", "");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> answering = [];
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                answering.Add(AnswerAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var open = client;
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(first, stop.Token);
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (await tick.WaitForNextTickAsync(stop.Token))
                await stream.WriteAsync(again, stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The decoder was killed, or the test is over.
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Lfr.Tests.Support;

/// <summary>
/// The network between a browser and Lfr, which can be cut. A cut one closes nothing and says nothing: bytes no longer arrive, as when a van drives into a
/// tunnel, and neither side is told.
/// </summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly CancellationTokenSource pulled = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri target;
    private readonly Task accepting;
    private CancellationTokenSource broken = new();
    private volatile TaskCompletionSource whole = Finished();

    public Cable(Uri target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where the browser goes instead.</summary>
    public Uri Address => new UriBuilder(target) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;

    /// <summary>From now on nothing arrives.</summary>
    public void Cut() => whole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held up arrives, and everything after it.</summary>
    public void Mend() => whole.TrySetResult();

    /// <summary>Every connection breaks, and what was held up never arrives; new ones work.</summary>
    public void Break()
    {
        Interlocked.Exchange(ref broken, new CancellationTokenSource()).Cancel();
        Mend();
    }

    public async ValueTask DisposeAsync()
    {
        await pulled.CancelAsync();
        listener.Stop();
        await accepting;
        pulled.Dispose();
        broken.Dispose();
    }

    private static TaskCompletionSource Finished()
    {
        var finished = new TaskCompletionSource();
        finished.SetResult();
        return finished;
    }

    private async Task AcceptAsync()
    {
        List<Task> carried = [];
        try
        {
            while (true)
                carried.Add(CarryAsync(await listener.AcceptTcpClientAsync(pulled.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using (browser)
        using (var line = CancellationTokenSource.CreateLinkedTokenSource(pulled.Token, broken.Token))
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(target.Host, target.Port, line.Token);
                await Task.WhenAny(CopyAsync(browser.GetStream(), server.GetStream(), line.Token), CopyAsync(server.GetStream(), browser.GetStream(), line.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The test is over, or Lfr is.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await whole.Task.WaitAsync(cancellationToken);
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One side hung up, or the test is over.
        }
    }
}

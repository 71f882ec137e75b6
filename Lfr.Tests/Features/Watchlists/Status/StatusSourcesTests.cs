using System.Net;
using System.Net.Sockets;
using System.Text;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Watchlists.Status;

namespace Lfr.Tests.Features.Watchlists.Status;

/// <summary>Sources that answer, fail, dawdle and lie: a real server on this machine, and real files.</summary>
public sealed class StatusSourcesTests : IDisposable
{
    private const string Sought = """{"people":[{"reference":"NOM-1","status":"sought"},{"reference":"NOM-2","status":"arrested"}]}""";
    private readonly string file = Path.Combine(Path.GetTempPath(), $"lfr-statuses-{Guid.CreateVersion7():N}.csv");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task Server_ThatIsBusyOnce_IsAskedAgain_WithTheReferencesAndTheSecretAlone()
    {
        using var server = new OneServer((503, ""), (200, Sought));

        var reply = await AskAsync(server.Address, ["NOM-1", "NOM-2"]);

        Assert.Equal((null, 2, EntryFate.Arrested), (reply.Problem, reply.People.Count, reply.People["NOM-2"].Fate));
        Assert.Equal(2, server.Questions.Count);
        Assert.Contains("""{"references":["NOM-1","NOM-2"]}""", server.Questions[1]);
        Assert.Contains("Authorization: Bearer s3cret", server.Questions[1], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(500, "", "The register answered that it cannot answer now (500).", 3)]
    [InlineData(429, "", "The register answered that it cannot answer now (429).", 3)]
    [InlineData(401, "", "The register refused the question (401).", 1)]
    [InlineData(302, "", "The register refused the question (302).", 1)]
    [InlineData(200, "<html>", "The register answered something that is no list of people.", 1)]
    [InlineData(200, "{}", "The register answered something that is no list of people.", 1)]
    [InlineData(200, """{"people":{"reference":1}}""", "The register answered something that is no list of people.", 1)]
    public async Task Server_ThatDoesNotAnswer_IsAProblemInASentence(int status, string body, string problem, int tries)
    {
        using var server = new OneServer((status, body), (status, body), (status, body), (status, body));

        var reply = await AskAsync(server.Address, ["NOM-1"]);

        Assert.Equal((problem, 0, tries), (reply.Problem, reply.People.Count, server.Questions.Count));
    }

    [Fact]
    public async Task Server_ThatIsGone_Dawdles_OrFloods_IsAProblem()
    {
        using var gone = new OneServer();
        var address = gone.Address;
        gone.Dispose();
        using var slow = new OneServer((0, ""), (0, ""), (0, ""));
        using var flood = new OneServer((200, new string(' ', (5 * 1024 * 1024) + 1)));

        Assert.Equal("The register cannot be reached.", (await AskAsync(address, ["NOM-1"])).Problem);
        Assert.StartsWith("The register did not answer within", (await AskAsync(slow.Address, ["NOM-1"])).Problem, StringComparison.Ordinal);
        Assert.Equal("The register answered more than 5 MB.", (await AskAsync(flood.Address, ["NOM-1"])).Problem);
    }

    /// <summary>Of a long list the second part fails: what was learnt of the first stands.</summary>
    [Fact]
    public async Task Server_ThatFailsHalfWay_LeavesWhatItSaidBefore()
    {
        using var server = new OneServer((200, Sought), (403, ""));

        var reply = await AskAsync(server.Address, [.. Enumerable.Range(1, HttpStatusSource.AtOnce + 1).Select(n => $"NOM-{n}")]);

        Assert.Equal((2, "The register refused the question (403)."), (reply.People.Count, reply.Problem));
    }

    [Fact]
    public async Task File_IsReadAfresh_AndWhatIsNotOnTheList_IsNobodysMistake()
    {
        var source = new CsvStatusSource(new StatusFeedOptions { File = file, Name = "The file", Interval = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        Assert.Equal("The file with the statuses is not there.", (await source.AskAsync(["NOM-1"], Cancel)).Problem);

        await File.WriteAllTextAsync(file, "reference;status;checked_at\nNOM-1;sought;2026-01-01T10:00Z\nNOM-9;arrested;2026-01-01T10:00Z\nNOM-2;sought;\n", Cancel);
        var reply = await source.AskAsync(["NOM-1", "NOM-2"], Cancel);
        Assert.Equal((null, "NOM-1", 1), (reply.Problem, Assert.Single(reply.People).Key, reply.NotBelieved));

        await File.WriteAllTextAsync(file, "name,status\nA,sought\n", Cancel);
        Assert.NotNull((await source.AskAsync(["NOM-1"], Cancel)).Problem);
        await File.WriteAllTextAsync(file, "", Cancel);
        Assert.NotNull((await source.AskAsync(["NOM-1"], Cancel)).Problem);
    }

    private static async Task<StatusReply> AskAsync(Uri address, string[] references)
    {
        using var source = new HttpStatusSource(new StatusFeedOptions { Address = address, Secret = "s3cret", Name = "The register", Interval = TimeSpan.FromMinutes(1) }, TimeProvider.System)
        {
            Patience = TimeSpan.FromMilliseconds(1500),
            Waits = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)],
        };
        return await source.AskAsync(references, Cancel);
    }

    /// <summary>Answers one question after the other as it was told; with status 0 not at all.</summary>
    private sealed class OneServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource over = new();

        public OneServer(params (int Status, string Body)[] answers)
        {
            listener.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/statuses");
            _ = AnswerAsync(answers);
        }

        public Uri Address { get; }

        public List<string> Questions { get; } = [];

        public void Dispose()
        {
            over.Cancel();
            listener.Dispose();
        }

        private async Task AnswerAsync((int Status, string Body)[] answers)
        {
            var held = new List<TcpClient>();
            try
            {
                foreach (var (status, body) in answers)
                {
                    var client = await listener.AcceptTcpClientAsync(over.Token);
                    held.Add(client);
                    var stream = client.GetStream();
                    Questions.Add(await ReadAsync(stream, over.Token));
                    if (status == 0)
                        continue;
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nLocation: /elsewhere\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), over.Token);
                    client.Close();
                }

                await Task.Delay(Timeout.Infinite, over.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The test is over, or the client had enough.
            }
            finally
            {
                held.ForEach(c => c.Dispose());
            }
        }

        private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
        {
            var (text, buffer) = (new StringBuilder(), new byte[8192]);
            while (!IsWhole(text.ToString()))
            {
                var read = await stream.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                    break;
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }

            return text.ToString();
        }

        private static bool IsWhole(string text)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                return false;
            return text.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? text.EndsWith("0\r\n\r\n", StringComparison.Ordinal) : text.TrimEnd().EndsWith('}');
        }
    }
}

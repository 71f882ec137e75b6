using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Watchlists.Status;

/// <summary>
/// A system that answers over HTTP: <c>POST {"references":["NOM-1"]}</c> gets <c>{"people":[{"reference":"NOM-1","status":"sought","checkedAt":"2026-11-26T09:30:00Z"}]}</c>. Asked for some hundreds at a
/// time; a busy or broken answer is tried again.
/// </summary>
public sealed class HttpStatusSource(StatusFeedOptions options, TimeProvider time) : IStatusSource, IDisposable
{
    /// <summary>References of one question.</summary>
    public const int AtOnce = 500;

    /// <summary>Most bytes of one answer: some hundred times what is asked for.</summary>
    private const long MostBytes = 5 * 1024 * 1024;

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        MaxResponseContentBufferSize = MostBytes,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <summary>How long one answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long to wait before each further try.</summary>
    public IReadOnlyList<TimeSpan> Waits { get; init; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    /// <inheritdoc/>
    public async Task<StatusReply> AskAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        var reading = new StatusReading(references, time);
        foreach (var some in references.Chunk(AtOnce))
        {
            // What was learnt of the others before stands; the next look asks again.
            if (await TryAsync(some, reading, cancellationToken) is { } problem)
                return reading.Reply(problem);
        }

        return reading.Reply(null);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<string?> TryAsync(string[] references, StatusReading reading, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (problem, again) = await OnceAsync(references, reading, cancellationToken);
            if (problem is null || !again || attempt == Waits.Count)
                return problem;
            await Task.Delay(Waits[attempt], time, cancellationToken);
        }
    }

    private async Task<(string? Problem, bool Again)> OnceAsync(string[] references, StatusReading reading, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Post, options.Address) { Content = JsonContent.Create(new Question(references)) };
            if (options.Secret is { } secret)
                question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            using var answer = await http.SendAsync(question, patience.Token);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)answer.StatusCode >= 500)
                return ($"{Name} answered that it cannot answer now ({(int)answer.StatusCode}).", true);
            if (!answer.IsSuccessStatusCode)
                return ($"{Name} refused the question ({(int)answer.StatusCode}).", false);
            var people = (await answer.Content.ReadFromJsonAsync<Answer>(patience.Token))?.People;
            if (people is null)
                return ($"{Name} answered something that is no list of people.", false);
            foreach (var person in people)
                reading.Take(person?.Reference, person?.Status, person?.CheckedAt);
            return (null, false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ($"{Name} did not answer within {Words.Duration(Patience)}.", true);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return ($"{Name} answered something that is no list of people.", false);
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? ($"{Name} answered more than 5 MB.", false) : ($"{Name} cannot be reached.", true);
        }
    }

    private sealed record Question(IReadOnlyList<string> References);

    private sealed record Answer(IReadOnlyList<Person?>? People);

    private sealed record Person(string? Reference, string? Status, string? CheckedAt);
}

using System.Text.Json;
using Lfr.Shared;

namespace Lfr.Web.Hosting;

/// <summary>
/// What browsers report when the Content Security Policy refused something: the first sign of a script that somebody smuggled in, or of a page that Lfr itself broke. Anybody can send
/// such a report, so few lines of it reach the program's log, and nothing else is done with it.
/// </summary>
public sealed partial class PolicyReports(TimeProvider time, ILogger<PolicyReports> logger)
{
    /// <summary>Where browsers send them.</summary>
    public const string Path = "/csp-reports";

    /// <summary>Most lines of the log in a minute.</summary>
    public const int LinesPerMinute = 10;

    private const int LongestReport = 16 * 1024;
    private const int LongestPart = 120;
    private readonly Lock gate = new();
    private long? since;
    private int written;
    private int left;

    /// <summary>Takes one report.</summary>
    public static async Task<IResult> AnswerAsync(HttpRequest request, PolicyReports reports, CancellationToken cancellationToken)
    {
        var body = new byte[LongestReport + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LongestReport)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        reports.Take(body.AsMemory(0, length));
        return Results.NoContent();
    }

    /// <summary>Writes a line for each violation that a report tells of, as long as the minute has room.</summary>
    public void Take(ReadOnlyMemory<byte> report)
    {
        try
        {
            using var read = JsonDocument.Parse(report);
            // Several reports of the Reporting API, or one of browsers that know report-uri only.
            var told = read.RootElement.ValueKind == JsonValueKind.Array
                ? read.RootElement.EnumerateArray().Select(r => Part(r, "body")).ToArray()
                : [Part(read.RootElement, "csp-report")];
            foreach (var violation in told)
                Write(Text(violation, "effectiveDirective", "effective-directive", "violated-directive"), Text(violation, "documentURL", "document-uri"), Text(violation, "blockedURL", "blocked-uri"));
        }
        // Half a surrogate pair is read only when it is asked for, and is no text then.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Write("unreadable", "", "");
        }
    }

    private void Write(string directive, string page, string refused)
    {
        int before;
        lock (gate)
        {
            before = 0;
            if (since is not { } began || time.GetElapsedTime(began) >= TimeSpan.FromMinutes(1))
                (since, written, before, left) = (time.GetTimestamp(), 0, left, 0);
            if (written >= LinesPerMinute)
            {
                left++;
                return;
            }

            written++;
        }

        if (before > 0)
            LogLeftOut(logger, before);
        LogViolation(logger, directive, page, refused);
    }

    private static JsonElement Part(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    // Nothing after a question mark: it may hold what somebody searched for.
    private static string Text(JsonElement of, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Part(of, name) is { ValueKind: JsonValueKind.String } part && PlainText.Clean(part.GetString()!.ReplaceLineEndings(" ")).Split('?', '#')[0] is { Length: > 0 } text)
                return text[..Math.Min(text.Length, LongestPart)];
        }

        return "";
    }

    [LoggerMessage(LogLevel.Warning, "A browser reports that the security policy refused something ({Directive}) on {Page}: {Refused}")]
    private static partial void LogViolation(ILogger logger, string directive, string page, string refused);

    [LoggerMessage(LogLevel.Warning, "{Count} more reports about the security policy came in one minute and were left out.")]
    private static partial void LogLeftOut(ILogger logger, int count);
}

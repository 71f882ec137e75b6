using System.Diagnostics;
using Lfr.Shared.Policy;

namespace Lfr.Web.Telemetry;

/// <summary>One command from its beginning to its end, as a span and as a duration. A command that ends without an outcome has failed.</summary>
public sealed class MeasuredCommand : IDisposable
{
    private readonly string name;
    private readonly TimeProvider time;
    private readonly long began;
    private readonly Activity? span;
    private string outcome = "failed";

    /// <summary>Begins.</summary>
    /// <param name="name">The command, as the audit log names it.</param>
    /// <param name="time">Measures.</param>
    public MeasuredCommand(string name, TimeProvider time)
    {
        (this.name, this.time, began) = (name, time, time.GetTimestamp());
        span = LfrMeter.Source.StartActivity(name);
    }

    /// <summary>Takes its outcome: <c>done</c>, or the kind of the refusal.</summary>
    public Outcome Ended(Outcome how)
    {
        outcome = how.Succeeded ? "done" : how.Refusals[0].Kind.ToString().ToLowerInvariant();
        return how;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LfrMeter.Commands.Record(time.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("lfr.command", name), new KeyValuePair<string, object?>("lfr.outcome", outcome));
        span?.SetTag("lfr.outcome", outcome);
        if (outcome == "failed")
            span?.SetStatus(ActivityStatusCode.Error);
        span?.Dispose();
    }
}

using Lfr.Inference.Pipeline;
using Lfr.Inference.Publishing;
using Lfr.Shared.Live;

namespace Lfr.Inference.Hosting;

/// <summary>Passes that repeated an alert and wait to be told to the web. Bounded: the oldest go first, and are still counted.</summary>
internal sealed class RepeatedPasses
{
    private const int MostKept = 500;
    private readonly Lock gate = new();
    private readonly List<RepeatedPass> waiting = [];

    /// <summary>Keeps a pass; one that was seen better meanwhile takes the place of what still waits of it.</summary>
    public void Add(RepeatedSighting seen)
    {
        lock (gate)
        {
            var pass = new RepeatedPass(seen.PassId, seen.AlertId, seen.CameraId, seen.At, seen.Score);
            if (waiting.FindIndex(p => p.PassId == seen.PassId && p.AlertId == seen.AlertId) is >= 0 and var earlier)
            {
                waiting[earlier] = pass with { At = waiting[earlier].At };
                return;
            }

            if (waiting.Count == MostKept)
                waiting.RemoveAt(0);
            waiting.Add(pass);
        }
    }

    /// <summary>The oldest ones; none while alerts wait: a pass is listed at its alert, which must be there first.</summary>
    public IReadOnlyList<RepeatedPass> Untold(AlertOutbox outbox)
    {
        lock (gate)
            return waiting.Count == 0 || outbox.Count > 0 ? [] : [.. waiting.Take(RepeatedPass.MostInAReport)];
    }

    /// <summary>The web has these.</summary>
    public void Took(IReadOnlyList<RepeatedPass> told)
    {
        if (told.Count == 0)
            return;
        lock (gate)
            waiting.RemoveAll(told.Contains);
    }
}

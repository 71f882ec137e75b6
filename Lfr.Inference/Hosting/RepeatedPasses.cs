using Lfr.Inference.Pipeline;
using Lfr.Inference.Publishing;
using Lfr.Shared.Live;

namespace Lfr.Inference.Hosting;

/// <summary>Passes that repeated an alert and wait to be told to the web. Bounded: the oldest go first, and are still counted.</summary>
internal sealed class RepeatedPasses(TimeProvider time)
{
    private const int MostKept = 500;
    private readonly Lock gate = new();
    private readonly List<RepeatedPass> waiting = [];

    /// <summary>Keeps a pass.</summary>
    public void Add(RepeatedSighting seen)
    {
        lock (gate)
        {
            if (waiting.Count == MostKept)
                waiting.RemoveAt(0);
            waiting.Add(new RepeatedPass(Guid.CreateVersion7(time.GetUtcNow()), seen.AlertId, seen.CameraId, seen.At, seen.Score));
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

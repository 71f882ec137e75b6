namespace Lfr.Inference.Pipeline;

/// <summary>Passes that repeated an alert, each once and with the best that was seen of it.</summary>
internal sealed class BestPasses
{
    private readonly Dictionary<Guid, RepeatedSighting> byPass = [];
    private readonly List<Guid> order = [];

    /// <summary>The passes, in the order in which they were first sure.</summary>
    public IEnumerable<RepeatedSighting> All => order.Select(pass => byPass[pass]);

    /// <summary>Takes a pass, or a better look at one.</summary>
    public void Add(RepeatedSighting seen)
    {
        if (!byPass.TryGetValue(seen.PassId, out var before))
            order.Add(seen.PassId);
        else if (before.Score >= seen.Score)
            return;
        byPass[seen.PassId] = seen;
    }
}

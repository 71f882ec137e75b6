using System.Collections.Concurrent;
using Lfr.Shared.Live;

namespace Lfr.Web.Features.Live;

/// <summary>The passes that were taken while they are valid: none is taken twice. In memory, as the connections are that they opened.</summary>
public sealed class PassesTaken
{
    private readonly ConcurrentDictionary<(Guid Worker, string Nonce), DateTimeOffset> until = new();

    /// <summary>Takes a pass whose signature and time are good.</summary>
    /// <returns><see langword="false"/> when it was taken before.</returns>
    public bool Take(WorkerPass pass, DateTimeOffset now)
    {
        foreach (var (old, over) in until)
        {
            if (over < now)
                until.TryRemove(old, out _);
        }

        return until.TryAdd((pass.WorkerId, pass.Nonce), pass.SignedAt + WorkerPass.Validity);
    }
}

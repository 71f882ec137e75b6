using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>What is kept of whom and for how long, in the numbers of the policy in force. Static, no script, no sign-in.</summary>
public partial class Privacy
{
    [Inject]
    public required Force Force { get; init; }

    [Inject]
    public required PolicyNow InForce { get; init; }

    private IEnumerable<(string What, string Term)> Terms
    {
        get
        {
            if (InForce.Pack?.Retention is not { } kept)
                yield break;
            yield return ("A mistaken alert", $"The pictures are deleted within {kept.FalseAlerts.InWords()}.");
            yield return ("Any other alert", $"The pictures are deleted within {kept.OtherAlerts.InWords()}, the whole frame within {kept.ContextFrames.InWords()}. Other people in a frame are made unrecognisable before anybody sees it.");
            yield return ("The list", $"Photographs are destroyed within {kept.Watchlist.InWords()} after the use.");
        }
    }
}

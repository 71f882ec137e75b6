using Lfr.Shared.Watchlists;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Live.Queries;

/// <summary>That nobody is looked for any more, as the desk and the officers on the street read it.</summary>
internal static class SuspensionSentence
{
    /// <summary>The sentence; <see langword="null"/> while the person is looked for. Before there is an answer it says no more than what follows: whose entry it is and why would sway the reviewer (R32).</summary>
    /// <param name="entry">The entry; <see langword="null"/> when it is gone.</param>
    /// <param name="named">Whether the reader may know whose entry it is.</param>
    public static string? Of(WatchlistEntry? entry, bool named)
    {
        if (entry is { State: EntryState.Removed })
            return named ? $"{entry.Reference} was removed from the list. Cameras no longer look for this person." : "Cameras no longer look for this person.";
        if (entry?.Suspension is not { } known)
            return null;
        return named
            ? $"{entry.Reference} was suspended at {Words.Time(known.By.At)} by {known.By.Name}: {Words.AsSentence(known.Reason)} Cameras no longer look for this person."
            : $"Cameras no longer look for this person since {Words.Time(known.By.At)}.";
    }
}

using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists.Status;

/// <summary>A system that knows whether people are still sought. It is asked with references of the source system and hears no name.</summary>
public interface IStatusSource
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Asks. Never throws for what the source does: what went wrong is in the answer, beside what was learnt before.</summary>
    Task<StatusReply> AskAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken);
}

/// <summary>What a source says of one person.</summary>
/// <param name="Fate">Why the person is not sought any more; <see langword="null"/> when they are.</param>
/// <param name="CheckedAt">When that was checked.</param>
public sealed record StatusSaid(EntryFate? Fate, DateTimeOffset CheckedAt);

/// <summary>The answer of a source.</summary>
/// <param name="People">What it says, by the reference that was asked for.</param>
/// <param name="NotBelieved">How much it said that is not believed.</param>
/// <param name="Problem">What went wrong, as a sentence; <see langword="null"/> when everything was answered.</param>
public sealed record StatusReply(IReadOnlyDictionary<string, StatusSaid> People, int NotBelieved, string? Problem);

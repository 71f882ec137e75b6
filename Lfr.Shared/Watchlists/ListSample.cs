using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>An entry that was drawn.</summary>
/// <param name="EntryId">Entry.</param>
/// <param name="Reference">Its reference.</param>
public sealed record DrawnEntry(Guid EntryId, string Reference);

/// <summary>What an authorising officer found about an entry that was drawn. Appended, never changed.</summary>
/// <param name="EntryId">Entry.</param>
/// <param name="IsSound">Whether its sign-off is sound.</param>
/// <param name="Why">What was checked, or what is wrong.</param>
/// <param name="By">Who and when.</param>
/// <param name="EntryHash">Hash of what the officer saw.</param>
/// <param name="LookedForSeconds">How long the entry was on the officer's screen, whole seconds.</param>
public sealed record SampleFinding(Guid EntryId, bool IsSound, string Why, Signature By, string EntryHash, int LookedForSeconds);

/// <summary>
/// Signed-off entries that an authorising officer looks at again, drawn by chance. Lfr chooses the seed and the officer does not; from the seed and the list anybody can draw the same entries
/// again: those whose <see cref="TicketOf"/> is smallest.
/// </summary>
public sealed class ListSample : IAggregate
{
    /// <summary>How many are drawn; of a shorter list all. With 20 sound ones at most 14 % of the list are unsound, at 95 % confidence (1 − 0.05^(1/20)).</summary>
    public const int Size = 20;

    private ListSample()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>What decides which entries are drawn: 32 hexadecimal digits.</summary>
    public string Seed { get; private set; } = "";

    /// <summary>How many entries were signed off when it was drawn.</summary>
    public int Population { get; private set; }

    /// <summary>SHA-256, lower-case hex, over their references, a line each, in the order of the alphabet: says whether somebody who draws again draws from the same.</summary>
    public string PopulationHash { get; private set; } = "";

    /// <summary>Who drew it, and when.</summary>
    public Signature DrawnBy { get; private set; } = null!;

    /// <summary>What was drawn, in the order of the draw.</summary>
    public IReadOnlyList<DrawnEntry> Drawn { get; private set; } = [];

    /// <summary>What was found, oldest first.</summary>
    public IReadOnlyList<SampleFinding> Findings { get; private set; } = [];

    /// <summary>How many were found sound.</summary>
    public int Sound => Findings.Count(f => f.IsSound);

    /// <summary>How many were found not to be.</summary>
    public int Unsound => Findings.Count(f => !f.IsSound);

    /// <summary>Draws from <paramref name="signedOff"/>.</summary>
    /// <param name="id">Id of the sample.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="seed">32 hexadecimal digits by chance.</param>
    /// <param name="signedOff">All signed-off entries of the list, in any order.</param>
    /// <param name="officer">Who draws.</param>
    /// <param name="now">When.</param>
    public static ListSample Draw(Guid id, Guid deploymentId, string seed, IReadOnlyCollection<DrawnEntry> signedOff, Actor officer, DateTimeOffset now) => new()
    {
        Id = id,
        DeploymentId = deploymentId,
        Seed = seed,
        Population = signedOff.Count,
        PopulationHash = HashOf(signedOff.Select(e => e.Reference)),
        DrawnBy = officer.Sign(now),
        Drawn = [.. signedOff.OrderBy(e => TicketOf(seed, e.Reference), StringComparer.Ordinal).Take(Size)],
    };

    /// <summary>The ticket of an entry in a draw: SHA-256, lower-case hex, of seed, a space and the reference. <c>printf '%s %s' SEED R-00007 | sha256sum</c> says the same.</summary>
    public static string TicketOf(string seed, string reference) => Hex($"{seed} {reference}");

    /// <summary>Hash of a list of references, as <see cref="PopulationHash"/> is.</summary>
    public static string HashOf(IEnumerable<string> references) => Hex(string.Concat(references.Order(StringComparer.Ordinal).Select(r => $"{r}\n")));

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What was found about a drawn entry; <see langword="null"/> before.</summary>
    public SampleFinding? FindingOn(Guid entryId) => Findings.FirstOrDefault(f => f.EntryId == entryId);

    /// <summary>Keeps a finding, and sends an entry back that is not sound.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isSound">Whether its sign-off is sound.</param>
    /// <param name="why">What was checked, or what is wrong.</param>
    /// <param name="entryHashSeen">Hash of what was on the screen.</param>
    /// <param name="lookedForSeconds">How long it was there, whole seconds.</param>
    /// <param name="officer">Who found it.</param>
    /// <param name="now">When.</param>
    public Outcome Find(WatchlistEntry entry, bool isSound, string why, string entryHashSeen, int lookedForSeconds, Actor officer, DateTimeOffset now)
    {
        if (Drawn.All(d => d.EntryId != entry.Id))
            return Outcome.WrongState($"{entry.Reference} was not drawn.");
        if (FindingOn(entry.Id) is { } known)
        {
            var found = known.IsSound ? "sound" : "not sound";
            return Outcome.Conflict($"{known.By.Name} found {entry.Reference} {found} at {Words.Time(known.By.At)}.", "Go on with the next.");
        }

        if (string.IsNullOrWhiteSpace(why))
            return Outcome.Incomplete("Nothing says why.", isSound ? "Enter what you checked." : "Enter what the compiler should correct.");
        if (entry.State != EntryState.Approved)
            return Outcome.WrongState($"{entry.Reference} is not signed off any more: it is {entry.State.InWords()}.", "It needs no finding. Go on with the next.");
        if (!entry.HasHash(entryHashSeen))
            return Outcome.Conflict($"{entry.Reference} was changed while you were looking at it.", "Look at it again.");
        Findings = [.. Findings, new SampleFinding(entry.Id, isSound, why.Trim(), officer.Sign(now), entryHashSeen, lookedForSeconds)];
        return isSound ? Outcome.Done : entry.SendBackFromSample(why, lookedForSeconds, officer, now);
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>What of an entry tells whether a row is it.</summary>
/// <param name="Id">Entry.</param>
/// <param name="Reference">Reference on the list.</param>
/// <param name="State">State.</param>
/// <param name="Details">Hash of what is written about the person.</param>
/// <param name="FileHash">Hash of the photograph's file; <see langword="null"/> where it was not kept.</param>
/// <param name="ProposedBy">Who proposed it, and when.</param>
public sealed record KnownEntry(Guid Id, string Reference, EntryState State, string Details, string? FileHash, Signature? ProposedBy);

/// <summary>Who is on a list already, by the reference in the source system: hashes only, so that a list of 20,000 is a few megabytes.</summary>
public sealed class KnownEntries
{
    private readonly Dictionary<string, KnownEntry> byReference = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, KnownEntry> byFile = new(StringComparer.Ordinal);
    private readonly HashSet<string> listed = new(StringComparer.Ordinal);

    /// <summary>Last number that the list had given when this was read: another one means that somebody was added since.</summary>
    public int LastNumber { get; private init; }

    /// <summary>Reads a list.</summary>
    public static async Task<KnownEntries> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var number = await db.Watchlists.Where(w => w.DeploymentId == deploymentId).Select(w => w.LastNumber).FirstOrDefaultAsync(cancellationToken);
        var known = new KnownEntries { LastNumber = number };
        var rows = db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId).Select(e => new { e.Id, e.Reference, e.State, e.Details, e.Photograph, e.Compilations });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var entry = new KnownEntry(row.Id, row.Reference, row.State, HashOf(row.Details), row.Photograph?.FileHash, row.Compilations is [var by, ..] ? by : null);
            var reference = row.Details.SourceReference.Trim();
            // Somebody taken off may be listed again, by hand: then that entry is the one.
            if (!known.byReference.TryGetValue(reference, out var before) || IsOff(before.State) || !IsOff(entry.State))
                known.byReference[reference] = entry;
            if (!IsOff(entry.State))
                known.listed.Add(entry.Reference);
            if (entry.FileHash is { } file && !IsOff(entry.State))
                known.byFile[file] = entry;
        }

        return known;
    }

    /// <summary>References on this list of everybody who is on it.</summary>
    public IReadOnlyCollection<string> Listed => listed;

    /// <summary>The entry with a reference in the source system.</summary>
    public KnownEntry? Find(string sourceReference) => byReference.GetValueOrDefault(sourceReference.Trim());

    /// <summary>The entry with this photograph.</summary>
    public KnownEntry? WithFile(string fileHash) => byFile.GetValueOrDefault(fileHash);

    /// <summary>Whether an entry is no longer on its list.</summary>
    public static bool IsOff(EntryState state) => state is EntryState.Rejected or EntryState.Removed or EntryState.Purged;

    /// <summary>Hash of what is written about a person.</summary>
    public static string HashOf(EntryDetails details) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(details)));
}

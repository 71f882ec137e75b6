using System.Collections.Concurrent;
using System.Security.Cryptography;
using Lfr.Inference.Galleries;
using Lfr.Shared.Biometrics;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Photographs;

/// <summary>The other entry of the same list that looks most like an entry.</summary>
/// <param name="EntryId">That other entry.</param>
/// <param name="Similarity">Cosine of the two templates, −1 to 1.</param>
/// <param name="LooksTheSame">Whether they may be the same person: a camera might say so, since the similarity reaches the lowest threshold at which their model may run.</param>
public sealed record NearestEntry(Guid EntryId, float Similarity, bool LooksTheSame);

/// <summary>
/// Compares the entries of one list with each other, never with anything else: a person listed twice, siblings, a photograph attached to the
/// wrong name. Only the answers are remembered, no template; when the list changes, those are compared whose photographs are new.
/// </summary>
public sealed partial class Lookalikes(BiometricVault vault, EngineCalibrations calibrations, ListRows lists, ILogger<Lookalikes> logger)
{
    private readonly ConcurrentDictionary<Guid, Known> known = new();
    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> gates = new();

    private static readonly Dictionary<Guid, NearestEntry> Nobody = [];

    /// <summary>
    /// For every entry with a photograph its nearest other; empty when there are fewer than two. On a page it is empty too where somebody changed the templates in the database, so that whoever puts that
    /// right sees the list; no command decides without it.
    /// </summary>
    /// <exception cref="ChangedByHandException">A command asks, and one was altered, or put in the place of another.</exception>
    public async Task<IReadOnlyDictionary<Guid, NearestEntry>> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var list = await lists.ReadAsync(db, deploymentId, cancellationToken);
        if (known.TryGetValue(deploymentId, out var last) && ReferenceEquals(last.List, list))
            return last.Nearest;
        // Twenty people who open the same list wait for one comparison of it.
        var gate = gates.GetOrAdd(deploymentId, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            last = known.GetValueOrDefault(deploymentId);
            if (last is not null && ReferenceEquals(last.List, list))
                return last.Nearest;
            var compared = last is not null && SameTemplates(last.List, list) ? last with { List = list } : await CompareAsync(db, deploymentId, list, last, cancellationToken);
            // What a transaction sees may never be committed.
            if (db.Database.CurrentTransaction is null)
                known[deploymentId] = compared;
            return compared.Nearest;
        }
        catch (ChangedByHandException e) when (db.Database.CurrentTransaction is null)
        {
            LogChanged(logger, e, deploymentId);
            return Nobody;
        }
        finally
        {
            gate.Release();
        }
    }

    private static bool SameTemplates(ListSnapshot a, ListSnapshot b) =>
        a.Living.Count == b.Living.Count && a.Living.All(e => b.Living.TryGetValue(e.Key, out var row) && string.Equals(row.TemplateHash, e.Value.TemplateHash, StringComparison.Ordinal));

    private async Task<Known> CompareAsync(LfrDbContext db, Guid deploymentId, ListSnapshot list, Known? last, CancellationToken cancellationToken)
    {
        var listed = (await db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId && e.TemplateHash != null).OrderBy(e => e.Id).Select(e => new { e.Id, e.Photograph }).ToListAsync(cancellationToken))
            .Where(e => e.Photograph is not null && list.Living.ContainsKey(e.Id)).ToList();
        var templates = await vault.OpenAllAsync(db, deploymentId, BlobKind.WatchlistTemplate, cancellationToken);
        try
        {
            var nearest = new Dictionary<Guid, NearestEntry>();
            // Templates of different embedders say nothing about each other.
            foreach (var group in listed.Where(e => templates.ContainsKey(e.Photograph!.TemplateBlobId)).GroupBy(e => e.Photograph!.EmbedderHash, StringComparer.Ordinal))
            {
                Guid[] ids = [.. group.Select(e => e.Id)];
                byte[][] rows = [.. group.Select(e => templates[e.Photograph!.TemplateBlobId])];
                var found = await Task.Run(() => Compare(ids, rows, list, last, cancellationToken), cancellationToken);
                // A model that was never measured has no such threshold, and runs nowhere.
                var floor = calibrations.For(group.Key)?.Floor ?? double.MaxValue;
                foreach (var (id, other) in ids.Zip(found).Where(f => f.Second.Row >= 0))
                    nearest[id] = new NearestEntry(ids[other.Row], other.Score, other.Score >= floor);
            }

            return new Known(list, nearest);
        }
        finally
        {
            foreach (var template in templates.Values)
                CryptographicOperations.ZeroMemory(template);
        }
    }

    private static NearestOther[] Compare(Guid[] ids, IReadOnlyList<byte[]> templates, ListSnapshot list, Known? last, CancellationToken cancellationToken)
    {
        var rowOf = ids.Select((id, row) => (id, row)).ToDictionary(r => r.id, r => r.row);
        bool Stands(Guid id) => last is not null && rowOf.ContainsKey(id) && last.List.Living.TryGetValue(id, out var before)
            && string.Equals(before.TemplateHash, list.Living[id].TemplateHash, StringComparison.Ordinal);
        // One whose nearest is gone or has another photograph is looked for again.
        var nearest = Array.ConvertAll(ids, id => Stands(id) && last!.Nearest.GetValueOrDefault(id) is { } known && Stands(known.EntryId) ? new NearestOther(rowOf[known.EntryId], known.Similarity) : NearestOther.None);
        int[] fresh = [.. Enumerable.Range(0, ids.Length).Where(row => nearest[row].Row < 0)];
        // Half of the cores are for those who use Lfr meanwhile.
        NearestOthers.Update(templates, nearest, fresh, Environment.ProcessorCount / 2, cancellationToken);
        return nearest;
    }

    [LoggerMessage(LogLevel.Error, "The entries of deployment {DeploymentId} are shown without those who look alike: a template is not as it was left.")]
    private static partial void LogChanged(ILogger logger, Exception e, Guid deploymentId);

    private sealed record Known(ListSnapshot List, IReadOnlyDictionary<Guid, NearestEntry> Nearest);
}

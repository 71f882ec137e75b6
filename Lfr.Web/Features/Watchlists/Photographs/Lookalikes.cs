using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
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
/// wrong name. Only the answers are remembered, no template; they are worked out again when the list changes.
/// </summary>
public sealed class Lookalikes(BiometricVault vault, EngineCalibrations calibrations)
{
    private readonly ConcurrentDictionary<Guid, Known> known = new();

    /// <summary>For every entry with a photograph its nearest other; empty when there are fewer than two.</summary>
    public async Task<IReadOnlyDictionary<Guid, NearestEntry>> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        // No entry is ever deleted and every change counts one up, so that count and sum name the list as it is.
        var all = db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId);
        var version = await all.GroupBy(e => 1).Select(g => new ListVersion(g.Count(), g.Sum(e => e.Revision))).FirstOrDefaultAsync(cancellationToken) ?? new ListVersion(0, 0);
        if (known.TryGetValue(deploymentId, out var last) && last.Version == version)
            return last.Nearest;

        var living = all.Where(e => e.TemplateHash != null && (e.State == EntryState.Proposed || e.State == EntryState.Returned || e.State == EntryState.Approved)).OrderBy(e => e.Id);
        var hashes = await living.Select(e => new { e.Id, e.TemplateHash }).ToListAsync(cancellationToken);
        var of = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(hashes.Select(e => $"{e.Id:N}{e.TemplateHash}")))));
        if (last is not null && string.Equals(last.Of, of, StringComparison.Ordinal))
        {
            known[deploymentId] = last with { Version = version };
            return last.Nearest;
        }

        var listed = (await living.Select(e => new { e.Id, e.Photograph }).ToListAsync(cancellationToken)).Where(e => e.Photograph is not null).Select(e => (e.Id, Photograph: e.Photograph!)).ToArray();
        var templates = await vault.OpenAllAsync(db, deploymentId, BlobKind.WatchlistTemplate, cancellationToken);
        try
        {
            var rows = listed.Where(e => templates.ContainsKey(e.Photograph.TemplateBlobId))
                .Select(e => (e.Id, e.Photograph.EmbedderHash, Template: templates[e.Photograph.TemplateBlobId])).ToArray();
            var nearest = await Task.Run(() => Compare(rows, cancellationToken), cancellationToken);
            known[deploymentId] = new Known(version, of, nearest);
            return nearest;
        }
        finally
        {
            foreach (var template in templates.Values)
                CryptographicOperations.ZeroMemory(template);
        }
    }

    private Dictionary<Guid, NearestEntry> Compare((Guid Id, string EmbedderHash, byte[] Template)[] rows, CancellationToken cancellationToken)
    {
        var best = new (int Other, float Similarity)[rows.Length];
        Array.Fill(best, (-1, float.MinValue));
        for (var i = 0; i < rows.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var mine = MemoryMarshal.Cast<byte, float>(rows[i].Template);
            for (var j = i + 1; j < rows.Length; j++)
            {
                // Templates of different embedders say nothing about each other.
                if (!string.Equals(rows[i].EmbedderHash, rows[j].EmbedderHash, StringComparison.Ordinal))
                    continue;
                var similarity = TensorPrimitives.Dot(mine, MemoryMarshal.Cast<byte, float>(rows[j].Template));
                if (similarity > best[i].Similarity)
                    best[i] = (j, similarity);
                if (similarity > best[j].Similarity)
                    best[j] = (i, similarity);
            }
        }

        // A model that was never measured has no such threshold, and runs nowhere.
        var floors = rows.Select(r => r.EmbedderHash).Distinct(StringComparer.Ordinal).ToDictionary(hash => hash, hash => calibrations.For(hash)?.Floor ?? double.MaxValue, StringComparer.Ordinal);
        return Enumerable.Range(0, rows.Length).Where(i => best[i].Other >= 0)
            .ToDictionary(i => rows[i].Id, i => new NearestEntry(rows[best[i].Other].Id, best[i].Similarity, best[i].Similarity >= floors[rows[i].EmbedderHash]));
    }

    private sealed record ListVersion(int Entries, long Changes);

    private sealed record Known(ListVersion Version, string Of, IReadOnlyDictionary<Guid, NearestEntry> Nearest);
}

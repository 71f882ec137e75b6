using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>
/// Keeps what a force published of its uses: rows of a file, judged, all of them at once or none. The same file twice changes nothing. On the public page at once, so whoever publishes records imports them.
/// </summary>
public sealed class ImportRecords(LfrTransaction transaction)
{
    /// <summary>Keeps the rows that are not refused.</summary>
    /// <param name="actor">Who imports.</param>
    /// <param name="rows">Rows as judged.</param>
    /// <param name="source">Where they were published, as it will stand beside them.</param>
    /// <param name="cancellationToken">Gives up before anything is kept.</param>
    /// <returns>The outcome, and the rows with what became of them: what was known before, and what corrects something.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<PublishedRow> Rows)> RunAsync(Actor actor, IReadOnlyList<PublishedRow> rows, string source, CancellationToken cancellationToken)
    {
        IReadOnlyList<PublishedRow> told = rows;
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, "Published records");
            if (actor != Actor.System && Permissions.Of(actor, Permissions.PublishRecords) is { Succeeded: false } refused)
                return refused;
            var days = rows.Where(r => !r.IsRefused).Select(r => r.Day!.Value).Distinct().ToList();
            var kept = new KeptUses((await context.Db.PublishedUses.Where(u => days.Contains(u.Day)).ToListAsync(cancel)).OrderBy(u => u.Id), rows);
            told = [.. rows.Select(row => row.IsRefused ? row : Keep(row, kept, context, source))];
            var (known, corrected, left) = (Count(told, RowFindingKinds.Known), Count(told, RowFindingKinds.Correction), told.Count(r => r.IsRefused));
            var added = told.Count - known - corrected - left;
            return context.Did(Outcome.Done, added + corrected == 0
                ? $"Read {source} again; everything in it was known."
                : $"Imported {source}: {Words.Count(added, "use", "uses")} as published, {Words.Count(corrected, "correction", "corrections")}, {Words.Count(left, "row", "rows")} refused.");
        }, cancellationToken);
        return (outcome, told);
    }

    private static PublishedRow Keep(PublishedRow row, KeptUses kept, CommandContext context, string source)
    {
        var figures = row.Figures!;
        if (kept.TakeSame(figures) is { } same)
            return row with { Findings = [.. row.Findings, new RowFinding(RowFindingKinds.Known, $"It is in Lfr already, from {same.Source}.")] };
        if (kept.TakeEarlier(figures) is { } before)
        {
            var changes = figures.DifferencesFrom(before.Figures).Select(d => $"{d.Column} is {Said(d.Here)}, and was {Said(d.There)}");
            var finding = new RowFinding(RowFindingKinds.Correction, $"{before.Source} said otherwise: {string.Join("; ", changes)}. Both are kept.");
            before.Correct(row, source, context.Actor.Sign(context.Now));
            return row with { Findings = [.. row.Findings, finding] };
        }

        context.Db.PublishedUses.Add(PublishedUse.Import(context.NewId(), row, source, context.Actor.Sign(context.Now)));
        return row;
    }

    private static int Count(IReadOnlyList<PublishedRow> rows, string kind) => rows.Count(r => r.Findings.Any(f => f.Kind == kind));

    private static string Said(string text) => text.Length == 0 ? "not published" : text;

    /// <summary>What Lfr has of the days of a file. Each use is taken for one row, and found at once however many there are.</summary>
    private sealed class KeptUses
    {
        private readonly Dictionary<PublishedFigures, Queue<PublishedUse>> same;
        private readonly Dictionary<(string Location, DateOnly Day, TimeSpan? Duration), Queue<PublishedUse>> earlier;

        public KeptUses(IEnumerable<PublishedUse> uses, IReadOnlyList<PublishedRow> rows)
        {
            var inTheFile = rows.Where(r => r.Figures is not null).Select(r => r.Figures!).ToHashSet();
            same = uses.GroupBy(u => u.Figures).ToDictionary(g => g.Key, g => new Queue<PublishedUse>(g));
            // What another row of this file repeats stays with that row: then this one is a use of its own.
            earlier = same.Where(s => !inTheFile.Contains(s.Key)).SelectMany(s => s.Value).GroupBy(u => (u.Figures.Location, u.Figures.Day, u.Figures.Duration)).ToDictionary(g => g.Key, g => new Queue<PublishedUse>(g.OrderBy(u => u.Id)));
        }

        /// <summary>A use with these very figures.</summary>
        public PublishedUse? TakeSame(PublishedFigures figures) => same.TryGetValue(figures, out var uses) && uses.TryDequeue(out var use) ? use : null;

        /// <summary>The same use with other figures.</summary>
        public PublishedUse? TakeEarlier(PublishedFigures figures) => earlier.TryGetValue((figures.Location, figures.Day, figures.Duration), out var uses) && uses.TryDequeue(out var use) ? use : null;
    }
}

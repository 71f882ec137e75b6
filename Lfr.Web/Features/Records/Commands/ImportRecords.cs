using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>Keeps what a force published of its uses: rows of a file, judged, all of them at once or none. The same file twice changes nothing.</summary>
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
            if (actor != Actor.System)
                return Outcome.NotYourRole("Only whoever holds the server imports past uses.", "Ask them to run import-records.");
            var days = rows.Where(r => !r.IsRefused).Select(r => r.Day!.Value).Distinct().ToList();
            var kept = (await context.Db.PublishedUses.Where(u => days.Contains(u.Day)).ToListAsync(cancel)).OrderBy(u => u.Id).ToList();
            told = [.. rows.Select(row => row.IsRefused ? row : Keep(row, rows, kept, context, source))];
            var (known, corrected, refused) = (Count(told, RowFindingKinds.Known), Count(told, RowFindingKinds.Correction), told.Count(r => r.IsRefused));
            var added = told.Count - known - corrected - refused;
            return context.Did(Outcome.Done, added + corrected == 0
                ? $"Read {source} again; everything in it was known."
                : $"Imported {source}: {Words.Count(added, "use", "uses")} as published, {Words.Count(corrected, "correction", "corrections")}, {Words.Count(refused, "row", "rows")} refused.");
        }, cancellationToken);
        return (outcome, told);
    }

    private static PublishedRow Keep(PublishedRow row, IReadOnlyList<PublishedRow> rows, List<PublishedUse> kept, CommandContext context, string source)
    {
        var figures = row.Figures!;
        if (kept.Find(u => u.Figures == figures) is { } same)
        {
            kept.Remove(same);
            return row with { Findings = [.. row.Findings, new RowFinding(RowFindingKinds.Known, $"It is in Lfr already, from {same.Source}.")] };
        }

        // Another row of this file may be what is kept: then this one is a use of its own.
        if (kept.Find(u => u.Figures.IsOfTheSameUse(figures) && rows.All(r => r.Figures != u.Figures)) is { } before)
        {
            kept.Remove(before);
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
}

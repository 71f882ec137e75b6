using System.Collections.Concurrent;
using System.Security.Cryptography;
using Lfr.Inference.Children;
using Lfr.Inference.Faces;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>
/// Imports a list: judges each row, looks at each photograph, and proposes what can be proposed, some at a time. Each row is answered in its order, and is then whole on the list or not there; the same
/// file again changes nothing, so that an import that ended in the middle is simply run again. A handful of photographs are in memory at once, whatever the length of the list.
/// </summary>
public sealed class ListImport(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, Enrolment enrolment, ImportEntries entries, TimeProvider time)
{
    /// <summary>Entries of one transaction: it costs little more than that of one, and whoever works on the list meanwhile waits a fraction of a second.</summary>
    internal const int AtOnce = 32;

    /// <summary>Each lane has a child, which may take 640 MB.</summary>
    private const int MostLanes = 8;

    /// <summary>How many photographs are looked at at once: while one is decoded by its child, the models look at another.</summary>
    private static readonly int Lanes = Math.Min(Environment.ProcessorCount, MostLanes) + 1;

    private readonly IDbContextFactory<LfrDbContext> contexts = contexts;
    private readonly Enrolment enrolment = enrolment;
    private readonly ImportEntries entries = entries;

    /// <summary>Imports, or only says what an import would do.</summary>
    /// <param name="order">What.</param>
    /// <param name="tell">Takes the answers in the order of the rows, some at a time. What it throws ends the import: the rows after these were not answered, and nothing was kept of them.</param>
    /// <param name="cancellationToken">Stops after what is being kept.</param>
    /// <returns>
    /// Done when every row was answered. Otherwise why nothing more may be kept, whatever the rows say: the list was sealed, say, or the compiler is none any more. The rows from there on are not answered,
    /// because nothing was decided about them.
    /// </returns>
    /// <exception cref="InvalidOperationException">There is no such deployment.</exception>
    public async Task<Outcome> RunAsync(ImportOrder order, Func<IReadOnlyList<RowAnswer>, Task> tell, CancellationToken cancellationToken)
    {
        await using var run = await Run.StartAsync(this, order, tell, cancellationToken);
        return await run.AllAsync(cancellationToken);
    }

    private async Task<(ListJudge Judge, KnownEntries Known)> ReadAsync(ImportOrder order, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deployment = await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == order.DeploymentId, cancellationToken)
            ?? throw new InvalidOperationException("There is no such deployment.");
        var known = await KnownEntries.ReadAsync(db, order.DeploymentId, cancellationToken);
        return (await ListJudge.ReadAsync(db, deployment, order.Rows, known, dossiers, time, cancellationToken), known);
    }

    private async Task<KnownEntries> ReadKnownAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await KnownEntries.ReadAsync(db, deploymentId, cancellationToken);
    }

    /// <summary>A row whose photograph was looked at.</summary>
    private sealed record Looked(JudgedRow Row, string? FileHash, EnrolmentOutcome.Enrolled? Face, IReadOnlyList<ListFinding> Findings);

    private sealed class Run : IAsyncDisposable
    {
        private const int Tries = 5;

        private readonly ListImport import;
        private readonly ImportOrder order;
        private readonly Func<IReadOnlyList<RowAnswer>, Task> tell;
        private readonly ListJudge judge;
        private readonly SemaphoreSlim places = new(Lanes);
        private readonly ConcurrentBag<PictureLane> lanes = [];
        private readonly Dictionary<string, int> rowOfFile = new(StringComparer.Ordinal);
        private readonly Queue<Task<Looked>> ahead = new();
        private List<Looked> waiting = [];
        private Task keeping = Task.CompletedTask;
        private KnownEntries known;
        private Outcome whole = Outcome.Done;
        private int lastNumber;

        private Run(ListImport import, ImportOrder order, Func<IReadOnlyList<RowAnswer>, Task> tell, ListJudge judge, KnownEntries known)
        {
            (this.import, this.order, this.tell, this.judge, this.known) = (import, order, tell, judge, known);
            lastNumber = known.LastNumber;
            foreach (var (hash, row) in order.SeenFiles)
                rowOfFile[hash] = row;
        }

        public static async Task<Run> StartAsync(ListImport import, ImportOrder order, Func<IReadOnlyList<RowAnswer>, Task> tell, CancellationToken cancellationToken)
        {
            var (judge, known) = await import.ReadAsync(order, cancellationToken);
            return new Run(import, order, tell, judge, known);
        }

        public async Task<Outcome> AllAsync(CancellationToken cancellationToken)
        {
            // A check still says of each row what else is wrong with it.
            if (judge.Closed is { } closed && !order.IsDryRun)
                return closed;
            foreach (var row in judge.Rows.Skip(order.Answered))
            {
                if (!whole.Succeeded)
                    return whole;
                ahead.Enqueue(await BeginAsync(row, cancellationToken));
                if (ahead.Count > Lanes)
                    await TakeAsync(await ahead.Dequeue(), cancellationToken);
            }

            while (whole.Succeeded && ahead.TryDequeue(out var next))
                await TakeAsync(await next, cancellationToken);
            await KeepAsync(cancellationToken);
            await keeping;
            return whole;
        }

        public async ValueTask DisposeAsync()
        {
            // What was begun ends before its decoders do, also when the import was stopped.
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var begun in ahead)
            {
                await ((Task)begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (begun.IsCompletedSuccessfully)
                    (await begun).Face?.Dispose();
            }

            foreach (var looked in waiting)
                looked.Face?.Dispose();
            while (lanes.TryTake(out var lane))
                lane.Dispose();
            places.Dispose();
        }

        /// <summary>Reads the photograph, one after the other; looks at it beside others.</summary>
        private async Task<Task<Looked>> BeginAsync(JudgedRow row, CancellationToken cancellationToken)
        {
            if (judge.Closed is { } closed)
                return Task.FromResult(new Looked(row, null, null, [new ListFinding(FindingKinds.List, closed.Explanation)]));
            if (row.Picture.Length == 0)
                return Task.FromResult(new Looked(row, null, null, row.Findings));
            var (file, problem) = await order.Pictures.ReadAsync(row.Picture, cancellationToken);
            if (file is null)
                return Task.FromResult(new Looked(row, null, null, [.. row.Findings, problem!]));
            var hash = Convert.ToHexStringLower(SHA256.HashData(file));
            if (OfAnother(row, hash) is { } another)
                return Task.FromResult(new Looked(row, hash, null, [.. row.Findings, another]));
            return row.Known is null ? LookAsync(row, file, hash, cancellationToken) : Task.FromResult(new Looked(row, hash, null, row.Findings));
        }

        private ListFinding? OfAnother(JudgedRow row, string hash)
        {
            var first = rowOfFile.TryAdd(hash, row.Row.Number) ? (int?)null : rowOfFile[hash];
            var listed = known.WithFile(hash) is { } entry && entry.Id != row.Known?.Id ? entry.Reference : null;
            return first is null && listed is null
                ? null
                : new ListFinding(FindingKinds.PictureOfAnother, $"The photograph is the very file of {(listed is null ? $"row {first}" : listed)}, and two people cannot have the same one. Find out whose it is.");
        }

        private async Task<Looked> LookAsync(JudgedRow row, byte[] file, string hash, CancellationToken cancellationToken)
        {
            await places.WaitAsync(cancellationToken);
            var lane = lanes.TryTake(out var idle) ? idle : import.enrolment.OpenLane();
            try
            {
                switch (await import.enrolment.EnrolAsync(new UploadedPhotograph(file), lane, cancellationToken))
                {
                    case EnrolmentOutcome.Enrolled face:
                        return new Looked(row, hash, face, ListJudge.Quality(face) is { } poor ? [.. row.Findings, poor] : row.Findings);
                    case EnrolmentOutcome.Refused refused:
                        using (refused)
                            return new Looked(row, hash, null, [.. row.Findings, new ListFinding(FindingKinds.Picture + refused.Code, refused.Sentence)]);
                    default:
                        return new Looked(row, hash, null, [.. row.Findings, new ListFinding(FindingKinds.PictureUnreadable, "The photograph was not looked at. Import the row again.")]);
                }
            }
            finally
            {
                lanes.Add(lane);
                places.Release();
            }
        }

        private async Task TakeAsync(Looked looked, CancellationToken cancellationToken)
        {
            if (looked.Row.Known is null && judge.Closed is null)
                looked = looked with { Findings = [.. looked.Findings, .. judge.Rules(looked.Row, looked.Face, order.Actor)] };
            waiting.Add(looked);
            if (waiting.Count >= order.AtOnce)
                await KeepAsync(cancellationToken);
        }

        /// <summary>Keeps and answers what waits, while the next photographs are looked at.</summary>
        private async Task KeepAsync(CancellationToken cancellationToken)
        {
            await keeping;
            if (!whole.Succeeded)
                return;
            var some = waiting;
            waiting = [];
            keeping = KeepAsync(some, cancellationToken);
        }

        private async Task KeepAsync(IReadOnlyList<Looked> some, CancellationToken cancellationToken)
        {
            try
            {
                var refused = order.IsDryRun ? [] : await ProposeAsync(some, cancellationToken);
                if (!whole.Succeeded)
                    return;
                var answers = new List<RowAnswer>(some.Count);
                foreach (var looked in some)
                    answers.Add(await AnswerAsync(looked, refused.GetValueOrDefault(looked.Row.Row.Number), cancellationToken));
                if (answers.Count > 0)
                    await tell(answers);
            }
            finally
            {
                foreach (var looked in some)
                    looked.Face?.Dispose();
            }
        }

        /// <summary>Proposes what may be; by row why one was not kept after all. What stands against all of them is no row's answer.</summary>
        private async Task<Dictionary<int, Outcome>> ProposeAsync(IReadOnlyList<Looked> some, CancellationToken cancellationToken)
        {
            var answers = new Dictionary<int, Outcome>();
            for (var left = Tries; ; left--)
            {
                // Somebody may have been added by hand since the list was read.
                var mine = some.Where(l => IsNew(l) && l is { Row.Details: not null, Face: not null, FileHash: not null } && !l.Findings.Any(f => f.Refuses))
                    .Select(l => new ImportedEntry(l.Row.Row.Number, l.Row.Details!, l.Face!, l.FileHash!)).ToList();
                if (mine.Count == 0)
                    return answers;
                var actor = order.Afresh is { } afresh ? await afresh(cancellationToken) : order.Actor;
                var (outcome, refused, last) = await import.entries.RunAsync(actor, order.DeploymentId, order.Source, mine, lastNumber, cancellationToken);
                lastNumber = last;
                foreach (var (row, why) in refused)
                    answers[row] = why;
                if (outcome.Succeeded || refused.Count == mine.Count)
                    return answers;
                if (left > 1 && outcome.IsRefusedAs(RefusalKind.Busy))
                    continue;
                if (left > 1 && outcome.IsRefusedAs(RefusalKind.Conflict))
                {
                    known = await import.ReadKnownAsync(order.DeploymentId, cancellationToken);
                    lastNumber = known.LastNumber;
                    continue;
                }

                whole = outcome;
                return answers;
            }
        }

        private bool IsNew(Looked looked) => looked.Row.Known is null && known.Find(looked.Row.Row.Reference) is null;

        private async Task<RowAnswer> AnswerAsync(Looked looked, Outcome? notKept, CancellationToken cancellationToken)
        {
            var (row, findings) = (looked.Row.Row, looked.Findings);
            RowAnswer Answer(RowOutcome outcome, params IReadOnlyList<ListFinding> said) => new(row.Number, row.Reference, outcome, said) { FileHash = looked.FileHash };

            var entry = looked.Row.Known ?? known.Find(row.Reference);
            if (entry is not null && !KnownEntries.IsOff(entry.State) && judge.Closed is null && looked is { Row.Details: { } details, FileHash: { } file }
                // Its dates were right when it was listed; that a check of its status is old by now is for the sign-off to say.
                && findings.All(f => !f.Refuses || f.Kind == FindingKinds.Date))
            {
                var sameFile = entry.FileHash is null || string.Equals(entry.FileHash, file, StringComparison.Ordinal);
                if (sameFile && string.Equals(entry.Details, KnownEntries.HashOf(details), StringComparison.Ordinal))
                    return IsMine(entry) ? Answer(RowOutcome.Accepted, findings) : Answer(RowOutcome.Unchanged);
                return Answer(RowOutcome.Differs, [.. findings.Where(f => f.Refuses), await DifferenceAsync(entry, details, sameFile, cancellationToken)]);
            }

            if (notKept is not null)
                return Answer(RowOutcome.Refused, [.. findings, .. notKept.Refusals.Select(r => new ListFinding(r.Kind == RefusalKind.Rule ? r.RuleId : FindingKinds.List, $"{r.Sentence} {r.ToDo}".TrimEnd()))]);
            return Answer(findings.Any(f => f.Refuses) ? RowOutcome.Refused : RowOutcome.Accepted, findings);
        }

        private bool IsMine(KnownEntry entry) => order.Since is { } since && entry.ProposedBy is { } by && by.UserId == order.Actor.UserId && by.At >= since;

        private async Task<ListFinding> DifferenceAsync(KnownEntry entry, EntryDetails details, bool sameFile, CancellationToken cancellationToken)
        {
            await using var db = await import.contexts.CreateDbContextAsync(cancellationToken);
            var listed = await db.Entries.AsNoTracking().Where(e => e.Id == entry.Id).Select(e => e.Details).FirstAsync(cancellationToken);
            var changed = EntryDifferences.Between(listed, details).Concat(sameFile ? [] : ["photograph"]).ToList();
            return new ListFinding(
                FindingKinds.Differs,
                $"{entry.Reference} is this person and says otherwise. The file would change: {Words.AndList(changed)}. The entry stays as it is; change it on the list's page, and it is signed off again.",
                Refuses: false);
        }
    }
}

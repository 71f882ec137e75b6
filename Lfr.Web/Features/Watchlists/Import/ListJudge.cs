using Lfr.Inference.Faces;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A row with what is known of it before its photograph is looked at.</summary>
/// <param name="Row">The row.</param>
/// <param name="Details">The entry that it would be; <see langword="null"/> while something is missing.</param>
/// <param name="Picture">Name of its photograph.</param>
/// <param name="Known">The entry that it is already; <see langword="null"/> when it is none.</param>
/// <param name="Findings">What is wrong so far.</param>
internal sealed record JudgedRow(ListRow Row, EntryDetails? Details, string Picture, KnownEntry? Known, IReadOnlyList<ListFinding> Findings);

/// <summary>
/// Judges the rows of a list against the form for an entry, the list as it is, each other and the rules of the book, by which approvers judge them later. A row that a rule would block is refused
/// now: it could not be signed off as it is. Changes nothing.
/// </summary>
internal sealed class ListJudge
{
    private readonly Deployment deployment;
    private readonly PolicyPack? policy;
    private readonly DateTimeOffset now;
    private readonly TextNeighbours neighbours;

    private ListJudge(Deployment deployment, PolicyPack? policy, DateTimeOffset now, IReadOnlyList<JudgedRow> rows, IReadOnlyList<OtherEntry> others)
    {
        (this.deployment, this.policy, this.now, Rows) = (deployment, policy, now, rows);
        neighbours = new TextNeighbours(
            [.. others, .. rows.Where(r => r is { Known: null, Details: not null }).Select(r => new OtherEntry(IdOf(r), $"row {r.Row.Number}", HashedWords.Of(r.Details!)))],
            policy?.Numbers.BoilerplateSimilarity ?? 1);
    }

    /// <summary>The rows, in their order.</summary>
    public IReadOnlyList<JudgedRow> Rows { get; }

    /// <summary>What the authorising officer approved for the list (R52).</summary>
    private CriteriaInForce Criteria { get; init; } = CriteriaInForce.NotNeeded;

    /// <summary>Why nothing can be added to the list at all; <see langword="null"/> when it can.</summary>
    public Outcome? Closed { get; private init; }

    /// <summary>Reads what the rows are judged against.</summary>
    public static async Task<ListJudge> ReadAsync(
        LfrDbContext db, Deployment deployment, IReadOnlyList<ListRow> rows, KnownEntries known, DossierReader dossiers, TimeProvider time, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var pack = dossiers.PolicyOf(deployment, at);
        var reading = new RowReading(new EntryDraftValidator(time, pack), pack, (deployment.Starts ?? at).ForceDay());
        var numbers = rows.Where(r => r.Reference.Length > 0).ToLookup(r => r.Reference, r => r.Number, StringComparer.OrdinalIgnoreCase);
        var watchlist = await db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.DeploymentId == deployment.Id, cancellationToken);
        var closed = watchlist?.MayChange(deployment, at) ?? deployment.MayChangeList(at);
        return new ListJudge(
            deployment, pack, at, [.. rows.Select(r => Judge(r, reading, known, numbers))], await dossiers.OthersAsync(db, deployment.Id, null, cancellationToken))
        {
            Closed = closed.Succeeded ? null : closed,
            Criteria = await DossierReader.CriteriaAsync(db, deployment, cancellationToken),
        };
    }

    /// <summary>What the rules say to a row that is not on the list yet.</summary>
    /// <param name="row">The row.</param>
    /// <param name="face">Its photograph; <see langword="null"/> when it could not be enrolled, which is a finding of its own.</param>
    /// <param name="actor">Who imports.</param>
    public IEnumerable<ListFinding> Rules(JudgedRow row, EnrolmentOutcome.Enrolled? face, Actor actor)
    {
        if (row.Details is not { } details || policy is null)
            return [];
        var photograph = new EnrolledPhotograph(Guid.Empty, Guid.Empty, "", "", face?.Quality ?? new FaceQuality(0, 0, 0, 0, 0, 0, 0, 0), face?.Box ?? new FaceBox(0, 0, 0, 0)) { Cover = face?.Named.Cover };
        var entry = WatchlistEntry.Propose(IdOf(row), deployment.Id, $"row {row.Row.Number}", details, photograph, actor, now);
        OtherEntry[] others = neighbours.Of(entry.Id, HashedWords.Of(details)) is { } nearest ? [nearest] : [];
        // Who stands for it is settled once it is on the list; without a photograph there is none to judge.
        string[] later = face is null ? [Rule.IdOf<EntryIsSignedOffByAnother>(), Rule.IdOf<EntryImageIsRecentAndGood>()] : [Rule.IdOf<EntryIsSignedOffByAnother>()];
        return RuleBook.Judge(new EntryDossier(entry, deployment, others, policy, now) { Criteria = Criteria })
            .Where(f => f.Weight != Weight.Met && !later.Contains(f.RuleId))
            .Select(f => new ListFinding(f.RuleId, $"{f.Sentence} {f.ToDo}".TrimEnd(), f.Blocks));
    }

    /// <summary>What an enrolled photograph is poor in; <see langword="null"/> when it is good or fair.</summary>
    public static ListFinding? Quality(EnrolmentOutcome.Enrolled face)
    {
        if (!string.Equals(PhotographQuality.Word(face.Quality, face.Named.Cover), "poor", StringComparison.Ordinal))
            return null;
        var missed = EnrolmentMeasures.Of(face.Named, face.Quality).Where(m => !m.Met).ToList();
        return new ListFinding(
            FindingKinds.PictureQuality,
            $"The photograph can be used and is poor: {string.Join("; ", missed.Select(m => $"{m.Name.ToLowerInvariant()} {m.Value}, {m.Guide}"))}. {missed.FirstOrDefault()?.Advice}".TrimEnd(),
            Refuses: false);
    }

    private static JudgedRow Judge(ListRow row, RowReading reading, KnownEntries known, ILookup<string, int> numbers)
    {
        var read = reading.Read(row);
        var findings = read.Findings.ToList();
        if (row.Cut is null && numbers[row.Reference].Where(n => n != row.Number).ToList() is { Count: > 0 } others)
        {
            findings.Add(new ListFinding(
                FindingKinds.Twice,
                $"The reference is also that of {(others.Count == 1 ? $"row {others[0]}" : $"{Words.Count(others.Count, "other row", "other rows")}, the first of them row {others[0]}")}, and nothing says which one is right. Keep one."));
        }

        var entry = known.Find(row.Reference);
        if (entry is not null && KnownEntries.IsOff(entry.State))
        {
            findings.Add(new ListFinding(
                FindingKinds.TakenOff,
                $"This person was {entry.State.InWords()} on this list, as {entry.Reference}, and no file brings anybody back. If the listing is right again, propose the person on the list's page."));
        }

        if (read.Details is { } details && SiblingsNamed.Wrong(details.KnownSiblings, entry?.Reference, known.Listed) is { } wrong)
            findings.Add(new ListFinding(FindingKinds.Unknown, wrong.Explanation));
        return new JudgedRow(row, read.Details, read.Picture, entry, findings);
    }

    // Names a row among entries; never kept.
    private static Guid IdOf(JudgedRow row) => new(row.Row.Number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

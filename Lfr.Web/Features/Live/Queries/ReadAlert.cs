using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Queries;

/// <summary>One alert as its reviewer sees it.</summary>
/// <param name="ReaderId">Who looks.</param>
/// <param name="Line">What lists show.</param>
/// <param name="Revision">Changes whenever something is said about it.</param>
/// <param name="ReferenceTakenOn">When the watchlist photograph was taken; ageing matters when one compares. <see langword="null"/> when it is gone.</param>
/// <param name="ReferenceGone">Why the watchlist photograph is gone, as a sentence; <see langword="null"/> while it is there.</param>
/// <param name="Answers">Answers, oldest first.</param>
/// <param name="StatusChecks">Status checks, oldest first.</param>
/// <param name="Dispatched">Who sent officers, and when.</param>
/// <param name="Engagements">What officers reported, oldest first.</param>
/// <param name="Revealed">
/// Score and reasons for listing; <see langword="null"/> until there is an answer (R32), and while two people differ for anybody who has not answered: a third person decides
/// from the images, too.
/// </param>
public sealed record AlertDetail(
    Guid ReaderId,
    AlertLine Line,
    long Revision,
    DateOnly? ReferenceTakenOn,
    string? ReferenceGone,
    IReadOnlyList<Adjudication> Answers,
    IReadOnlyList<StatusCheck> StatusChecks,
    Signature? Dispatched,
    IReadOnlyList<Engagement> Engagements,
    RevealedAlert? Revealed)
{
    /// <summary>The answers, weighed.</summary>
    public Weighed<Adjudication> Weighed => Statement.Weigh(Answers);

    /// <summary>What officers reported, weighed.</summary>
    public Weighed<Engagement> Reports => Statement.Weigh(Engagements);

    /// <summary>The answer that counts; <see langword="null"/> while there is none, or two differ.</summary>
    public Adjudication? Answer => Weighed.Counts;

    /// <summary>Why nobody is looked for any more, as a sentence; <see langword="null"/> while the entry is not suspended.</summary>
    public string? Suspended { get; init; }

    /// <summary>Why nothing but the line is shown; <see langword="null"/> when the rest is.</summary>
    public Outcome? Closed { get; init; }
}

/// <summary>What the reviewer sees once there is an answer.</summary>
/// <param name="Score">Cosine.</param>
/// <param name="Threshold">Threshold of the licence.</param>
/// <param name="RunnerUp">Best cosine with anybody else on the list.</param>
/// <param name="EntryReference">Reference on the list.</param>
/// <param name="Category">Category.</param>
/// <param name="Findings">What the rules say about sending officers.</param>
/// <param name="Person">Who is sought and what is to be done; only when the answer was "same".</param>
public sealed record RevealedAlert(
    float Score, float Threshold, float RunnerUp, string EntryReference, EntryCategory Category, IReadOnlyList<Finding> Findings, SoughtPerson? Person)
{
    /// <summary>Policy of the deployment, which names the category and says what can come of it; <see langword="null"/> where its file is gone.</summary>
    public PolicyPack? Policy { get; init; }

    /// <summary>The category in the words of the deployment's policy.</summary>
    public string CategoryInWords => Category.InWords(Policy);

    /// <summary>Passes that raised no alert because they repeat this one, oldest first.</summary>
    public IReadOnlyList<AlertRepeat> Repeats { get; init; } = [];
}

/// <summary>What officers need to know of the person who is sought.</summary>
public sealed record SoughtPerson(
    string Name, string SourceReference, string LegalReference, string Justification, AgeBand AgeBand, string Vulnerability, PlannedResponse Response, string ResponsePlan,
    DateTimeOffset StatusVerifiedAt)
{
    /// <summary>Siblings or twins that may be taken for the person; may be empty.</summary>
    public string KnownSiblings { get; init; } = "";

    /// <summary>What the entry says in the fields of its category, such as the conditions of an order.</summary>
    public IReadOnlyList<(string Title, string Text)> Fields { get; init; } = [];
}

/// <summary>Reads one alert for the people who decide about it, and for those who watch over them.</summary>
public sealed class ReadAlert(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, LookGate gate, TimeProvider time)
{
    /// <summary>The alert; <see langword="null"/> when there is none or the person may not see it.</summary>
    public async Task<AlertDetail?> RunAsync(Actor reader, Guid deploymentId, long sequence, CancellationToken cancellationToken)
    {
        if (!LookKind.Alert.IsDutyOf(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Alerts.FirstOrDefaultAsync(a => a.DeploymentId == deploymentId && a.Sequence == sequence, cancellationToken) is not { } alert)
            return null;
        var line = AlertLine.Of(alert);
        if (await MayShowAsync(reader, alert, cancellationToken) is { Succeeded: false } closed)
            return new AlertDetail(reader.UserId, line, alert.Revision, null, null, [], [], null, [], null) { Closed = closed };
        var entry = await db.Entries.FirstOrDefaultAsync(e => e.Id == alert.EntryId, cancellationToken);
        var gone = await ReferencePhotograph.WhyGoneAsync(db, entry, named: alert.Adjudications.Count > 0, cancellationToken);
        return new AlertDetail(
            reader.UserId,
            line,
            alert.Revision,
            gone is null ? entry?.Details.ImageTakenOn : null,
            gone,
            alert.Adjudications,
            alert.StatusChecks,
            alert.DispatchedBy,
            alert.Engagements,
            IsRevealedTo(alert, reader) ? await RevealAsync(db, alert, entry, cancellationToken) : null)
        {
            Suspended = Suspended(entry, alert, IsRevealedTo(alert, reader)),
        };
    }

    // What can be done about it is the desk's to do; officers on the street are not told.
    private static string? Suspended(WatchlistEntry? entry, Alert alert, bool revealed)
    {
        var why = SuspensionSentence.Of(entry, revealed);
        return revealed && entry?.Suspension is not null && alert is { KnownFate: null, Adjudication.Answer: Answer.Same } ? $"{why} To look for them again, propose the entry again on the watchlist." : why;
    }

    /// <summary>The alert and its pictures at first, and with the answer whom it is about.</summary>
    private async Task<Outcome> MayShowAsync(Actor reader, Alert alert, CancellationToken cancellationToken)
    {
        var outcome = await gate.AskAsync(this, reader, new Look(LookKind.Alert, alert.DeploymentId, [LookedAt.Of(alert)]), cancellationToken);
        return outcome.Succeeded && IsRevealedTo(alert, reader)
            ? await gate.AskAsync(this, reader, new Look(LookKind.SoughtPerson, alert.DeploymentId, [LookedAt.Of(alert)]), cancellationToken)
            : outcome;
    }

    private static bool IsRevealedTo(Alert alert, Actor reader) =>
        alert.Adjudication is not null || alert.Engagements.Count > 0 || alert.Adjudications.Any(a => a.By.UserId == reader.UserId);

    private async Task<RevealedAlert> RevealAsync(LfrDbContext db, Alert alert, WatchlistEntry? entry, CancellationToken cancellationToken)
    {
        var dossier = await dossiers.AlertAsync(db, alert, time.GetUtcNow(), cancellationToken);
        var findings = dossier is null ? [] : RuleBook.Judge(dossier);
        // Somebody who is not the person sought tells nobody who is: then the name stays closed.
        var person = alert.Adjudication is { Answer: Answer.Same } && entry is { State: EntryState.Approved or EntryState.Suspended or EntryState.Removed } ? Sought(entry.Details, dossier?.Policy) : null;
        return new RevealedAlert(
            alert.Evidence.Score, alert.Evidence.Threshold, alert.Evidence.RunnerUpScore, alert.EntryReference, alert.Category, findings, person)
        {
            Policy = dossier?.Policy,
            Repeats = await db.AlertRepeats.Where(r => r.AlertId == alert.Id).OrderBy(r => r.At).ToListAsync(cancellationToken),
        };
    }

    /// <summary>What officers need to know of the person of an entry.</summary>
    internal static SoughtPerson Sought(EntryDetails details, PolicyPack? policy) => new(
        details.SubjectName, details.SourceReference, details.LegalReference, details.Justification, details.AgeBand, details.Vulnerability, details.Response, details.ResponsePlan,
        details.StatusVerifiedAt)
    {
        KnownSiblings = details.KnownSiblings,
        Fields = [.. details.FieldsInWords(policy).Where(f => f.Text.Length > 0)],
    };
}

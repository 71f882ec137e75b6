using System.Text.Json.Serialization;
using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Records;

/// <summary>
/// What a record publishes: computed from what was kept, never typed. Words as South Wales Police define them: a <i>false alert</i> was judged not the
/// same person and nobody was spoken to; a <i>confirmed</i> one was true or false after officers established identity; everything else is
/// <i>unconfirmed</i> and never dropped.
/// </summary>
public sealed record DeploymentFigures
{
    /// <summary>First go-live (UTC); <see langword="null"/> when it never ran.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>End of the last run (UTC).</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Time in which faces were compared: runs without their pauses.</summary>
    public TimeSpan Comparing { get; init; }

    /// <summary>Time in pauses.</summary>
    public TimeSpan Paused { get; init; }

    /// <summary>From the first public notice of this place, time and purpose to the start; <see langword="null"/> when there was none.</summary>
    public TimeSpan? NoticeLead { get; init; }

    /// <summary>Signs on the street; <see langword="null"/> when none were listed, and in records made before they were.</summary>
    public int? Signs { get; init; }

    /// <summary>Of these, signs that somebody had photographed in place before faces were compared.</summary>
    public int? SignsUpBefore { get; init; }

    /// <summary>Officer-hours and cost as planned; <see langword="null"/> when the plan does not say.</summary>
    public Resources? Planned { get; init; }

    /// <summary>Officer-hours and cost as they were spent; <see langword="null"/> when not reported.</summary>
    public Resources? Spent { get; init; }

    /// <summary>Policy under which it ran.</summary>
    public string PolicyId { get; init; } = "";

    /// <summary>Threshold of the last run (cosine).</summary>
    public float? Threshold { get; init; }

    /// <summary>Model of the last run: SHA-256 of the embedder.</summary>
    public string? Embedder { get; init; }

    /// <summary>People on the list of the last run.</summary>
    public int ListSize { get; init; }

    /// <summary>Of these, people who were taken off while it ran. <see cref="ListByCategory"/> and <see cref="ListByAge"/> count the others.</summary>
    public int TakenOff { get; init; }

    /// <summary>The list by category; small counts are withheld (R42), see <see cref="Cell.Publishable"/>.</summary>
    public IReadOnlyList<Cell> ListByCategory { get; init; } = [];

    /// <summary>The list by age; small counts are withheld (R42). The two tables have only their total in common, which is public.</summary>
    public IReadOnlyList<Cell> ListByAge { get; init; } = [];

    /// <summary>Whether the policy publishes nothing of a list but its size.</summary>
    public bool CompositionIsWithheld { get; init; }

    /// <summary>Below how many a group is withheld, where the policy names another number than <see cref="Cell.Smallest"/>.</summary>
    public int? SmallestCell { get; init; }

    /// <summary>Which figures its policy publishes beside those that always are; <see langword="null"/> for all, as in records made before policies said.</summary>
    public IReadOnlyList<RecordColumn>? Columns { get; init; }

    /// <summary>Faces (tracks) compared. Not people: one person counts about once per camera pass.</summary>
    public long FacesCompared { get; init; }

    /// <summary>Faces compared and gone without an alert.</summary>
    public long FacesDiscarded { get; init; }

    /// <summary>Repeat alerts suppressed.</summary>
    public long AlertsSuppressed { get; init; }

    /// <summary>Frames dropped on overload.</summary>
    public long FramesDropped { get; init; }

    /// <summary>Alerts.</summary>
    public int Alerts { get; init; }

    /// <summary>Alerts that a person judged the same person.</summary>
    public int Credible { get; init; }

    /// <summary>Judged not the same person; nobody was spoken to.</summary>
    public int False { get; init; }

    /// <summary>The right person, after identity was established.</summary>
    public int ConfirmedTrue { get; init; }

    /// <summary>Somebody else, after identity was established.</summary>
    public int ConfirmedFalse { get; init; }

    /// <summary>Unconfirmed: nobody could tell from the images.</summary>
    public int NotDetermined { get; init; }

    /// <summary>Unconfirmed: officers did not find the person, or lost them.</summary>
    public int NotLocated { get; init; }

    /// <summary>Unconfirmed: officers were stood down, or never sent.</summary>
    public int StoodDown { get; init; }

    /// <summary>Unconfirmed: spoken to, identity not established.</summary>
    public int IdentityUnresolved { get; init; }

    /// <summary>Unconfirmed: no outcome yet.</summary>
    public int Open { get; init; }

    /// <summary>Times officers spoke to somebody.</summary>
    public int Engagements { get; init; }

    /// <summary>Arrests that followed an alert.</summary>
    public int LfrArrests { get; init; }

    /// <summary>Arrests of the wider operation that followed no alert; <see langword="null"/> when not reported.</summary>
    public int? WiderArrests { get; init; }

    /// <summary>Alerts whose person was no longer sought.</summary>
    public int NoLongerWanted { get; init; }

    /// <summary>
    /// Alerts about which two people gave different answers or reports, so that a third decided; <see langword="null"/> in records made before this was counted.
    /// </summary>
    public int? Disagreements { get; init; }

    /// <summary>
    /// Alerts of which an answer was given after the score was shown, mostly corrections; <see langword="null"/> in records made before this was counted.
    /// </summary>
    public int? AnsweredAfterTheScore { get; init; }

    /// <summary>What happened, among those spoken to.</summary>
    public IReadOnlyDictionary<Disposal, int> Disposals { get; init; } = new Dictionary<Disposal, int>();

    /// <summary>From alert to answer, median.</summary>
    public TimeSpan? DecisionTimeMedian { get; init; }

    /// <summary>From alert to answer: 95 % were answered within this.</summary>
    public TimeSpan? DecisionTime95 { get; init; }

    /// <summary>When the biometrics of the list were destroyed.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>When they were due to be.</summary>
    public DateTimeOffset? PurgeDue { get; init; }

    /// <summary>Alerts whose pictures were still kept when this was computed.</summary>
    public int AlertsKept { get; init; }

    /// <summary>When the last of those pictures must be destroyed; <see langword="null"/> when none is kept, or no policy says.</summary>
    public DateTimeOffset? AlertsKeptUntil { get; init; }

    /// <summary>Whether its policy publishes <paramref name="column"/>.</summary>
    public bool Publishes(RecordColumn column) => Columns is null || Columns.Contains(column);

    /// <summary>Whether every figure is the same.</summary>
    public bool SaysTheSame(DeploymentFigures other) =>
        (Columns ?? []).SequenceEqual(other.Columns ?? []) && Columns is null == other.Columns is null && ListByCategory.SequenceEqual(other.ListByCategory) && ListByAge.SequenceEqual(other.ListByAge)
        && Disposals.Count == other.Disposals.Count && Disposals.All(d => other.Disposals.TryGetValue(d.Key, out var count) && count == d.Value)
        && this == other with { ListByCategory = ListByCategory, ListByAge = ListByAge, Disposals = Disposals, Columns = Columns };

    /// <summary>Alerts of which nobody knows whether they were right.</summary>
    [JsonIgnore]
    public int Unconfirmed => NotDetermined + NotLocated + StoodDown + IdentityUnresolved + Open;

    /// <summary>False alerts per face compared.</summary>
    [JsonIgnore]
    public Proportion FalsePerFace => new(False + ConfirmedFalse, FacesCompared);

    /// <summary>False alerts per alert. Always published beside <see cref="FalsePerFace"/>.</summary>
    [JsonIgnore]
    public Proportion FalsePerAlert => new(False + ConfirmedFalse, Alerts);

    /// <summary>Right ones among those whose identity was established.</summary>
    [JsonIgnore]
    public Proportion VerifiedPrecision => new(ConfirmedTrue, ConfirmedTrue + ConfirmedFalse);

    /// <summary>Wrong alerts that officers acted on: shows whether people follow the machine.</summary>
    [JsonIgnore]
    public Proportion InterventionOnError => new(ConfirmedFalse, False + ConfirmedFalse);

    /// <summary>Alerts that people believed.</summary>
    [JsonIgnore]
    public Proportion CredibleRate => new(Credible, Alerts);

    /// <summary>
    /// No longer sought, among the people rightly recognised: those confirmed, and those stood down because the check said so before anybody was stopped.
    /// </summary>
    public Proportion StaleEntries { get; init; }

    /// <summary>Arrests among confirmed true alerts.</summary>
    [JsonIgnore]
    public Proportion ArrestYield => new(LfrArrests, ConfirmedTrue);

    /// <summary>Whether the biometrics were destroyed in time; <see langword="null"/> before.</summary>
    [JsonIgnore]
    public bool? PurgedInTime => PurgedAt is { } at && PurgeDue is { } due ? at <= due : null;

    /// <summary>Computes everything from what was kept.</summary>
    /// <param name="deployment">Deployment with its runs.</param>
    /// <param name="notice">Its notice.</param>
    /// <param name="entries">Entries of its list, also when already purged.</param>
    /// <param name="alerts">Its alerts.</param>
    /// <param name="widerArrests">Arrests without an alert, as reported; <see langword="null"/> when not reported.</param>
    /// <param name="now">Now: the end of what still runs.</param>
    /// <param name="retention">How long its policy keeps pictures; <see langword="null"/> when none says.</param>
    /// <param name="policy">Its policy, whose words and switches the tables of the list follow; <see langword="null"/> when none is known.</param>
    public static DeploymentFigures Compute(
        Deployment deployment, Notice? notice, IReadOnlyList<WatchlistEntry> entries, IReadOnlyList<Alert> alerts, int? widerArrests, DateTimeOffset now,
        PolicyRetention? retention = null, PolicyPack? policy = null) =>
        Compute(deployment, notice, ListedPeople.Of(entries, ListedPeople.Began(deployment, now)), alerts, widerArrests, now, retention, policy);

    /// <summary>As <see cref="Compute(Deployment, Notice?, IReadOnlyList{WatchlistEntry}, IReadOnlyList{Alert}, int?, DateTimeOffset, PolicyRetention?, PolicyPack?)"/>, of a list that was counted already.</summary>
    public static DeploymentFigures Compute(
        Deployment deployment, Notice? notice, ListedPeople listed, IReadOnlyList<Alert> alerts, int? widerArrests, DateTimeOffset now, PolicyRetention? retention = null, PolicyPack? policy = null)
    {
        var says = policy?.Record ?? PolicyRecord.Usual;
        var kept = alerts.Where(a => a.PurgedAt is null).ToArray();
        var runs = deployment.Runs;
        var counters = runs.Aggregate(FaceCounts.None, (sum, run) => sum + run.Counters);
        var paused = TimeSpan.FromTicks(runs.SelectMany(r => r.Pauses.Select(p => ((p.To ?? EndOf(r, now)) - p.From).Ticks)).Sum());
        var live = TimeSpan.FromTicks(runs.Sum(r => (EndOf(r, now) - r.StartedBy.At).Ticks));
        var size = runs is [.., { } final] ? final.GallerySize : listed.Count;
        var tally = AlertTally.Of(alerts);
        return new DeploymentFigures
        {
            Started = runs.Count == 0 ? null : runs[0].StartedBy.At,
            Ended = deployment.EndedAt,
            Comparing = live - paused,
            Paused = paused,
            NoticeLead = deployment.Plan.Window is { } window && notice?.PublicSince(deployment.Plan) is { } since ? window.Start - since : null,
            Signs = deployment.Signs.Count == 0 ? null : deployment.Signs.Count,
            SignsUpBefore = deployment.Signs.Count == 0 || runs.Count == 0 || deployment.Plan.Window is not { } hours ? null
                : deployment.Signs.Count(s => s.UpSince(hours) is { } up && up <= runs[0].StartedBy.At),
            Planned = deployment.Plan.Resources,
            PolicyId = deployment.PolicyId ?? "",
            Threshold = runs is [.., { } last] ? last.Threshold : null,
            Embedder = runs is [.., { } run] ? run.Models.GetValueOrDefault("embedder") : null,
            ListSize = size,
            TakenOff = Math.Max(0, size - listed.Count),
            ListByCategory = says.CompositionIsPublic ? Cell.Publishable([.. CategoriesOf(policy, listed).Select(c => (c.Words, listed.ByCategory.GetValueOrDefault(c.Category)))], says.SmallestCell) : [],
            ListByAge = says.CompositionIsPublic ? Cell.Publishable([.. Ages.Select(a => (a.Words, listed.ByAge.GetValueOrDefault(a.Band)))], says.SmallestCell) : [],
            CompositionIsWithheld = !says.CompositionIsPublic,
            SmallestCell = says.SmallestCell == Cell.Smallest ? null : says.SmallestCell,
            Columns = says.Columns,
            FacesCompared = counters.FacesCompared,
            FacesDiscarded = counters.FacesDiscarded,
            AlertsSuppressed = counters.AlertsSuppressed,
            FramesDropped = counters.FramesDropped,
            Alerts = tally.Alerts,
            Credible = tally.Credible,
            False = tally[AlertResult.False],
            ConfirmedTrue = tally[AlertResult.ConfirmedTrue],
            ConfirmedFalse = tally[AlertResult.ConfirmedFalse],
            NotDetermined = tally[AlertResult.NotDetermined],
            NotLocated = tally[AlertResult.NotLocated],
            StoodDown = tally[AlertResult.StoodDown],
            IdentityUnresolved = tally[AlertResult.IdentityUnresolved],
            Open = tally[AlertResult.Open],
            Engagements = tally.Engagements,
            LfrArrests = tally.Disposals.GetValueOrDefault(Disposal.Arrest),
            WiderArrests = widerArrests,
            NoLongerWanted = tally.NoLongerWanted,
            Disagreements = tally.Disagreements,
            AnsweredAfterTheScore = tally.AnsweredAfterTheScore,
            StaleEntries = new Proportion(tally.NoLongerWanted, tally.RightlyRecognised),
            Disposals = tally.Disposals,
            DecisionTimeMedian = tally.DecisionTime(0.5),
            DecisionTime95 = tally.DecisionTime(0.95),
            PurgedAt = deployment.Purge?.At,
            PurgeDue = deployment.Purge?.Due,
            AlertsKept = kept.Length,
            AlertsKeptUntil = retention is null || kept.Length == 0 ? null : kept.Max(a => RetentionSchedule.AlertDue(a, retention)),
        };
    }

    // In the words of the policy, so that no country's record prints another's categories; what the policy does not know is there all the same.
    private static IEnumerable<(EntryCategory Category, string Words)> CategoriesOf(PolicyPack? policy, ListedPeople listed) => policy is null
        ? Enum.GetValues<EntryCategory>().Union(listed.ByCategory.Keys).Select(c => (c, c.InWords(null)))
        : policy.Categories.Select(c => (EntryCategory)c.Number).Union(listed.ByCategory.Keys).Select(c => (c, c.InWords(policy)));

    private static (AgeBand Band, string Words)[] Ages { get; } = [(AgeBand.Adult, "Adults"), (AgeBand.Child13To17, "13 to 17"), (AgeBand.Under13, "Under 13")];

    private static DateTimeOffset EndOf(Run run, DateTimeOffset now) => run.Ended ?? (now < run.NotAfter ? now : run.NotAfter);
}

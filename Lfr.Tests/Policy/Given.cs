using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

/// <summary>
/// The good case: a deployment inside its window of which every rule is met. A test changes one thing of it. Everything is made through the
/// domain's own methods, so a case that could not come about cannot be tested.
/// </summary>
public sealed class Given
{
    /// <summary>Friday 5 June 2026, 10:00 in London.</summary>
    public static readonly DateTimeOffset Start = new(2026, 6, 5, 9, 0, 0, TimeSpan.Zero);

    public const string Detector = "d000000000000000000000000000000000000000000000000000000000000000";
    public const string Embedder = "e000000000000000000000000000000000000000000000000000000000000000";
    public const string GalleryHash = "a000000000000000000000000000000000000000000000000000000000000000";

    public const string SignBeforeTheZone = "South Street, lamp post before the bank";

    public static readonly Guid DeploymentId = Id(1);

    public static PolicyLibrary Library { get; } = PolicyLibrary.Load(Path.Combine(AppContext.BaseDirectory, "policies"));

    public static PolicyPack Uk { get; } = Library.Find("uk-2026.1")!;

    public static Actor Planner { get; } = Person(10, "Priya Planner", Rank.Inspector, Roles.Planner);
    public static Actor Compiler { get; } = Person(11, "Carl Compiler", Rank.Staff, Roles.Compiler);
    public static Actor Approver { get; } = Person(12, "Ada Approver", Rank.Inspector, Roles.WatchlistApprover);
    public static Actor OtherApprover { get; } = Person(13, "Otto Approver", Rank.ChiefInspector, Roles.WatchlistApprover);
    public static Actor Officer { get; } = Person(14, "Sue Perintendent", Rank.Superintendent, Roles.AuthorisingOfficer);
    public static Actor Operator { get; } = Person(15, "Olu Operator", Rank.Constable, Roles.Operator);
    public static Actor Silver { get; } = Person(17, "Sid Silver", Rank.ChiefInspector, Roles.Silver);
    public static Actor Engagement { get; } = Person(16, "Ed Engagement", Rank.Constable, Roles.EngagementOfficer);

    public static NoticeText NoticeText { get; } = new(
        "Cameras will compare faces with a list of wanted people.", "Robberies by the station have doubled.", "People wanted by the courts for violence.",
        "Walk along the Parade.", "If you are not on the list, your face is deleted at once.", "You may ask what we hold, and complain.", "lfr@force.example");

    public Plan Plan { get; set; } = GoodPlan();
    public DateTimeOffset Now { get; set; } = Start.AddMinutes(30);
    public PolicyPack? Policy { get; set; } = Uk;
    public Actor? Asking { get; set; }
    public string? RecomputedGalleryHash { get; set; } = GalleryHash;
    public EngineProfile Engine { get; set; } = GoodEngine();
    public DateTimeOffset? NoticeAt { get; set; } = Start.AddDays(-7);
    public string? ShortNoticeReason { get; set; }
    public Actor? AuthorisedBy { get; set; } = Officer;
    public string Conditions { get; set; } = "";

    /// <summary>When it was granted urgently, for four hours; <see langword="null"/> for the usual way.</summary>
    public DateTimeOffset? UrgentSince { get; set; }

    public bool Submitted { get; set; } = true;
    public DateTimeOffset? SealedAt { get; set; } = Start.AddHours(-4);
    public string? SealBrokenFor { get; set; }
    public int SealedSize { get; set; } = -1;
    public IReadOnlyList<WatchlistEntry> Entries { get; set; } = [Entry(1).SignedOff(), Entry(2).SignedOff()];

    /// <summary>Where signs stand.</summary>
    public IReadOnlyList<string> Signs { get; set; } = [SignBeforeTheZone];

    /// <summary>How long before the start each sign was photographed; <see langword="null"/> when none was.</summary>
    public TimeSpan? SignsUpBefore { get; set; } = TimeSpan.FromMinutes(40);

    /// <summary>What the notice says.</summary>
    public NoticeText Text { get; set; } = NoticeText;

    /// <summary>What stands in entries, of those that <see cref="Features.Live.LiveRig"/> keeps.</summary>
    public Func<EntryDetails, EntryDetails> Details { get; set; } = d => d;

    public Func<Plan, Plan> ChangedAfterwards { get; set; } = p => p;

    /// <summary>The good case with <paramref name="change"/>.</summary>
    public static Dossier Dossier(Action<Given>? change = null)
    {
        var given = new Given();
        change?.Invoke(given);
        return given.Build();
    }

    public static Plan GoodPlan() => new(
        "Romford town centre",
        new Place("South Street, by the station", "Romford, London Borough of Havering", "South Street between the station and Western Road", "The Parade"),
        new Window(Start, Start.AddHours(8)),
        new Grounds(
            UseCase.Hotspot, "41 robberies within 300 m in the last quarter", "Find people wanted for violence", "Common law; PACE 1984 s.24",
            "Nine of the people sought were seen here in May", "Door knocks and patrols found none of them", "Passers-by are compared and forgotten within a second",
            "Patrols, appeals and hand-held searches were tried", "None within 300 m"),
        new WatchlistCriteria("People wanted for violence with a link to Havering", [EntryCategory.WantedByCourts, EntryCategory.SuspectedOfOffence, EntryCategory.MissingAtRisk]),
        [new Camera(Id(20), "Camera 1", "demo:walk.mp4", "The station's exit")],
        [
            Assessed(AssessmentKind.DataProtection), Assessed(AssessmentKind.Equality), Assessed(AssessmentKind.Community), Assessed(AssessmentKind.AppropriatePolicy),
        ],
        [
            new StaffMember(Operator.UserId, Operator.Name, Roles.Operator, new DateOnly(2027, 1, 31)),
            new StaffMember(Engagement.UserId, Engagement.Name, Roles.EngagementOfficer, new DateOnly(2027, 1, 31)),
        ],
        9000, "Station counts of Fridays in May", 0.001) { Protest = new Protest(false, "") };

    public static Assessment Assessed(AssessmentKind kind) =>
        new(kind, $"{kind} 4.2", "Dora Officer", new DateOnly(2026, 3, 1), new DateOnly(2027, 2, 28), "False matches by group, measured at this threshold");

    public static Calibration GoodCalibration() => new(Embedder, "synthetic people, 1,000 pairs", 1_000_000,
        [new(0.3, 1e-2, 0.99), new(0.4, 1e-3, 0.98), new(0.5, 1e-4, 0.96), new(0.6, 1e-5, 0.92), new(0.7, 1e-6, 0.8)], 0.54);

    public static EngineProfile GoodEngine() =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { ["detector"] = Detector, ["landmarks"] = Detector, ["embedder"] = Embedder }, GoodCalibration(), true, null);

    public static EntryDetails GoodDetails(int number = 1) => new(
        $"Person {number}", $"NOM-{number:0000}", EntryCategory.WantedByCourts, $"Warrant 2026/{number:000}",
        number == 1 ? "Failed to appear at Snaresbrook Crown Court on 3 May, charged with wounding." : $"Recalled to prison after case {number}; robbed a shop in Upminster with a knife.",
        number == 1 ? "Seen at the station on three Fridays in May" : $"Case {number} names a shop in street {number} that this person visits",
        number == 1 ? "Two visits at home found nobody" : $"Two visits at address {number} found nobody",
        number == 1 ? "One photograph, one day, deleted afterwards" : $"One photograph of person {number} for day {number}, deleted {number} hours afterwards",
        ImageSource.Custody, new DateOnly(2025, 11, 20), "Taken in custody after arrest and charge", false, AgeBand.Adult, "", "", PlannedResponse.Arrest,
        "Establish identity, then arrest on the warrant", Start.AddHours(-6));

    public static EnrolledPhotograph GoodPhotograph(int number = 1) => new(
        Id(100 + number), Id(200 + number), $"{number:x64}", Embedder, new FaceQuality(180, 80, 300, 120, 4, 1, 20, 0.99f), new FaceBox(40, 40, 180, 180));

    public static WatchlistEntry Entry(int number, Func<EntryDetails, EntryDetails>? change = null, Actor? compiler = null, EnrolledPhotograph? photograph = null) =>
        WatchlistEntry.Propose(
            Id(300 + number), DeploymentId, $"R-{number:0000}", (change ?? (d => d))(GoodDetails(number)), photograph ?? GoodPhotograph(number),
            compiler ?? Compiler, Start.AddHours(-20).AddMinutes(number));

    /// <summary>The good entry, waiting, with <paramref name="change"/>.</summary>
    public static EntryDossier EntryDossier(Func<EntryDetails, EntryDetails>? change = null, Actor? approver = null, params WatchlistEntry[] others) =>
        EntryDossier(Entry(1, change), approver ?? Approver, others);

    public static EntryDossier EntryDossier(WatchlistEntry entry, Actor? approver, params WatchlistEntry[] others) =>
        new(entry, Dossier().Deployment, [.. ((WatchlistEntry[])[entry, .. others]).Where(e => e.State is EntryState.Proposed or EntryState.Returned or EntryState.Approved).Select(e => new OtherEntry(e.Id, e.Reference, HashedWords.Of(e.Details)))], Uk, Start.AddHours(-10)) { Approver = approver };

    public static Actor Person(int number, string name, Rank rank, params string[] roles) => new(Id(number), name, rank, roles.ToHashSet(StringComparer.Ordinal));

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public Deployment Deployment()
    {
        var deployment = Lfr.Shared.Deployments.Deployment.Draft(DeploymentId, 2026, 14, Plan, Planner, Start.AddDays(-9));
        if (Submitted)
            Do(deployment.Submit(Planner, Policy ?? Uk, [], UrgentSince?.AddMinutes(-10) ?? Start.AddDays(-8), UrgentSince is null ? null : "A child was abducted an hour ago."));
        if (Submitted && AuthorisedBy is not null)
            Do(deployment.Decide(AuthorityVerdict.Granted, "Necessary and proportionate.", Conditions, Plan.Hash(), AuthorisedBy, [], UrgentSince ?? Start.AddDays(-7), UrgentSince?.AddHours(4)));
        if (deployment.State is DeploymentState.Draft or DeploymentState.Authorised)
            Do(deployment.ChangePlan(ChangedAfterwards(Plan), Start.AddDays(-7)));
        foreach (var (number, where) in Signs.Index())
        {
            if (deployment.PlaceSign(Id(600 + number), where) is { Succeeded: true } && deployment.Plan.Window?.Start - SignsUpBefore is { } at && deployment.MayPhotographSigns(at).Succeeded)
                Do(deployment.PhotographSign(Id(600 + number), new SignPhotograph(Id(700 + number), $"{number:x64}", Engagement.Sign(at)), null));
        }

        return deployment;
    }

    public Notice Notice()
    {
        var notice = Lfr.Shared.Notices.Notice.Write(Id(2), DeploymentId, Text);
        // Without proper hours the domain lets nobody publish a notice.
        if (NoticeAt is { } at && Plan.Window is { Length.Ticks: > 0 })
            Do(notice.Publish(Plan, "", Planner, at));
        if (ShortNoticeReason is { } reason)
            Do(notice.GiveShortNoticeReason(reason));
        return notice;
    }

    public Watchlist Watchlist()
    {
        var list = Lfr.Shared.Watchlists.Watchlist.Start(Id(3), DeploymentId);
        var size = SealedSize >= 0 ? SealedSize : Entries.Count(e => e.State == EntryState.Approved);
        if (SealedAt is not { } at || size == 0)
            return list;
        var deployment = Deployment();
        Do(list.SealAs(deployment, GalleryHash, size, 0, Approver, at));
        if (SealBrokenFor is { } reason)
        {
            Do(list.Reopen(deployment, reason, Approver, at));
            Do(list.SealAs(deployment, GalleryHash, size, 0, Approver, at));
        }

        return list;
    }

    public static void Do(Outcome outcome) => Assert.True(outcome.Succeeded, outcome.Explanation);

    private Dossier Build()
    {
        var (deployment, list) = (Deployment(), Watchlist());
        var facts = ListFacts.Of(Entries, ListQuestions.Of(deployment.Plan, list, Engine, Policy, Now));
        return new Dossier(deployment, Notice(), list, facts, Engine, Policy, Now) { Asking = Asking, RecomputedGalleryHash = RecomputedGalleryHash };
    }
}

/// <summary>Steps that tests take with an entry.</summary>
public static class EntrySteps
{
    /// <summary>Signs an entry off; a child's by a second person, too.</summary>
    public static WatchlistEntry SignedOff(this WatchlistEntry entry, Actor? approver = null)
    {
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 12, approver ?? Given.Approver, [], Given.Start.AddHours(-10)));
        if (entry.IsChild)
            Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 15, Given.OtherApprover, [], Given.Start.AddHours(-9)));
        return entry;
    }
}

/// <summary>What a rule or a command answers.</summary>
public static class Says
{
    /// <summary>Refused by <paramref name="rules"/> (ids, with commas between them as in the audit log) and by no other, with <paramref name="words"/> in the explanation.</summary>
    public static void RefusedBy(string rules, Outcome outcome, string words = "")
    {
        Assert.Equal(rules, string.Join(',', outcome.Refusals.Select(r => r.RuleId).Distinct(StringComparer.Ordinal)));
        Assert.Contains(words, outcome.Explanation, StringComparison.Ordinal);
    }

    public static void Met(Verdict verdict) => Assert.True(verdict.Outcome == VerdictKind.Met, verdict.Sentence);

    public static void Broken(Verdict verdict, string words) => Is(VerdictKind.Broken, verdict, words);

    public static void Doubtful(Verdict verdict, string words) => Is(VerdictKind.Doubtful, verdict, words);

    private static void Is(VerdictKind kind, Verdict verdict, string words)
    {
        Assert.Contains(words, $"{verdict.Sentence} {verdict.ToDo}", StringComparison.Ordinal);
        Assert.Equal(kind, verdict.Outcome);
        // What is wrong and what to do about it are sentences of their own: screens put them in that order.
        Assert.Matches(@"^\p{Lu}|^\d", verdict.Sentence);
        Assert.Matches(@"^$|^\p{Lu}.*\.$", verdict.ToDo);
    }
}

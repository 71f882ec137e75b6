using System.Globalization;
using System.Text;
using Lfr.Shared.Policy;
using Lfr.Tests.Faults;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Features.Oversight;
using Lfr.Tests.Features.Records;
using Lfr.Tests.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Records;
using Lfr.Tests.Watchlists;

namespace Lfr.Tests.Architecture;

/// <summary>A list of the rule book.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Dossier">What its rules judge.</param>
/// <param name="Rules">Its rules.</param>
internal sealed record RuleList(string Heading, Type Dossier, IReadOnlyList<Rule> Rules);

/// <summary>docs/rules.md: the rules from the book, the weights from the packs, and who asks them from <see cref="RuleBookCalls"/>.</summary>
internal static class RulesDocument
{
    private const string Opening = """
        # The rules

        Written by a test from the rules themselves (`Lfr.Shared/Policy/Rules`), the packs (`policies/*.json`) and the calls in `Lfr.Web`; `LFR_WRITE_DOCS=1` writes it
        again. A rule is asked at its gate and at every later one. `Block` stops, `Warn` points out, `Record` keeps it on record, `–` does not apply under that pack.
        A doubt weighs as a warning at the most.

        """;

    /// <summary>Rules that no finding names, because the program cannot do otherwise; each with the test that holds it.</summary>
    private static readonly (string Id, string How, string Test)[] Built =
    [
        ("R38", "The engine compares in memory and forgets; nothing about a face without an alert is ever written.",
            Name<NobodyElseIsKeptTests>(nameof(NobodyElseIsKeptTests.NoPixelAndNoTemplateByteOfTheMarker_IsInDatabaseLogOutboxOrTemporaryFiles))),
        ("R39", "Each list, face and frame is encrypted under a key of its own. The key is destroyed with its rows when its kind is due; a fresh look afterwards goes into the receipt.",
            Name<RetentionTests>(nameof(RetentionTests.Kind_IsKeptUntilItsOwnTimeAndNoLonger)) + ", "
            + Name<CloseDownTests>(nameof(CloseDownTests.CloseDown_LeavesNothingOfTheListAndAReceiptThatALookProves))),
        ("R40", "Every command and every refusal is a line of the audit chain, in the same transaction.",
            Name<GoLiveTests>(nameof(GoLiveTests.GoLive_WithoutPublishedNotice_IsRefusedByNameAndLogged))),
        ("R41", "Nothing of a listed person is shown or exported before who looks, and why, is in the log; outside of one's task the reason is typed.",
            Name<LookGateTests>(nameof(LookGateTests.Operator_WhomThePlanDoesNotName_SeesNothingBeforeAReasonIsGiven))),
        ("R42", "There is no public look-up; small counts in records are withheld; an assessment or record that names somebody listed is not published.",
            Name<ListedNamesTests>(nameof(ListedNamesTests.Record_ThatNamesSomebodyWhoWasListed_IsNeitherPublishedNorCorrected)) + ", " + Name<HouseTests>(nameof(HouseTests.NoEndpoint_TakesAFaceToSearchFor)) + ", " + Name<CellTests>(nameof(CellTests.SmallCounts_AreWithheldWithTheLargest))),
        ("R43", "After the deletion of a list, who was listed, when and by whose decision stays as a ledger without biometrics.",
            Name<WatchlistEntryTests>(nameof(WatchlistEntryTests.Purged_KeepsTheLedgerAndNothingElse))),
        ("R48", "There is no covert mode: nothing goes live without a public notice.",
            Name<GoLiveTests>(nameof(GoLiveTests.GoLive_WithoutPublishedNotice_IsRefusedByNameAndLogged))),
    ];

    private static readonly (string Id, string What)[] NotYet =
    [
        ("R46", "a mistaken stop opens an incident by itself"),
        ("R47", "breach timer"),
    ];

    /// <summary>The lists of the book.</summary>
    public static IReadOnlyList<RuleList> Lists { get; } =
    [
        new("Deployments", typeof(Dossier), RuleBook.Deployment),
        new("Entries of the list", typeof(EntryDossier), RuleBook.Entry),
        new("Alerts", typeof(AlertDossier), RuleBook.Alert),
        new("While it runs, and afterwards", typeof(StandingDossier), RuleBook.Standing),
    ];

    /// <summary>Ids of domain.md that the book holds, the program is built by, or that are not there yet.</summary>
    public static IEnumerable<string> Accounted => [.. RuleBook.Ids, .. Built.Select(r => r.Id), .. NotYet.Select(r => r.Id)];

    /// <summary>Ids of which the document says that they are not there yet.</summary>
    public static IEnumerable<string> Missing => NotYet.Select(r => r.Id);

    /// <summary>What <paramref name="rule"/> judges.</summary>
    public static Type DossierOf(Rule rule) => Lists.Single(l => l.Rules.Contains(rule)).Dossier;

    /// <summary>Commands that <paramref name="rule"/> stops first; it is asked again at every later gate.</summary>
    public static IReadOnlyList<string> GuardsOf(Rule rule) => Names(DossierOf(rule) == typeof(Dossier)
        ? RuleBookCalls.GuardedAt(rule.Gate)
        : RuleBookCalls.Judging(DossierOf(rule)).Where(c => c.Guards).Select(c => c.Caller.Name));

    /// <summary>Who shows the findings of a list and stops nothing.</summary>
    public static IReadOnlyList<string> ShownBy(Type dossier) => Names(RuleBookCalls.Judging(dossier).Where(c => !c.Guards).Select(c => c.Caller.Name));

    /// <summary>The whole text, lines ended by LF.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Opening.ReplaceLineEndings("\n"));
        foreach (var list in Lists)
            Table(text, list);
        Numbers(text);
        Retention(text);
        foreach (var pack in Given.Library.All)
            Citations(text, pack);
        text.Append("\n## Kept without being asked\n\n| Id | How | Held by |\n|---|---|---|\n");
        foreach (var (id, how, test) in Built)
            text.Append(CultureInfo.InvariantCulture, $"| {id} | {how} | {test} |\n");
        text.Append(CultureInfo.InvariantCulture, $"\n## Not yet\n\nThese need data that Lfr does not hold yet: {string.Join(", ", NotYet.Select(r => $"{r.Id} ({r.What})"))}.\n");
        return text.ToString();
    }

    private static void Table(StringBuilder text, RuleList list)
    {
        var packs = Given.Library.All;
        text.Append(CultureInfo.InvariantCulture, $"\n## {list.Heading}\n\nShown by {Code(ShownBy(list.Dossier))}.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| Id | Rule | Cleared by | First asked by | {string.Join(" | ", packs.Select(p => p.Id))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|---|---|---|{string.Concat(packs.Select(_ => "---|"))}\n");
        foreach (var rule in list.Rules)
        {
            var first = GuardsOf(rule) is { Count: > 0 } guards ? Code(guards) : "nothing waits for it";
            text.Append(CultureInfo.InvariantCulture, $"| {rule.Id} | {rule.Title} | {(rule.ClearedBy.Length == 0 ? "nobody" : rule.ClearedBy)} | {first} | ");
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(" | ", packs.Select(p => p.WeightOf(rule.Id)?.ToString() ?? "–"))} |\n");
        }
    }

    private static void Numbers(StringBuilder text)
    {
        var packs = Given.Library.All;
        text.Append(CultureInfo.InvariantCulture, $"\n## Numbers\n\n| Number | {string.Join(" | ", packs.Select(p => p.Id))} |\n|---|{string.Concat(packs.Select(_ => "---|"))}\n");
        foreach (var property in typeof(PolicyNumbers).GetProperties().Where(p => p.CanWrite))
        {
            var values = packs.Select(p => Convert.ToString(property.GetValue(p.Numbers), CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $"| {char.ToLowerInvariant(property.Name[0])}{property.Name[1..]} | {string.Join(" | ", values)} |\n");
        }
    }

    private static void Retention(StringBuilder text)
    {
        var packs = Given.Library.All;
        text.Append(CultureInfo.InvariantCulture, $"\n## Kept at the most\n\n| Biometrics | Counted from | {string.Join(" | ", packs.Select(p => p.Id))} |\n|---|---|{string.Concat(packs.Select(_ => "---|"))}\n");
        (string Kind, string From, Func<PolicyRetention, RetentionPeriod> Period)[] rows =
        [
            ("Watchlist: photographs and templates", "the end of the last run, or of the window", r => r.Watchlist),
            ("The same without a date", "the loss of the date, or the first photograph", r => r.UndatedWatchlist),
            ("Alerts judged false or not determined: face picture and template", "the alert", r => r.FalseAlerts),
            ("Other alerts: face picture and template", "the alert", r => r.OtherAlerts),
            ("Context frames, never longer than the face picture", "the alert", r => r.ContextFrames),
        ];
        foreach (var (kind, from, period) in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {kind} | {from} | {string.Join(" | ", packs.Select(p => period(p.Retention).InWords()))} |\n");
    }

    private static void Citations(StringBuilder text, PolicyPack pack)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Sources of {pack.Id}\n\n{pack.Title}. {pack.Jurisdiction}; owner: {pack.Owner}; {InForce(pack)}.\n\n| Of | Source | Checked against it |\n|---|---|---|\n");
        var keys = RuleBook.All.Select(r => r.Id).Where(id => pack.WeightOf(id) is not null).Distinct(StringComparer.Ordinal).Concat(PolicyPack.Figures).Concat(pack.Sections).Concat(pack.MayCite);
        foreach (var (key, citation) in keys.SelectMany(k => pack.CitationsOf(k).Select(c => (k, c))))
        {
            var source = citation.Address is { } address ? $"[{citation.InWords()}]({address})" : citation.InWords();
            var looked = citation.Ours is not null ? "–" : citation.CheckedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "not yet";
            text.Append(CultureInfo.InvariantCulture, $"| {key} | {source} | {looked} |\n");
        }
    }

    private static string InForce(PolicyPack pack) =>
        pack.EffectiveTo is { } last ? $"in force from {Words.Day(pack.EffectiveFrom)} to {Words.Day(last)}" : $"in force from {Words.Day(pack.EffectiveFrom)}";

    private static string Name<TTests>(string test) => $"`{typeof(TTests).Name}.{test}`";

    private static string Code(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"`{n}`"));

    private static IReadOnlyList<string> Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

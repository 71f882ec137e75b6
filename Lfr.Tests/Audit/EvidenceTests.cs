using System.Globalization;
using System.Runtime.CompilerServices;
using Lfr.Shared;
using Lfr.Shared.Alerts;
using Lfr.Shared.Audit;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Assessments;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Audit;

/// <summary>
/// Rows were hashed in this form; a release that hashes them otherwise would accuse every honest row. Whoever changes the form, or that of a plan or an entry within it,
/// gives it the next version: rows under another version are not judged.
/// </summary>
public class EvidenceTests
{
    [Fact]
    public void Rows_AreHashedInTheFormThatIsKept()
    {
        var given = Given.Dossier(g => g.Plan = AsItWas(g.Plan));

        var hashes = new IAggregate[] { given.Deployment, given.Notice!, given.Watchlist!, GoldenDecisions.Entry() }.Select(a => Evidence.HashLike(FirstForm(a), a));

        Assert.Equal(
            [
                "deployment-row/1:1906a528033286bf0d09013dd223a937b8a11fce10d0d68ccc85d04937b410fb",
                "notice-row/1:59b8835b4811fa775f3c2872e2f72902ff3b0b56affcdfe76beac795396287d7",
                "watchlist-row/1:db92dceffb73ca307160e5d3975fb5ac349d95a31c2e24595b763a14ab3b1b2b",
                "entry-row/1:18cd428d43db58301bd2d3bdf344b6639c118b8cb88703c7797a70cb4a071bf7",
            ],
            hashes);
    }

    [Fact]
    public void EverythingThatPeopleSaidAndDecided_IsPartOfTheForm()
    {
        var hashes = new IAggregate[] { RunWithHoldsAndDecisions(), SuspendedEntry(), AnsweredAlert(), PublishedRecord() }.Select(a => Evidence.HashLike(FirstForm(a), a));

        Assert.Equal(
            [
                "deployment-row/1:62979ddc96d548026fa739ed182fdeb0386ff56d36e01a49a8a429bde87f9902",
                "entry-row/1:32bb5513322faaaa03a407410982cc50b3a919eaed2ddf481decb61fbc7dfc36",
                "alert-row/1:7924135d1a1f342a76eaf1b2c1dfd57ba877226f356940d3d460a692febc825b",
                "record-row/1:5869303cd4fcead4e6b9d6a58c0bfabe77bb95681f46533207d6275d72b06b32",
            ],
            hashes);
    }

    /// <summary>A property that a later release adds is empty in every row from before, and an empty one leaves no trace: no honest row is accused.</summary>
    [Fact]
    public void Form_LeavesOutWhatIsEmpty()
    {
        var text = RowText.Of(new Grown("Ann", 0, null, [], false, 0.5, [new Part("", 0)]), new HashedText("row/2")).ToString();

        Assert.Equal(RowText.Of(new Small("Ann", 0.5, [new Part("", 0)]), new HashedText("row/2")).ToString(), text);
        Assert.Contains("Parts.count=1:1", text, StringComparison.Ordinal);
    }

    /// <summary>The figures of a record count by kind.</summary>
    [Fact]
    public void CountsByKind_AreInTheForm_InTheOrderOfTheKinds()
    {
        static string Text(params (Disposal Kind, int Count)[] counts) =>
            RowText.Of(new Counted(counts.ToDictionary(c => c.Kind, c => c.Count), counts.ToDictionary(c => c.Kind.ToString(), c => c.Count, StringComparer.Ordinal)), new HashedText("row/2")).ToString();

        Assert.Contains("ByKind[1]=1:2", Text((Disposal.Arrest, 2)), StringComparison.Ordinal);
        Assert.Equal(Text((Disposal.Arrest, 2), (Disposal.Safeguarded, 1)), Text((Disposal.Safeguarded, 1), (Disposal.Arrest, 2)));
        Assert.NotEqual(Text((Disposal.Arrest, 2)), Text((Disposal.Arrest, 3)));
    }

    /// <summary>Two rows that differ anywhere differ in their text.</summary>
    [Fact]
    public void EveryPropertyThatIsKept_IsInTheForm()
    {
        var given = Given.Dossier();
        IAggregate[] rows = [RunWithHoldsAndDecisions(), given.Notice!, given.Watchlist!, SuspendedEntry(), AnsweredAlert(), PublishedRecord(), FinishedSample(), ApprovedCriteria(), AssessmentDocumentTests.Whole()];

        Assert.All(rows, row => Assert.All(RowText.PropertiesOf(row.GetType()), property =>
        {
            var before = Evidence.HashOf(row);
            var value = property.GetValue(row);
            property.SetValue(row, Another(property.PropertyType, value));
            Assert.True(before != Evidence.HashOf(row), $"{row.GetType().Name}.{property.Name} is not in the form.");
            property.SetValue(row, value);
            Assert.Equal(before, Evidence.HashOf(row));
        }));
    }

    /// <summary>Filled by a migration for rows that the log vouched for before, these would accuse every one of them.</summary>
    [Theory]
    [InlineData(nameof(WatchlistEntry.ListedAge))]
    [InlineData(nameof(WatchlistEntry.StatusVerifiedAt))]
    [InlineData(nameof(WatchlistEntry.EmbedderHash))]
    [InlineData(nameof(WatchlistEntry.LastVerdict))]
    public void ColumnThatAMigrationFills_AccusesNoRowFromBefore(string column)
    {
        var entry = Given.Entry(1).SignedOff();
        var before = Evidence.HashOf(entry);
        var property = typeof(WatchlistEntry).GetProperty(column)!;

        property.SetValue(entry, Another(property.PropertyType, property.GetValue(entry)));

        Assert.Equal(before, Evidence.HashOf(entry));
    }

    [Fact]
    public void LogVouches_ForEveryKindThatDecisionsRestOn()
    {
        var given = Given.Dossier();
        IAggregate[] covered = [given.Deployment, given.Notice!, given.Watchlist!, Given.Entry(1).SignedOff(), AnsweredAlert(), PublishedRecord(), FinishedSample(), ApprovedCriteria(), AssessmentDocumentTests.Whole()];

        Assert.All(covered, a => Assert.True(Evidence.Covers(a)));
        Assert.False(Evidence.Covers(new Uncovered()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Evidence.HashOf(new Uncovered()));
    }

    private static string FirstForm(IAggregate row) => $"{Evidence.HashOf(row).Split('/')[0]}/1:";

    // Something else of the same type: what was there is gone, or something is there where nothing was.
    private static object? Another(Type type, object? value)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            string words => words + "!",
            bool yes => !yes,
            Enum or byte or short or int or long or float or double or decimal => inner.IsEnum
                ? Enum.ToObject(inner, Convert.ToInt64(value, CultureInfo.InvariantCulture) + 1)
                : Convert.ChangeType(Convert.ToDouble(value, CultureInfo.InvariantCulture) + 1, inner, CultureInfo.InvariantCulture),
            Guid => Given.Id(999),
            DateOnly day => day.AddDays(1),
            DateTimeOffset moment => moment.AddSeconds(1),
            byte[] bytes => bytes.Append((byte)1).ToArray(),
            System.Collections.ICollection { Count: > 0 } => Empty(type),
            System.Collections.ICollection when inner.IsGenericType => One(inner.GetGenericArguments()[^1]),
            null when inner == typeof(string) => "!",
            null when inner.IsValueType => Another(inner, inner == typeof(DateTimeOffset) ? Given.Start : Activator.CreateInstance(inner)),
            null => RuntimeHelpers.GetUninitializedObject(inner),
            _ => null,
        };
    }

    private static Array Empty(Type type) => Array.CreateInstance(type.GetGenericArguments()[^1], 0);

    private static Array One(Type element)
    {
        var one = Array.CreateInstance(element, 1);
        one.SetValue(element == typeof(string) ? "one" : element == typeof(Guid) ? Given.Id(999) : RuntimeHelpers.GetUninitializedObject(element), 0);
        return one;
    }

    private sealed record Counted(IReadOnlyDictionary<Disposal, int> ByKind, IReadOnlyDictionary<string, int> ByName);

    private sealed record Part(string Name, int Count);

    private sealed record Small(string Name, double Share, IReadOnlyList<Part> Parts);

    private sealed record Grown(string Name, int Added, string? Text, IReadOnlyList<string> More, bool Is, double Share, IReadOnlyList<Part> Parts);

    /// <summary>A plan from before it said whether a protest is expected: its row keeps its hash.</summary>
    private static Plan AsItWas(Plan plan) => plan with { Protest = null };

    private static Deployment RunWithHoldsAndDecisions()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live, AsItWas(Given.GoodPlan()));
        foreach (var (minute, command) in new[] { "DecideOnFalseAlerts", "PauseRun by Silver", "ReleaseRun", "Stop by Silver" }.Index())
            Given.Do(DeploymentCommands.All[command](deployment, Given.Start.AddHours(1).AddMinutes(minute)));
        return deployment;
    }

    private static WatchlistEntry SuspendedEntry()
    {
        var entry = Given.Entry(1);
        Given.Do(entry.HandOn("Her neighbour.", Given.OtherApprover, Given.Start.AddHours(-2)));
        entry = entry.SignedOff();
        Given.Do(entry.Suspend(EntryFate.Located, "Seen at home.", ["gallery"], Given.Operator, Given.Start.AddHours(1)));
        Given.Do(entry.LiftSuspension("It was her sister.", Given.Approver, Given.Start.AddHours(2)));
        Given.Do(entry.Remove("No longer wanted.", Given.Compiler, Given.Start.AddHours(3)));
        return entry;
    }

    private static Alert AnsweredAlert()
    {
        var alert = GivenAlert.Dossier().Alert;
        var now = GivenAlert.RaisedAt.AddMinutes(22);
        Given.Do(alert.Dispatch(Given.Operator, [], now));
        Given.Do(alert.Record(new Engagement(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, "Passport", Disposal.Arrest, true, "Calm.", Given.Engagement.Sign(now.AddMinutes(5)))));
        return alert;
    }

    private static ListCriteria ApprovedCriteria()
    {
        var criteria = ListCriteria.Start(Given.Id(8), Given.DeploymentId);
        var terms = new CriteriaTerms([EntryCategory.WantedByCourts], [ImageSource.Custody], [AgeBand.Adult], "Seen by the station.");
        Given.Do(criteria.Propose(terms, Given.GoodPlan(), Given.Uk, Given.Compiler, Given.Start));
        Given.Do(criteria.Decide(true, "No wider than needed.", Given.GoodPlan(), Given.Officer, Given.Start));
        Given.Do(criteria.Propose(terms, Given.GoodPlan(), Given.Uk, Given.Compiler, Given.Start));
        return criteria;
    }

    private static ListSample FinishedSample()
    {
        var entry = Given.Entry(1).SignedOff();
        var sample = ListSample.Draw(Given.Id(9), Given.DeploymentId, "0f", [new DrawnEntry(entry.Id, entry.Reference)], Given.Officer, Given.Start);
        Given.Do(sample.Find(entry, true, "The warrant stands.", entry.Hash(), 30, Given.Officer, Given.Start));
        return sample;
    }

    private static DeploymentRecord PublishedRecord()
    {
        var record = DeploymentRecord.Write(Given.Id(4), Given.DeploymentId, new RecordText("Nobody was arrested.", "Bring umbrellas.", 0));
        Given.Do(record.Publish(DeploymentCommands.In(DeploymentState.Debriefed), new DeploymentFigures(), Given.Planner, Given.Start.AddDays(2)));
        return record;
    }

    private sealed class Uncovered : IAggregate
    {
        public Guid Id => Guid.Empty;

        public long Revision => 0;
    }
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Records;

/// <summary>
/// R42 by arithmetic. The rule: a withheld count can be anything from 1 to 4, for all that anybody can work out; where the whole table is withheld, at least
/// four values remain, or all that the size of the list leaves.
/// </summary>
public class AttackerTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(9);

    [Theory]
    [InlineData(2, 40)]
    [InlineData(3, 40)]
    [InlineData(4, 24)]
    public void NoWithheldCount_FollowsFromTheOthers(int groups, int largestList)
    {
        for (var size = 1; size <= largestList; size++)
        {
            foreach (var lists in Splits(groups, size).GroupBy(l => string.Join(' ', Cell.Publishable(Named(l)).Select(c => c.InWords)), StringComparer.Ordinal))
            {
                var printed = Cell.Publishable(Named(lists.First()));
                Judge(printed, [.. lists], size);
            }
        }
    }

    [Theory]
    [InlineData(1, 0, 0, 8)]
    [InlineData(46, 1, 1, 0)]
    [InlineData(30, 9, 4, 1)]
    [InlineData(12, 11, 2, 0)]
    [InlineData(4, 4, 4, 4)]
    [InlineData(1, 1, 1, 0)]
    public void Record_InAllItsTablesAndVersions_GivesNoCountAway(int wanted, int suspected, int missing, int children)
    {
        var entries = Enumerable.Repeat(EntryCategory.WantedByCourts, wanted)
            .Concat(Enumerable.Repeat(EntryCategory.SuspectedOfOffence, suspected))
            .Concat(Enumerable.Repeat(EntryCategory.MissingAtRisk, missing))
            .Select((category, i) => Given.Entry(i + 1, d => d with { Category = category, AgeBand = i < children ? AgeBand.Child13To17 : AgeBand.Adult }).SignedOff())
            .ToList();
        var record = DeploymentRecord.Write(Given.Id(4), Given.DeploymentId, new RecordText("What happened.", "", 0));
        Given.Do(record.Publish(DeploymentCommands.In(DeploymentState.Debriefed), Figures(entries), Given.Planner, Now));
        // A correction: one entry was counted in the wrong category.
        var corrected = entries.Skip(1).Append(Given.Entry(entries.Count + 1, d => d with { Category = EntryCategory.SuspectedOfOffence }).SignedOff()).ToList();
        // What is withheld in both versions may look the same: the words say it then.
        Given.Do(record.Edit(new RecordText("What happened. One person was listed as wanted and was suspected.", "", 0)));
        Given.Do(record.Correct(Figures(corrected), "One person was listed as wanted and was suspected.", Given.Planner, Now.AddDays(1)));

        foreach (var figures in record.Versions.Select(v => v.Figures))
        {
            foreach (var table in new[] { figures.ListByCategory, figures.ListByAge })
            {
                var inUse = table.Where(c => c.Count != 0).ToArray();
                // Of a table that prints nothing only the size is known; every such list is tried above.
                if (inUse.Any(c => c.Count is null) && inUse.Any(c => c.Count is not null))
                    Judge(inUse, Attacker.Lists(inUse, figures.ListSize), figures.ListSize);
            }
        }

        // Both versions stay public. What the first withholds, the second does not print; and it withholds the same groups or all.
        var (first, second) = (record.Versions[0].Figures.ListByCategory, record.Versions[1].Figures.ListByCategory);
        Assert.DoesNotContain(first.Zip(second), pair => pair is { First.Count: null, Second.Count: not null });
        Assert.True(second.All(c => c.Count is null) || first.Zip(second).All(pair => pair.First.Count is null == pair.Second.Count is null));
    }

    private static void Judge(IReadOnlyList<Cell> printed, IReadOnlyList<int[]> lists, int size)
    {
        var none = printed.All(c => c.Count is null);
        for (var group = 0; group < printed.Count; group++)
        {
            if (printed[group].Count is not null)
                continue;
            var possible = Attacker.Possible(lists, group);
            if (none)
                Assert.True(possible.Count >= Math.Min(4, size), $"{size} people, nothing printed: group {group} can only be {string.Join(", ", possible.Order())}.");
            else
                Assert.True(possible.IsSupersetOf([1, 2, 3, 4]), $"{size} people, {string.Join(", ", printed.Select(c => c.InWords))}: group {group} can only be {string.Join(", ", possible.Order())}.");
        }
    }

    private static DeploymentFigures Figures(IReadOnlyList<WatchlistEntry> entries)
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.GoLive(DeploymentCommands.NewRun(deployment, Given.Start) with { GallerySize = entries.Count }, []));
        Given.Do(deployment.Stop(RunEnd.Stopped, "Done", Given.Operator, Given.Start.AddHours(8)));
        return DeploymentFigures.Compute(deployment, null, entries, [], null, Now);
    }

    private static (string Label, int Count)[] Named(int[] counts) => [.. counts.Select((c, i) => ($"W{i + 1}", c))];

    private static IEnumerable<int[]> Splits(int groups, int size) => groups == 1
        ? [[size]]
        : Enumerable.Range(0, size + 1).SelectMany(n => Splits(groups - 1, size - n).Select(rest => (int[])[n, .. rest]));
}

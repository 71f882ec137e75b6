using Lfr.Tests.Browser;
using Lfr.Tests.Features.Oversight;
using Lfr.Tests.Features.Watchlists.Import;
using Lfr.Tests.Hosting;
using Lfr.Tests.Identity;
using Lfr.Tests.Suite;
using Lfr.Tests.Worker;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Lfr.Tests.Suite;

/// <summary>
/// Starts the classes that take minutes before all others, and those in no fixed order, so that no test comes to rest on another. A class's tests run one after the other: begun last,
/// the walk through a whole deployment kept one processor busy for minutes while the other had nothing to do.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Longest first, by the times of a whole run (artifacts/tests.xml).</summary>
    private static readonly Type[] Longest =
    [
        typeof(MainJobTests), typeof(WorkerTests), typeof(KeysAndDatabaseTests), typeof(ListImportTests), typeof(RomfordAgainTests), typeof(EvidenceCheckTests), typeof(EntryFormTests),
        typeof(EveryPageTests), typeof(ListChangeTests), typeof(RecoverAdminTests), typeof(CutConnectionTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderBy(PlaceOf)];

    private static int PlaceOf<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Longest, type => collection.TestCollectionDisplayName.Contains($" {type.FullName} ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}

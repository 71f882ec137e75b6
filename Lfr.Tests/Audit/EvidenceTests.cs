using Lfr.Shared;
using Lfr.Shared.Audit;
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
        var given = Given.Dossier();

        var hashes = new IAggregate[] { given.Deployment, given.Notice!, given.Watchlist!, GoldenDecisions.Entry() }.Select(Evidence.HashOf);

        Assert.Equal(
            [
                "deployment-row/1:1906a528033286bf0d09013dd223a937b8a11fce10d0d68ccc85d04937b410fb",
                "notice-row/1:59b8835b4811fa775f3c2872e2f72902ff3b0b56affcdfe76beac795396287d7",
                "watchlist-row/1:db92dceffb73ca307160e5d3975fb5ac349d95a31c2e24595b763a14ab3b1b2b",
                "entry-row/1:18cd428d43db58301bd2d3bdf344b6639c118b8cb88703c7797a70cb4a071bf7",
            ],
            hashes);
    }
}

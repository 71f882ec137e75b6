using Lfr.Shared.Identity;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Home.Queries;

namespace Lfr.Tests.Features.Home;

/// <summary>Whom the start page tells what.</summary>
public class HomeQueryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>They may not open a deployment, and a draft is not their business.</summary>
    [Fact]
    public async Task Administrator_IsToldOfNoDeployment_AndThoseOfIt()
    {
        await using var rig = await LiveRig.StartAsync();
        var query = rig.Get<HomeQuery>();

        var administrator = await query.ReadAsync(Given.Person(20, "Ada Admin", Rank.Staff, Roles.Administrator), Cancel);
        var planner = await query.ReadAsync(Given.Planner, Cancel);

        Assert.Empty(administrator.Now.Concat(administrator.Next));
        Assert.NotEmpty(planner.Now.Concat(planner.Next));
    }
}

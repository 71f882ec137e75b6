using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Web.Data;

/// <summary>The policy in force today, for pages that belong to no deployment: it names ranks, laws and bodies there. Pages of a deployment take the policy that the deployment pins.</summary>
public sealed class PolicyNow(PolicyLibrary policies, TimeProvider time)
{
    /// <summary>The policy; <see langword="null"/> when none is in force.</summary>
    public PolicyPack? Pack => policies.InForce(time.GetUtcNow().ForceDay());

    /// <summary>Its words.</summary>
    public PolicyTerms Terms => PolicyTerms.Of(Pack);

    /// <summary>A rank inside a sentence.</summary>
    public string NameOf(Rank rank) => Terms.NameOf(rank);
}

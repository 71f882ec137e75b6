namespace Lfr.Shared.Policy;

/// <summary>Who authorises a deployment under a policy (R04).</summary>
public enum PolicyAuthority
{
    /// <summary>A police officer of at least <see cref="PolicyNumbers.AuthorisingRank"/>.</summary>
    PoliceOfficer,

    /// <summary>A judge.</summary>
    Judge,

    /// <summary>An independent body whose decision binds the police.</summary>
    IndependentBody,
}

namespace Lfr.Web.Identity;

/// <summary>Whose accounts people sign in with.</summary>
public enum IdentityMode
{
    /// <summary>Accounts in Lfr's database.</summary>
    Local,

    /// <summary>The force's Microsoft Entra tenant.</summary>
    Entra,
}

/// <summary>Who needs a second factor, where Lfr has the accounts.</summary>
public enum SecondFactorRule
{
    /// <summary>Everybody, except that accounts of a demonstration may do without as long as they have none.</summary>
    Demonstration,

    /// <summary>Everybody, in a demonstration too.</summary>
    Required,
}

/// <summary>How people sign in.</summary>
/// <param name="Mode">Whose accounts (<c>Identity:Mode</c>).</param>
/// <param name="AzureAd">The section <c>AzureAd</c>, which Microsoft.Identity.Web binds.</param>
public sealed record SignInOptions(IdentityMode Mode, IConfigurationSection AzureAd)
{
    /// <summary>How long people stay signed in.</summary>
    public required SessionLimits Sessions { get; init; }

    /// <summary>Whether Lfr is reached by HTTPS only: then cookies are bound to this host (<c>__Host-</c>) and never sent without it.</summary>
    public required bool HttpsOnly { get; init; }

    /// <summary>The name of a cookie, with the prefix by which browsers bind it to this host.</summary>
    public string Cookie(string name) => HttpsOnly ? "__Host-" + name : name;

    /// <summary>Whether the accounts of the demonstration may be used.</summary>
    public required bool Demonstration { get; init; }

    /// <summary>Who needs a second factor (<c>Identity:SecondFactor</c>).</summary>
    public required SecondFactorRule SecondFactor { get; init; }

    /// <summary>How long a second factor counts as fresh (<c>Identity:StepUpMinutes</c>).</summary>
    public required TimeSpan StepUp { get; init; }

    /// <summary>Whether an account that has no second factor may sign in without: one of the demonstration, where the setting allows it. An account of a force never.</summary>
    public bool MaySkip(AccountNow account) => SecondFactor == SecondFactorRule.Demonstration && Demonstration && account.IsDemonstration;

    /// <summary>A list of passwords that leaked elsewhere (<c>Identity:LeakedPasswords</c>); <see langword="null"/> where the force has none.</summary>
    public LeakedPasswords? Leaked { get; init; }

    /// <summary>What a token of the tenant must say of how the person signed in there (<c>Identity:EntraProof</c>), such as <c>amr</c> and <c>mfa</c>; <see langword="null"/> where nothing is asked.</summary>
    public (string Claim, string Value)? EntraProof { get; init; }

    /// <summary>The tenant's sign-in site; <see langword="null"/> with local accounts.</summary>
    public Uri? EntraSite => Mode == IdentityMode.Entra ? new Uri(AzureAd["Instance"]!) : null;
}

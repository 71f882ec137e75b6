namespace Lfr.Shared.Identity;

/// <summary>Whether and how an account can be used.</summary>
public enum AccountState
{
    /// <summary>The person signs in.</summary>
    Active,

    /// <summary>The person could sign in, and never did.</summary>
    NeverSignedIn,

    /// <summary>The person has not accepted the invitation yet.</summary>
    Invited,

    /// <summary>An administrator locked it.</summary>
    Locked,

    /// <summary>The person has left; the name stands in records.</summary>
    Retired,
}

/// <summary>States as words.</summary>
public static class AccountStateLabels
{
    /// <summary>As a status.</summary>
    public static string InWords(this AccountState state) => state switch
    {
        AccountState.Active => "Active",
        AccountState.NeverSignedIn => "Never signed in",
        AccountState.Invited => "Invited",
        AccountState.Locked => "Locked",
        AccountState.Retired => "Retired",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };
}

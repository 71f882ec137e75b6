namespace Lfr.Web.Data;

/// <summary>The authenticator app of one account: a key that the app and Lfr share, from which both work out the code of each half minute (RFC 6238).</summary>
public sealed class AuthenticatorApp
{
    /// <summary>Whose it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The shared key, encrypted with the keys of the data folder: whoever reads the database alone cannot work out a code.</summary>
    public required string ProtectedKey { get; init; }

    /// <summary>When the person confirmed it with a code.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The half minute, counted from 1970, whose code was used last; no code of it or before it counts again.</summary>
    public required long LastStep { get; set; }
}

/// <summary>A code that counts once instead of the second factor, for somebody whose device is lost. A used one is deleted.</summary>
public sealed class RecoveryCode
{
    /// <summary>SHA-256 of account and code, lower-case hex. The code has 120 random bits, so that a plain hash tells nothing.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid AccountId { get; init; }
}

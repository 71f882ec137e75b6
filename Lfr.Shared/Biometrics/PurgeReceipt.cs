namespace Lfr.Shared.Biometrics;

/// <summary>Proof that a deployment's biometrics are gone (R39). Holds counts and fingerprints, nothing biometric.</summary>
/// <param name="At">When.</param>
/// <param name="ByName">Who closed down, or <c>Lfr</c> when it fell due.</param>
/// <param name="KeyFingerprint">SHA-256 of the destroyed key's wrapped form: names the key without being it.</param>
/// <param name="Destroyed">Number of destroyed items by kind: <c>watchlist photographs</c>, <c>watchlist templates</c>, <c>alert pictures</c>, <c>alert templates</c>.</param>
/// <param name="Remaining">Items found when looking again afterwards; must be 0.</param>
/// <param name="Due">When it was due at the latest.</param>
public sealed record PurgeReceipt(
    DateTimeOffset At, string ByName, string KeyFingerprint, IReadOnlyDictionary<string, int> Destroyed, int Remaining, DateTimeOffset Due)
{
    /// <summary>Whether it was in time.</summary>
    public bool InTime => At <= Due;
}

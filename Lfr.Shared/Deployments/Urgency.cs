using Lfr.Shared.Identity;

namespace Lfr.Shared.Deployments;

/// <summary>Authority was asked for urgently (R05).</summary>
/// <param name="Reason">Why it cannot wait: whose life, what serious harm.</param>
/// <param name="By">Who asked, and when.</param>
public sealed record UrgentRequest(string Reason, Signature By);

/// <summary>A decision of somebody outside the force, as the officer who was told of it records it.</summary>
/// <param name="Name">Who decided: judge and court, or the body.</param>
/// <param name="Reference">Reference of the written decision.</param>
public sealed record OutsideAuthority(string Name, string Reference)
{
    /// <summary>The two, cleaned; <see langword="null"/> unless both are given.</summary>
    public static OutsideAuthority? Of(string? name, string? reference) =>
        string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(reference) ? null : new OutsideAuthority(name.Trim(), reference.Trim());
}

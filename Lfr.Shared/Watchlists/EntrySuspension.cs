using Lfr.Shared.Identity;

namespace Lfr.Shared.Watchlists;

/// <summary>
/// A signed withdrawal on top of the seal: the entry raises no alert from that moment, its photograph and template stay, and the seal holds.
/// Only another sign-off puts the person back on the list.
/// </summary>
/// <param name="Fate">What is known.</param>
/// <param name="Reason">The same in words: <c>Alert 12: arrest</c>.</param>
/// <param name="By">Who, and when.</param>
/// <param name="Galleries">Hashes of the sealed galleries that hold the template: the list's seal, and the list that runs.</param>
/// <param name="Lifted">How the suspension was lifted; <see langword="null"/> while it stands.</param>
public sealed record EntrySuspension(
    EntryFate Fate, string Reason, Signature By, IReadOnlyList<string> Galleries, SuspensionLifted? Lifted = null);

/// <summary>The end of a suspension.</summary>
/// <param name="Reason">Why the entry is proposed again.</param>
/// <param name="By">Who, and when. This person proposes the entry again, so somebody else signs it off.</param>
public sealed record SuspensionLifted(string Reason, Signature By);

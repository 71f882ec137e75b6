using Lfr.Shared.Identity;

namespace Lfr.Shared.Notices;

/// <summary>That a body was told of a deployment (R13b). Appended, never changed.</summary>
/// <param name="Code">The body, by the code of the policy.</param>
/// <param name="Name">Its name at that time.</param>
/// <param name="How">How it was told, with a reference where there is one.</param>
/// <param name="FactsHash"><see cref="Deployments.Plan.PublicFactsHash"/> at that time: of another place, time or purpose it has to be told again.</param>
/// <param name="By">Who recorded it, and when.</param>
public sealed record BodyTold(string Code, string Name, string How, string FactsHash, Signature By);

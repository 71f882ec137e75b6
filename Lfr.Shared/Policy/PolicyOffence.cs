namespace Lfr.Shared.Policy;

/// <summary>How serious an offence somebody must be sought for under a policy (R53).</summary>
public sealed record PolicyOffence
{
    /// <summary>Short name of the threshold: <c>AnnexII</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The threshold, after "sought for": <c>an offence of Annex II that carries at least four years in prison</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Codes of the categories to which it applies. Nobody asks it of somebody who is missing.</summary>
    public required IReadOnlyList<string> Categories { get; init; }
}

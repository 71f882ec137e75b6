using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R02: one of three permitted use cases, with evidence that it is given here. Source: force policy; there is no free-text use case.
/// </summary>
public sealed class UseCaseIsPermitted : Rule
{
    /// <inheritdoc/>
    public override string Id => "R02";

    /// <inheritdoc/>
    public override string Title => "The use case is a permitted one, with evidence";

    /// <inheritdoc/>
    public override string Source => "Force policy";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var grounds = dossier.Plan.Grounds;
        if (!Enum.IsDefined(grounds.UseCase))
            return Verdict.Broken("The use case is none of the three that the policy permits.");
        return grounds.UseCaseEvidence.IsBlank()
            ? Verdict.Broken($"Nothing shows yet that this place is {InWords(grounds.UseCase)}.")
            : Verdict.Met($"The place is {InWords(grounds.UseCase)}; the evidence is written down.");
    }

    private static string InWords(UseCase useCase) => useCase switch
    {
        UseCase.Hotspot => "a crime hotspot or the way to one",
        UseCase.ProtectiveSecurity => "one that needs protective security",
        _ => "where sought people are likely to be",
    };
}

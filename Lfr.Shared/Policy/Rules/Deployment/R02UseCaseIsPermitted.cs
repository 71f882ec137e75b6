using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R02: one of three permitted use cases, with evidence that it is given here. Source: force policy; there is no free-text use case.
/// </summary>
[Rule("R02", "The use case is a permitted one, with evidence", "the planner", Gate = Gate.Submit)]
public sealed class UseCaseIsPermitted : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var grounds = dossier.Plan.Grounds;
        if (grounds.UseCase == UseCase.Undecided)
            return Verdict.Broken("No use case is chosen.", "Choose one of the three in the plan.");
        if (!Enum.IsDefined(grounds.UseCase))
            return Verdict.Broken("The use case is none of those that the policy permits.", "Choose one of them.");
        return grounds.UseCaseEvidence.IsBlank()
            ? Verdict.Broken($"Nothing shows yet that this place is {InWords(grounds.UseCase)}.", "Enter the evidence in the plan.")
            : Verdict.Met($"The place is {InWords(grounds.UseCase)}; the evidence is recorded.");
    }

    private static string InWords(UseCase useCase) => useCase switch
    {
        UseCase.Hotspot => "a crime hotspot or the way to one",
        UseCase.ProtectiveSecurity => "one that needs protective security",
        _ => "where sought people are likely to be",
    };
}

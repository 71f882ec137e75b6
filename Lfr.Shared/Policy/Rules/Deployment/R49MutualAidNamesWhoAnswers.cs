using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R49: where another force or agency takes part, the plan says who, which of them is controller and which processor, and whose policy holds. Source: Police Act 1996, s.24 (aid of one police force
/// by another); Data Protection Act 2018, ss.58 and 59 (joint controllers, processors).
/// </summary>
[Rule("R49", "Mutual aid names who answers for it", "the planner", Gate = Gate.Submit)]
public sealed class MutualAidNamesWhoAnswers : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Plan.MutualAid is not { } aid)
            return Verdict.Met("No other force or agency takes part, the plan says.");
        string[] missing =
        [
            .. new[] { (aid.Partner, "who takes part"), (aid.Controller, "who the controller is"), (aid.Processor, "who the processor is"), (aid.GoverningPolicy, "whose policy holds") }
                .Where(part => part.Item1.IsBlank()).Select(part => part.Item2),
        ];
        return missing.Length > 0
            ? Verdict.Broken($"Another force or agency takes part, and the plan does not say {Words.AndList(missing)}.", "Enter it in the plan, under staff.")
            : Verdict.Met($"{aid.Partner} takes part; the plan names the controller, the processor and the policy that holds.");
    }
}

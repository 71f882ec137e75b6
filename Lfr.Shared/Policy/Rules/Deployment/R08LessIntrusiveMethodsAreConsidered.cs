namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R08: which less intrusive methods were considered, and why they are not enough. Source: College of Policing APP.
/// </summary>
[Rule("R08", "Less intrusive methods were considered", "the planner", Gate = Gate.Submit)]
public sealed class LessIntrusiveMethodsAreConsidered : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Plan.Grounds.LessIntrusive.IsBlank()
        ? Verdict.Broken("Nothing says which less intrusive methods were considered.", "Enter which were tried or considered, and why they are not enough.")
        : Verdict.Met("The plan says why less intrusive methods are not enough.");
}

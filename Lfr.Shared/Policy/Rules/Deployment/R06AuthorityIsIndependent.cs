using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R06: whoever grants authority is independent of the planner and of the compilers. Source: our own design, after the separation of duties that inspectors ask for.
/// </summary>
[Rule("R06", "The authorising officer neither planned it nor compiled its list", "Lfr: roles and duties", "another authorising officer", Gate = Gate.Authorise)]
public sealed class AuthorityIsIndependent : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var deployment = dossier.Deployment;
        var (id, name) = deployment.State == DeploymentState.Submitted
            ? (dossier.Asking?.UserId, dossier.Asking?.Name)
            : (deployment.Authority?.By.UserId, deployment.Authority?.By.Name);
        if (id is null)
            return Verdict.Met("Nobody has answered yet; the planner and the compilers may not.");
        if (id == deployment.PlannedBy.UserId || id == deployment.SubmittedBy?.UserId)
            return Verdict.Broken($"{name} planned this deployment and cannot authorise it.", "Leave the decision to another authorising officer.");
        return dossier.LivingEntries.Any(e => e.WasCompiledBy(id.Value))
            ? Verdict.Broken($"{name} compiled entries of the list and cannot authorise the deployment.", "Leave the decision to another authorising officer.")
            : Verdict.Met($"{name} had no part in the plan or in compiling the list.");
    }
}

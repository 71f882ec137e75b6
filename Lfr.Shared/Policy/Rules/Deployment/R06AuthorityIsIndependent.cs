using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R06: whoever grants authority had no part in what they grant: not in the plan, which they may have looked after for somebody on leave, the notice or the list, whichever role they held when they changed it. Source: our own design, after the separation of duties that inspectors ask for.
/// Somebody who proposes, changes, imports or stands for an entry, proposes a suspended one again, or removes one before the grant worked on the list. Who removes one after it did not: that only
/// takes away from what was granted, at any moment. Suspending, opening and sealing a list change no entry's words, and signing off or rejecting one is a check of what others compiled: none is a part.
/// Whoever answers for another system had the part that the system had (ADR 28). That is asked of whoever is about to grant or countersign; after a grant such a system proposes nothing more.
/// </summary>
[Rule("R06", "The authorising officer had no part in plan, notice or list", "another authorising officer", Gate = Gate.Authorise)]
public sealed class AuthorityIsIndependent : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var deployment = dossier.Deployment;
        var (id, name) = deployment.State == DeploymentState.Submitted
            ? (dossier.Asking?.UserId, dossier.Asking?.Name)
            : (deployment.Authority?.By.UserId, deployment.Authority?.By.Name);
        return id is { } known ? Of(dossier, known, name, isAsking: deployment.State == DeploymentState.Submitted) : Verdict.Met("Nobody has answered yet; whoever had a part in plan, notice or list may not.");
    }

    /// <summary>The same about somebody who is about to countersign an urgent grant (R05).</summary>
    public static Finding OfCountersigner(Dossier dossier, Actor officer, Weight weight) => RuleBook.Find<AuthorityIsIndependent>().Weigh(Of(dossier, officer.UserId, officer.Name, isAsking: true), weight, dossier.Policy);

    private static Verdict Of(Dossier dossier, Guid id, string? name, bool isAsking)
    {
        var deployment = dossier.Deployment;
        var parts = dossier.Preparations.Where(p => p.UserId == id).Select(p => p.Part).ToHashSet();
        if (id == deployment.PlannedBy.UserId || id == deployment.SubmittedBy?.UserId || HadIt(deployment, id) || parts.Contains(PreparedPart.Plan))
            return Verdict.Broken($"{name} worked on the plan of this deployment and cannot authorise it.", Leave);
        if (parts.Contains(PreparedPart.Notice) || dossier.Notice?.Versions.Any(v => v.By.UserId == id) == true)
            return Verdict.Broken($"{name} worked on the notice of this deployment and cannot authorise it.", Leave);
        if (isAsking && dossier.AnswerForHands.Contains(id))
            return Verdict.Broken($"{name} answers for a system that proposed people for this list and cannot authorise it.", Leave);
        return parts.Contains(PreparedPart.List) || dossier.List.Hands.Contains(id)
            ? Verdict.Broken($"{name} worked on the list of this deployment and cannot authorise it.", Leave)
            : Verdict.Met($"{name} had no part in the plan, the notice or the list.");
    }

    // Whoever it was handed to after the grant had no part in what was granted.
    private static bool HadIt(Deployments.Deployment deployment, Guid id) => deployment.Handovers.Any(h => h.To == id && (deployment.Authority is not { } granted || h.By.At < granted.By.At));

    private const string Leave = "Leave the decision to another authorising officer.";
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>Whether what the entries of a list rest on holds to the end of the deployment (R55). Asked again when the list is sealed: the window may have moved since an entry was signed off.</summary>
internal static class EndedBases
{
    /// <summary>A refusal that names the first entries whose basis ends before; done when none does, or where the policy has no field for it.</summary>
    public static async Task<Outcome> JudgeAsync(LfrDbContext db, Deployment deployment, PolicyPack? policy, CancellationToken cancellationToken)
    {
        var rule = RuleBook.Find<EntryHasItsFields>();
        var ending = (policy?.Categories ?? []).Where(c => c.Fields.Any(f => f.Kind == FieldKind.Expiry)).Select(c => (EntryCategory)c.Number).ToArray();
        if (ending.Length == 0 || policy?.WeightOf(rule.Id) is not { } broken)
            return Outcome.Done;
        var entries = await db.Entries.AsNoTracking().Where(e => e.DeploymentId == deployment.Id && e.State == EntryState.Approved && ending.Contains(e.Category))
            .OrderBy(e => e.Reference).Select(e => new { e.Reference, e.Details }).ToListAsync(cancellationToken);
        return Outcome.From(entries
            .Select(e => (e.Reference, Verdict: EntryHasItsFields.Judge(e.Details, policy, deployment.Plan.Window)))
            .Where(e => e.Verdict.Outcome == VerdictKind.Broken)
            .Take(Words.MostNamed)
            .Select(e => rule.Weigh(Verdict.Broken($"{e.Reference}: {e.Verdict.Sentence}", "Take the person off the list, then seal it."), broken, policy)));
    }
}

using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Postpones several deployments for one reason, one after the other, each by a command of its own: one that is refused takes nothing from the others.</summary>
public static class PostponeRound
{
    /// <summary>Postpones <paramref name="rows"/> as they were read; the answer to each, by deployment.</summary>
    /// <param name="postpone">The command.</param>
    /// <param name="actorAsync">Reads who is asking before each step: a duty may be taken away in between.</param>
    /// <param name="rows">Which, by start.</param>
    /// <param name="reason">Why, for all of them.</param>
    /// <param name="tell">Told before each: how many were before it, and its row.</param>
    /// <param name="cancellationToken">Gives up before the next; what is done stays done.</param>
    public static async Task<IReadOnlyDictionary<Guid, Outcome>> RunAsync(
        PostponeDeployment postpone, Func<Task<Actor>> actorAsync, IReadOnlyList<DeploymentRow> rows, string reason, Action<int, DeploymentRow> tell, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<Guid, Outcome>(rows.Count);
        foreach (var row in rows)
        {
            tell(outcomes.Count, row);
            outcomes[row.Id] = await postpone.RunAsync(await actorAsync(), row.Id, reason, row.Revision, cancellationToken);
        }

        return outcomes;
    }

    /// <summary>What came of it, in a sentence.</summary>
    public static string InWords(IReadOnlyDictionary<Guid, Outcome> outcomes)
    {
        var refused = outcomes.Values.Count(o => !o.Succeeded);
        return $"{outcomes.Count - refused} of {Words.Count(outcomes.Count, "deployment", "deployments")} postponed." + refused switch
        {
            0 => "",
            1 => " One was not: the reason is beside it.",
            _ => $" {refused} were not: the reason is beside each.",
        };
    }
}

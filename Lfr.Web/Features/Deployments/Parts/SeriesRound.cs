using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Makes the drafts of a series, one after the other, each by a command of its own: one that is refused takes nothing from the others, and what was made stays made.</summary>
public static class SeriesRound
{
    /// <summary>Makes them; the answer to each, by day.</summary>
    /// <param name="draft">The command.</param>
    /// <param name="actorAsync">Reads who is asking before each step: a duty may be taken away in between.</param>
    /// <param name="series">What was shown.</param>
    /// <param name="chosen">Which days, each with the id of the deployment that it becomes: sent twice it is one.</param>
    /// <param name="tell">Told before each: how many were before it, and its day.</param>
    /// <param name="cancellationToken">Gives up before the next.</param>
    public static async Task<IReadOnlyDictionary<DateOnly, Outcome>> RunAsync(
        DraftDeployment draft, Func<Task<Actor>> actorAsync, SeriesPreview series, IReadOnlyDictionary<DateOnly, Guid> chosen, Action<int, DateOnly> tell, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<DateOnly, Outcome>();
        foreach (var day in series.Days.Where(d => chosen.ContainsKey(d.Day)))
        {
            tell(outcomes.Count, day.Day);
            outcomes[day.Day] = day.Problem is { } problem
                ? Outcome.Incomplete(problem.Why, problem.ToDo)
                : await draft.RunAsync(await actorAsync(), chosen[day.Day], series.Plan with { Window = day.Window }, series.Model, cancellationToken);
        }

        return outcomes;
    }

    /// <summary>What came of it, in a sentence.</summary>
    public static string InWords(IReadOnlyDictionary<DateOnly, Outcome> outcomes)
    {
        var made = outcomes.Values.Count(o => o.Succeeded);
        return made == outcomes.Count ? $"{Words.Count(made, "draft", "drafts")} made." : $"{made} of {Words.Count(outcomes.Count, "draft", "drafts")} made. The reason is beside each of the others.";
    }
}

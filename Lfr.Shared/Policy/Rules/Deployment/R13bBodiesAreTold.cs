namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R13b: the bodies that the policy names are told of each use, of its place, time and purpose. Source: Article 5(4) of Regulation (EU) 2024/1689: each use of a real-time system is notified to the market surveillance authority and the data protection authority.
/// </summary>
[Rule("R13b", "The bodies that the policy names are told", "the planner", Gate = Gate.GoLive)]
public sealed class BodiesAreTold : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy is not { Notice.Bodies: { Count: > 0 } bodies })
            return Verdict.Met("The policy names no body that has to be told.");
        var untold = bodies.Where(b => dossier.Notice?.ToldOf(b.Code, dossier.Plan) is null).Select(b => $"the {b.Name}").ToArray();
        return untold.Length == 0
            ? Verdict.Met($"{Words.Capital(Words.AndList([.. bodies.Select(b => $"the {b.Name}")]))} {(bodies.Count == 1 ? "was" : "were")} told of this place, time and purpose.")
            : Verdict.Broken(
                $"Nobody has recorded that {Words.AndList(untold)} {(untold.Length == 1 ? "was" : "were")} told of this place, time and purpose.",
                "Tell them, then record on the page of the notice how that was done.");
    }
}

using Lfr.Shared.Notices;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R13c: the public notice has each part that the policy names. Source: the policy; DPA 2018 s.44 (what a controller tells people in general); a national procedure for notices was asked for in 2026 and there is none yet.
/// </summary>
[Rule("R13c", "The notice has the parts that the policy names", "the planner", Gate = Gate.GoLive)]
public sealed class NoticeHasItsParts : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy is not { Notice.Parts: { Count: > 0 } parts })
            return Verdict.Met("The policy names no parts of a notice.");
        if (dossier.Notice?.Current is not { } notice)
            return Verdict.Broken("No notice is public, so the public reads none of the parts that the policy names.", "Write the notice and publish it.");
        var missing = parts.Where(p => !notice.Has(p)).ToArray();
        return missing.Length == 0
            ? Verdict.Met("The public notice has every part that the policy names.")
            : Verdict.Broken(
                $"The public notice lacks {Words.AndList([.. missing.Select(p => p.InWords())])}.",
                missing.Contains(NoticePart.Map) ? "Draw the place on the plan’s map and fill in the other parts, then publish the notice again." : "Fill them in, then publish the notice again.");
    }
}

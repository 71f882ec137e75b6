namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// An authority with conditions is an authority only within them, so whoever goes live has them in view. A rule cannot know whether they are kept: it never
/// blocks, it only keeps saying them. Source: College of Policing APP: the authority is given in writing, with what the officer asks for.
/// </summary>
[Rule("CONDITIONS", "The conditions of the authority are in view", "", Gate = Gate.GoLive)]
public sealed class AuthorityConditionsAreInView : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Deployment.Authority switch
    {
        null => Verdict.Met("Nobody has granted authority yet, so there are no conditions."),
        { Conditions: var conditions } when conditions.IsBlank() => Verdict.Met("The authority is granted without conditions."),
        var authority => Verdict.Doubtful($"Granted on these conditions: {authority.Conditions}", "Keep to them while it runs; stop if you cannot."),
    };
}

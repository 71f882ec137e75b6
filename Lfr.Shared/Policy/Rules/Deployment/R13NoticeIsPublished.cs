using Lfr.Shared.Notices;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R13: advance notice is given. Source: College of Policing APP, live facial recognition: the public is told in advance where and when.
/// </summary>
[Rule("R13", "The notice is published", "the planner", Gate = Gate.GoLive)]
public sealed class NoticeIsPublished : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Notice switch
    {
        null => Verdict.Broken("There is no notice yet.", "Write the notice and publish it."),
        { State: NoticeState.Draft } => Verdict.Broken("The notice is a draft.", "Publish it."),
        { State: NoticeState.Published } => Verdict.Met("The public can read it."),
        { State: NoticeState.Postponed } => Verdict.Broken("The notice says that the deployment is postponed.", "Publish it again, with the new date."),
        { State: NoticeState.Withdrawn } => Verdict.Broken("The notice says that it is withdrawn.", "Publish it again; the notice period counts from then."),
        { IsFinal: true, State: var state } => Verdict.Broken($"The notice says that {state.Says()}.", "Plan a new deployment."),
        { State: var state } => Verdict.Broken($"The notice says that {state.Says()}.", "Publish it again once authority is granted."),
    };
}

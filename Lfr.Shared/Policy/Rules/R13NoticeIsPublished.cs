using Lfr.Shared.Notices;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R13: advance notice is given. Source: College of Policing APP, live facial recognition: the public is told in advance where and when.
/// </summary>
public sealed class NoticeIsPublished : Rule
{
    /// <inheritdoc/>
    public override string Id => "R13";

    /// <inheritdoc/>
    public override string Title => "The notice is published";

    /// <inheritdoc/>
    public override string Source => "College of Policing APP";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.GoLive;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Notice switch
    {
        null => Verdict.Broken("There is no notice yet."),
        { State: NoticeState.Draft } => Verdict.Broken("The notice is a draft."),
        { State: NoticeState.Postponed } => Verdict.Broken("The notice says that the deployment is postponed."),
        { State: NoticeState.Cancelled } => Verdict.Broken("The notice says that the deployment is cancelled."),
        _ => Verdict.Met("The public can read it."),
    };
}

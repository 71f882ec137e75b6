namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R08: which less intrusive methods were considered, and why they are not enough. Source: College of Policing APP.
/// </summary>
public sealed class LessIntrusiveMethodsAreConsidered : Rule
{
    /// <inheritdoc/>
    public override string Id => "R08";

    /// <inheritdoc/>
    public override string Title => "Less intrusive methods were considered";

    /// <inheritdoc/>
    public override string Source => "College of Policing APP";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Plan.Grounds.LessIntrusive.IsBlank()
        ? Verdict.Broken("Nothing says which less intrusive methods were considered.")
        : Verdict.Met("The plan says why less intrusive methods are not enough.");
}

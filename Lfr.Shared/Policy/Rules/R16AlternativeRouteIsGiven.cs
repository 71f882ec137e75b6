namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R16: people can get past without being compared; avoiding the cameras is not by itself suspicious. Source: force policy; Romford, 31 January 2019.
/// </summary>
public sealed class AlternativeRouteIsGiven : Rule
{
    /// <inheritdoc/>
    public override string Id => "R16";

    /// <inheritdoc/>
    public override string Title => "There is another way past";

    /// <inheritdoc/>
    public override string Source => "Force policy";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Plan.Place.AlternativeRoute.IsBlank()
        ? Verdict.Broken("The plan names no way past the cameras.")
        : Verdict.Met("The plan names a way past the cameras. Taking it is no ground for suspicion.");
}

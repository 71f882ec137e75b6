namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// The licence opens the cameras of the plan and no other, so the plan names at least one, each with its source. Source: our own design.
/// </summary>
public sealed class CamerasAreNamed : Rule
{
    /// <inheritdoc/>
    public override string Id => "CAMERAS";

    /// <inheritdoc/>
    public override string Title => "Every camera is named";

    /// <inheritdoc/>
    public override string Source => "Lfr: the licence opens only the cameras of the plan";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var cameras = dossier.Plan.Cameras;
        if (cameras.Count == 0)
            return Verdict.Broken("The plan names no camera.");
        if (cameras.FirstOrDefault(c => c.Name.IsBlank() || c.Source.IsBlank()) is { } half)
            return Verdict.Broken(half.Name.IsBlank() ? "A camera has no name." : $"{half.Name} has no source.");
        return cameras.DistinctBy(c => c.Id).Count() == cameras.Count && cameras.DistinctBy(c => c.Name.Trim().ToUpperInvariant()).Count() == cameras.Count
            ? Verdict.Met($"{Words.Count(cameras.Count, "camera is", "cameras are")} named.")
            : Verdict.Broken("Two cameras have the same name.");
    }
}

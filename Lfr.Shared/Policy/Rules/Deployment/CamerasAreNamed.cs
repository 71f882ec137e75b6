namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// The licence opens the cameras of the plan and no other, so the plan names at least one, each with an address that the engine can open. Source: our own design.
/// </summary>
[Rule("CAMERAS", "Every camera is named", "the planner", Gate = Gate.Submit)]
public sealed class CamerasAreNamed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var cameras = dossier.Plan.Cameras;
        if (cameras.Count == 0)
            return Verdict.Broken("The plan names no camera.", "Add every camera that will run.");
        if (cameras.FirstOrDefault(c => c.Name.IsBlank() || c.Source.IsBlank()) is { } half)
            return half.Name.IsBlank()
                ? Verdict.Broken("A camera has no name.", "Name it.")
                : Verdict.Broken($"{half.Name} has no source.", "Enter where its picture comes from.");
        if (dossier.CameraProblems is [var problem, ..])
            return Verdict.Broken(problem, "Correct the camera's address.");
        return cameras.DistinctBy(c => c.Id).Count() == cameras.Count && cameras.DistinctBy(c => c.Name.Trim().ToUpperInvariant()).Count() == cameras.Count
            ? Verdict.Met($"{Words.Count(cameras.Count, "camera is", "cameras are")} named.")
            : Verdict.Broken("Two cameras have the same name.", "Give each camera a name of its own.");
    }
}

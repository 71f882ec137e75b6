namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R45: the errors of this very model file were measured, and the list was enrolled with it. Source: our own design; another engine or model is validated again.
/// </summary>
[Rule("R45", "The model that runs is the one that was measured", "an administrator", Gate = Gate.GoLive)]
public sealed class ModelIsMeasured : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Engine.Calibration is not { } calibration)
            return Verdict.Broken("The errors of the model were not measured.", "Have them measured before it runs.");
        if (!dossier.Engine.Models.TryGetValue("embedder", out var embedder))
            return Verdict.Broken("The model is not verified.", "Install the model again.");
        if (!string.Equals(calibration.EmbedderHash, embedder, StringComparison.Ordinal))
            return Verdict.Broken("What was measured is another model than the one that would run.", "Measure this model, or install the one that was measured.");
        var others = dossier.List.OfAnotherModel;
        return others.Count == 0
            ? Verdict.Met($"Measured on {calibration.MeasuredOn}.")
            : Verdict.Broken($"{others} {(others.Count == 1 ? "was" : "were")} enrolled with another model.", "Have their photographs added again.");
    }
}

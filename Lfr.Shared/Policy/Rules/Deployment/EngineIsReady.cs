namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// A worker is connected, its models are present and unaltered, and it says that it could run. Source: our own design.
/// </summary>
[Rule("ENGINE", "The engine is ready", "an administrator", Gate = Gate.GoLive)]
public sealed class EngineIsReady : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var engine = dossier.Engine;
        if (!engine.WorkerConnected)
            return Verdict.Broken("No engine is connected.", "Start the worker.");
        if (engine.Problem is { } problem)
            return Verdict.Broken(problem, "Repair the engine, then try again.");
        return engine.Models.ContainsKey("detector") && engine.Models.ContainsKey("embedder")
            ? Verdict.Met("An engine is connected and its models are verified.")
            : Verdict.Broken("The engine's models are missing or were altered.", "Install the models again.");
    }
}

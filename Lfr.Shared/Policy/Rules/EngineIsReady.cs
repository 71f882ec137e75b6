namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// A worker is connected, its models are present and unaltered, and it says that it could run. Source: our own design.
/// </summary>
public sealed class EngineIsReady : Rule
{
    /// <inheritdoc/>
    public override string Id => "ENGINE";

    /// <inheritdoc/>
    public override string Title => "The engine is ready";

    /// <inheritdoc/>
    public override string Source => "Lfr: no licence, no recognition";

    /// <inheritdoc/>
    public override string ClearedBy => "an administrator";

    /// <inheritdoc/>
    public override Gate Gate => Gate.GoLive;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var engine = dossier.Engine;
        if (!engine.WorkerConnected)
            return Verdict.Broken("No engine is connected.");
        if (engine.Problem is { } problem)
            return Verdict.Broken(problem);
        return engine.Models.ContainsKey("detector") && engine.Models.ContainsKey("embedder")
            ? Verdict.Met("An engine is connected and its models are verified.")
            : Verdict.Broken("The engine's models are missing or were altered.");
    }
}

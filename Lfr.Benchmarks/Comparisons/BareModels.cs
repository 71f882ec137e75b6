using System.Diagnostics;
using Lfr.Inference.Faces.Internals;
using Lfr.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>Bare runs of the three models, nothing around them: the floor below which no engine with these models can come.</summary>
internal sealed class BareModels : IDisposable
{
    private readonly List<InferenceSession> sessions = [];
    private readonly Dictionary<(string Role, int Width, int Height), OnnxBinding> bound = [];
    private readonly string folder;
    private readonly bool asPublished;

    /// <param name="folder">The verified models.</param>
    /// <param name="asPublished">Without what is rewritten in memory.</param>
    public BareModels(string folder, bool asPublished = false) => (this.folder, this.asPublished) = (folder, asPublished);

    /// <summary>Seconds that <paramref name="count"/> runs of a model take, on input without meaning.</summary>
    /// <param name="role">The model.</param>
    /// <param name="width">Input width.</param>
    /// <param name="height">Input height.</param>
    /// <param name="count">Runs.</param>
    public double Run(string role, int width, int height, long count)
    {
        if (!bound.TryGetValue((role, width, height), out var run))
            bound[(role, width, height)] = run = Bind(role, width, height);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0L; i < count; i++)
            run.Run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var run in bound.Values)
            run.Dispose();
        foreach (var session in sessions)
            session.Dispose();
    }

    private OnnxBinding Bind(string role, int width, int height)
    {
        var card = ModelCard.Default(role);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        var published = ModelStore.ReadVerified(folder, card);
        var session = new InferenceSession(asPublished ? published : PReluFusion.Apply(published), options);
        sessions.Add(session);
        var channels = card.Input.Channels == "Grey" ? 1 : 3;
        long[][] outputs = role switch
        {
            ModelRoles.Detector => Priors(card, width, height) is var priors ? [[1, priors, 2], [1, priors, 4]] : [],
            ModelRoles.Landmarks => [[1, Landmarks68.Floats]],
            _ => [[1, card.Dimension!.Value]],
        };
        var run = new OnnxBinding(session, card.Input.Name, [1, channels, height, width], card.Outputs, outputs);
        var random = new Random(7);
        foreach (ref var value in run.Input)
            value = (random.NextSingle() * 2) - 1;
        run.Run();
        return run;
    }

    private static int Priors(ModelCard card, int width, int height) => PriorDecoder.Count(card.Detector!, width, height);
}

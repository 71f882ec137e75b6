using System.Collections.Concurrent;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;

namespace Lfr.Inference.Evaluation;

/// <summary>Embeds many still pictures as an evaluation does: finds at 0.6, the most central face, no gates, so that nothing is left out of the count.</summary>
internal static class PictureTemplates
{
    /// <summary>The template of each picture; <see langword="null"/> for one in which no face was found.</summary>
    /// <param name="models">The loaded models.</param>
    /// <param name="paths">Picture files.</param>
    /// <param name="done">Told after each picture; from several threads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EvaluationException">A file is missing or no picture.</exception>
    public static IReadOnlyDictionary<string, float[]?> Embed(
        ModelSet models, IReadOnlyCollection<string> paths, Action done, CancellationToken cancellationToken) =>
        ForEach(models, paths, static (bench, picture) => bench.Embed(picture.Image), done, cancellationToken);

    /// <summary>What <paramref name="look"/> makes of each picture.</summary>
    /// <exception cref="EvaluationException">A file is missing or no picture.</exception>
    public static IReadOnlyDictionary<string, T> ForEach<T>(
        ModelSet models, IReadOnlyCollection<string> paths, Func<StillBench, Picture, T> look, Action done, CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        var missing = paths.FirstOrDefault(path => !File.Exists(path));
        if (missing is not null)
            throw new EvaluationException($"The picture {missing} does not exist.");
        var refused = new ConcurrentQueue<string>();
        Parallel.ForEach(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            () => new StillBench(models),
            (path, _, bench) =>
            {
                try
                {
                    using var picture = Picture.Decode(File.ReadAllBytes(path));
                    results[path] = look(bench, picture);
                }
                catch (PictureRefusedException refusal)
                {
                    refused.Enqueue($"{path}: {refusal.Message}");
                }

                done();
                return bench;
            },
            bench => bench.Dispose());
        return refused.TryDequeue(out var sentence) ? throw new EvaluationException(sentence) : results;
    }
}

/// <summary>An evaluation cannot be done with what it was given; the message is a sentence for people.</summary>
public sealed class EvaluationException(string sentence) : Exception(sentence);

using System.Collections.Concurrent;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;

namespace Lfr.Inference.Evaluation;

/// <summary>Embeds many still pictures as an evaluation does: finds at 0.6, the most central face, no gates, so that nothing is left out of the count.</summary>
internal static class PictureTemplates
{
    private const float MinimumScore = 0.6f;

    /// <summary>The template of each picture; <see langword="null"/> for one in which no face was found.</summary>
    /// <param name="models">The loaded models.</param>
    /// <param name="paths">Picture files.</param>
    /// <param name="done">Told after each picture; from several threads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EvaluationException">A file is missing or no picture.</exception>
    public static IReadOnlyDictionary<string, float[]?> Embed(
        ModelSet models, IReadOnlyCollection<string> paths, Action done, CancellationToken cancellationToken)
    {
        var templates = new ConcurrentDictionary<string, float[]?>(StringComparer.Ordinal);
        var missing = paths.FirstOrDefault(path => !File.Exists(path));
        if (missing is not null)
            throw new EvaluationException($"The picture {missing} does not exist.");
        var refused = new ConcurrentQueue<string>();
        Parallel.ForEach(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            () => new Bench(models),
            (path, _, bench) =>
            {
                try
                {
                    templates[path] = bench.Embed(File.ReadAllBytes(path));
                }
                catch (PictureRefusedException refusal)
                {
                    refused.Enqueue($"{path}: {refusal.Message}");
                }

                done();
                return bench;
            },
            bench => bench.Dispose());
        return refused.TryDequeue(out var sentence) ? throw new EvaluationException(sentence) : templates;
    }

    private sealed class Bench(ModelSet models) : IDisposable
    {
        private readonly FaceDetector _detector = models.CreateDetector();
        private readonly FaceEncoder _encoder = models.CreateEncoder();
        private readonly List<Detection> _found = [];
        private readonly byte[] _aligned = new byte[FaceEncoder.AlignedBytes];

        public float[]? Embed(byte[] file)
        {
            using var picture = Picture.Decode(file);
            _detector.Detect(picture.Image, MinimumScore, _found);
            if (_found.Count == 0)
                return null;
            var (centreX, centreY) = (picture.Width / 2f, picture.Height / 2f);
            var face = _found.MinBy(f => MathF.Pow(f.X + (f.Width / 2) - centreX, 2) + MathF.Pow(f.Y + (f.Height / 2) - centreY, 2));
            if (!_encoder.Prepare(picture.Image, face, _aligned, out _))
                return null;
            var template = new float[_encoder.Dimension];
            _encoder.Embed(_aligned, template, out _);
            return template;
        }

        public void Dispose()
        {
            _detector.Dispose();
            _encoder.Dispose();
        }
    }
}

/// <summary>An evaluation cannot be done with what it was given; the message is a sentence for people.</summary>
public sealed class EvaluationException(string sentence) : Exception(sentence);

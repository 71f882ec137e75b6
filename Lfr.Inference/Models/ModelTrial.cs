using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics.Tensors;
using Lfr.Inference.Faces;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Models;

/// <summary>Photographs with one sub-folder for each person.</summary>
/// <param name="People">Paths by person.</param>
internal sealed record TrialPictures(IReadOnlyDictionary<string, string[]> People)
{
    /// <summary>Reads a folder.</summary>
    /// <exception cref="ModelRefusedException">It holds no photograph in a sub-folder.</exception>
    public static TrialPictures Read(string folder)
    {
        var people = Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
                .Select(person => (Name: Path.GetFileName(person), Files: Directory.GetFiles(person).Where(IsPhotograph).Order(StringComparer.Ordinal).ToArray()))
                .Where(person => person.Files.Length > 0).ToDictionary(person => person.Name, person => person.Files, StringComparer.Ordinal)
            : [];
        return people.Count > 0 ? new TrialPictures(people) : throw new ModelRefusedException($"{folder} holds no photographs: one sub-folder for each person is needed.");
    }

    private static bool IsPhotograph(string file) => Path.GetExtension(file).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" or ".WEBP";
}

/// <summary>What the models of a set made of photographs.</summary>
/// <param name="Pictures">Photographs looked at.</param>
/// <param name="Unreadable">Photographs that could not be read.</param>
/// <param name="Faces">Photographs with a face.</param>
/// <param name="AlignmentErrors">Distance of the points to the template of each face, pixels, ascending.</param>
/// <param name="Norms">Length of each raw embedding, ascending.</param>
/// <param name="Templates">Templates by person; <see langword="null"/> for a photograph without a face.</param>
internal sealed record TrialResult(
    int Pictures,
    int Unreadable,
    int Faces,
    IReadOnlyList<float> AlignmentErrors,
    IReadOnlyList<float> Norms,
    IReadOnlyDictionary<string, IReadOnlyList<float[]?>> Templates)
{
    /// <summary>The value below which a share of ascending numbers lies; the smallest where they are few.</summary>
    public static float Quantile(IReadOnlyList<float> ascending, double share) => ascending[(int)(share * (ascending.Count - 1))];
}

/// <summary>
/// Runs a set on photographs before a model is believed: as evaluations do, finds from 0.6 and the most central face, no gates. A card that reads
/// a model wrongly finds nothing, finds faces in plain grey, puts the points elsewhere, or gives everybody the same template.
/// </summary>
internal static class ModelTrial
{
    private const float MinimumScore = 0.6f;
    private const float AlikeAbove = 0.9f;
    private const int GreySide = 400;

    /// <summary>Runs detector and embedder on all photographs.</summary>
    /// <exception cref="ModelRefusedException">The outputs cannot be read as the card says, or make no sense.</exception>
    public static TrialResult Run(ModelSet models, TrialPictures pictures, CancellationToken cancellationToken)
    {
        try
        {
            RefuseFacesInGrey(models);
            return Look(models, pictures, cancellationToken);
        }
        catch (Exception error) when (error is OnnxRuntimeException or InvalidDataException)
        {
            throw new ModelRefusedException($"The outputs cannot be read as the card says: {error.Message}", error);
        }
    }

    /// <summary>Why these faces speak against the detector's card, as a sentence.</summary>
    public static string? DetectorProblem(TrialResult result, FaceGates gates)
    {
        if (result.Faces == 0)
            return "No face was found in any picture: the card does not fit the model, or the pictures show no faces.";
        var placed = result.AlignmentErrors.Count(error => error <= gates.MaximumAlignmentError);
        return placed * 2 >= result.Faces
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Only {placed} of {result.Faces} faces have eyes, nose and mouth where a face has them: the card does not fit the model.");
    }

    /// <summary>Why these templates speak against the embedder's card, as a sentence.</summary>
    public static string? EmbedderProblem(TrialResult result)
    {
        if (result.Faces == 0)
            return "No face was found in any picture, so no template could be made.";
        if (result.Norms.Any(norm => !float.IsFinite(norm) || norm <= 0) || result.Templates.Values.SelectMany(t => t).OfType<float[]>().Any(t => !t.All(float.IsFinite)))
            return "The templates hold what is no number, or nothing but zeroes.";
        var firsts = result.Templates.Values.Select(person => person.FirstOrDefault(t => t is not null)).OfType<float[]>().ToArray();
        if (firsts.Length < 2)
            return "Photographs of at least two people are needed.";
        var others = new List<float>();
        for (var i = 1; i < firsts.Length; i++)
            others.Add(TensorPrimitives.Dot(firsts[i - 1], firsts[i]));
        return others.Average() < AlikeAbove ? null : "Different people get nearly the same template: the card does not fit the model.";
    }

    private static void RefuseFacesInGrey(ModelSet models)
    {
        using var detector = models.CreateDetector();
        var found = new List<Detection>();
        var grey = new byte[GreySide * GreySide * 3];
        grey.AsSpan().Fill(127);
        detector.Detect(new BgrImage(grey, GreySide, GreySide), MinimumScore, found);
        if (found.Count > 0)
            throw new ModelRefusedException("The detector finds faces in plain grey: the card does not fit the model.");
    }

    private static TrialResult Look(ModelSet models, TrialPictures pictures, CancellationToken cancellationToken)
    {
        var paths = pictures.People.Values.SelectMany(files => files).ToArray();
        var faces = new ConcurrentDictionary<string, StillFace?>(StringComparer.Ordinal);
        try
        {
            Parallel.ForEach(
                paths,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                () => new StillBench(models),
                (path, _, bench) =>
                {
                    try
                    {
                        using var picture = Picture.Decode(File.ReadAllBytes(path));
                        faces[path] = bench.Look(picture.Image);
                    }
                    catch (PictureRefusedException)
                    {
                        // Counted below: it has no result.
                    }

                    return bench;
                },
                bench => bench.Dispose());
        }
        catch (AggregateException error) when (error.InnerException is OnnxRuntimeException or InvalidDataException)
        {
            throw new ModelRefusedException($"The outputs cannot be read as the card says: {error.InnerException.Message}", error);
        }

        var found = faces.Values.OfType<StillFace>().ToArray();
        return new TrialResult(
            paths.Length,
            paths.Length - faces.Count,
            found.Length,
            [.. found.Select(face => face.AlignmentError).Order()],
            [.. found.Select(face => face.Norm).Order()],
            pictures.People.ToDictionary(
                person => person.Key,
                person => (IReadOnlyList<float[]?>)[.. person.Value.Where(faces.ContainsKey).Select(path => faces[path]?.Template)],
                StringComparer.Ordinal));
    }
}

using System.Text.Json;
using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>Somebody's true face in a frame.</summary>
/// <param name="Person">Who.</param>
/// <param name="Box">Chin to hairline, cheek to cheek.</param>
/// <param name="Visible">Share of the face that is to be seen.</param>
internal readonly record struct TrueFace(string Person, Detection Box, double Visible);

/// <summary>The synthetic street, decoded to memory, and who really walks where in it.</summary>
internal sealed class StreetFilm : IDisposable
{
    private readonly WalkFilm film;
    private readonly List<TrueFace>[] truth;

    private StreetFilm(WalkFilm film, List<TrueFace>[] truth)
    {
        this.film = film;
        this.truth = truth;
    }

    /// <summary>All frames of the film.</summary>
    public IReadOnlyList<VideoFrame> Frames => film.Frames;

    /// <summary>Who is in a frame.</summary>
    public IReadOnlyList<TrueFace> Truth(int frame) => truth[frame];

    /// <summary>People of whom a face of at least <paramref name="height"/> pixels is to be seen in at least three frames.</summary>
    public IEnumerable<string> WalkBy(float height) => truth
        .SelectMany(f => f).Where(f => f.Box.Height >= height && f.Visible >= 0.8).GroupBy(f => f.Person, StringComparer.Ordinal)
        .Where(g => g.Count() >= 3).Select(g => g.Key).Order(StringComparer.Ordinal);

    /// <summary>Decodes the film.</summary>
    public static async Task<StreetFilm> OpenAsync(Bench bench, CancellationToken cancellationToken)
    {
        var decoded = await WalkFilm.DecodeAsync(bench, step: 1, cancellationToken);
        var faces = decoded.Frames.Select(_ => new List<TrueFace>()).ToArray();
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(bench.DemoFolder, "walk.json"), cancellationToken));
        foreach (var person in json.RootElement.GetProperty("people").EnumerateArray())
        {
            foreach (var box in person.GetProperty("boxes").EnumerateArray())
            {
                faces[box[0].GetInt32()].Add(new TrueFace(
                    person.GetProperty("id").GetString()!,
                    new Detection(box[1].GetSingle(), box[2].GetSingle(), box[3].GetSingle(), box[4].GetSingle(), 1),
                    box[5].GetDouble()));
            }
        }

        return new StreetFilm(decoded, faces);
    }

    /// <summary>A list of the given people, one portrait each.</summary>
    public static (Gallery Gallery, IReadOnlyDictionary<Guid, string> Names) Enrol(Bench bench, ModelSet models, IEnumerable<string> people)
    {
        using var enrolment = new PhotographEnrolment(models);
        return Enrolled.From(enrolment, people.Select(p => (p, Path.Combine(bench.DemoFolder, "people", p, "portrait.jpg"))));
    }

    /// <inheritdoc/>
    public void Dispose() => film.Dispose();
}

/// <summary>Makes lists of photographs.</summary>
internal static class Enrolled
{
    /// <summary>Enrols one photograph of each person; people whose photograph is refused are left out.</summary>
    public static (Gallery Gallery, IReadOnlyDictionary<Guid, string> Names) From(PhotographEnrolment enrolment, IEnumerable<(string Person, string File)> photographs)
    {
        var rows = new List<Lfr.Shared.Live.GalleryRow>();
        var names = new Dictionary<Guid, string>();
        foreach (var (person, file) in photographs)
        {
            if (enrolment.Enrol(File.ReadAllBytes(file), CancellationToken.None) is not EnrolmentOutcome.Enrolled enrolled)
                continue;
            var id = new Guid(names.Count + 1, 0, 0, new byte[8]);
            names[id] = person;
            rows.Add(new Lfr.Shared.Live.GalleryRow(id, enrolled.Template));
        }

        return (Gallery.Load(rows), names);
    }
}

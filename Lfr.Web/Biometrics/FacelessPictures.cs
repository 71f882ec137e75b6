using Lfr.Inference.Children;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Web.Settings;

namespace Lfr.Web.Biometrics;

/// <summary>What became of a picture in which nobody may be.</summary>
/// <param name="Jpeg">Its pixels, encoded again; empty when it was refused.</param>
/// <param name="Refusal">Why it is not kept; <see langword="null"/> when it may be.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record CheckedPicture(byte[] Jpeg, string? Refusal = null, string ToDo = "")
{
    /// <summary>Width, pixels.</summary>
    public int Width { get; init; }

    /// <summary>Height, pixels.</summary>
    public int Height { get; init; }
}

/// <summary>How a kind of picture is spoken of when it is refused.</summary>
/// <param name="Name">What it is: <c>photograph</c>.</param>
/// <param name="WithoutFaces">What to do when there is a face in it.</param>
/// <param name="Readable">What to do when it cannot be read.</param>
public sealed record PictureWords(string Name, string WithoutFaces, string Readable);

/// <summary>
/// Looks at pictures of signs and of places before they are kept. A child process decodes them; where and with what they were taken is not among what is kept, and one with anybody's face in it is refused. Without
/// the models nobody can tell, so that none is kept either.
/// </summary>
/// <param name="paths">Where the models are.</param>
/// <param name="decoder">Decodes the uploads; disposed with this.</param>
public sealed class FacelessPictures(LfrPaths paths, PictureDecoder decoder) : IDisposable
{
    /// <summary>Longer side of what is kept, pixels: enough to read a sign, and the streets of a plan.</summary>
    private const int KeptSide = 1280;

    private const int KeptQuality = 80;

    private readonly Lock gate = new();
    private ModelSet? models;
    private BystanderCheck? check;

    /// <summary>Looks at one upload. Nothing of it is written anywhere.</summary>
    public async Task<CheckedPicture> LookAsync(ReadOnlyMemory<byte> file, PictureWords words, CancellationToken cancellationToken)
    {
        if (await Task.Run(Open, cancellationToken) is { } problem)
            return new CheckedPicture([], $"Nobody can look whether there is a face in the {words.Name}. {problem}", "Ask an administrator to bring the models, then try again.");
        try
        {
            using var picture = await decoder.DecodeAsync(file, BystanderCheck.WorkingSide, cancellationToken);
            if (await Task.Run(() => check!.FindsAFace(picture), cancellationToken))
                return new CheckedPicture([], $"There is a face in the {words.Name}, so it was not kept.", words.WithoutFaces);
            return new CheckedPicture(JpegEncoder.Encode(picture.Image, KeptQuality, KeptSide)) { Width = picture.Image.Width, Height = picture.Image.Height };
        }
        catch (PictureRefusedException e)
        {
            return new CheckedPicture([], e.Message, words.Readable);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        check?.Dispose();
        models?.Dispose();
        decoder.Dispose();
    }

    private string? Open()
    {
        lock (gate)
        {
            if (check is not null)
                return null;
            if (ModelStore.Inspect(paths.Models).Problem is { } problem)
                return problem;
            models = ModelSet.Open(paths.Models);
            check = new BystanderCheck(models);
            return null;
        }
    }
}

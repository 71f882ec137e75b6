using Lfr.Inference.Children;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Web.Settings;

namespace Lfr.Web.Features.Notices.Photographs;

/// <summary>What became of a photograph of a sign.</summary>
/// <param name="Jpeg">Its pixels, encoded again; empty when it was refused.</param>
/// <param name="Refusal">Why it is not kept; <see langword="null"/> when it may be.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record CheckedSign(byte[] Jpeg, string? Refusal = null, string ToDo = "");

/// <summary>
/// Looks at photographs of signs before they are kept. A child process decodes them; where and with what they were taken is not among what is kept, and a photograph with anybody's face in it is refused. Without
/// the models nobody can tell, so that none is kept either.
/// </summary>
/// <param name="paths">Where the models are.</param>
/// <param name="decoder">Decodes the uploads; disposed with this.</param>
public sealed class SignPhotographs(LfrPaths paths, PictureDecoder decoder) : IDisposable
{
    /// <summary>Longer side of what is kept, pixels: enough to read a sign.</summary>
    private const int KeptSide = 1280;

    private const int KeptQuality = 80;

    private readonly Lock gate = new();
    private ModelSet? models;
    private BystanderCheck? check;

    /// <summary>Looks at one upload. Nothing of it is written anywhere.</summary>
    public async Task<CheckedSign> LookAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        if (await Task.Run(Open, cancellationToken) is { } problem)
            return new CheckedSign([], $"Nobody can look whether there is a face in the photograph. {problem}", "Ask an administrator to bring the models, then try again.");
        try
        {
            using var picture = await decoder.DecodeAsync(file, BystanderCheck.WorkingSide, cancellationToken);
            if (await Task.Run(() => check!.FindsAFace(picture), cancellationToken))
                return new CheckedSign([], "There is a face in the photograph, so it was not kept.", "Wait until nobody is in view, or step closer so that only the sign is.");
            return new CheckedSign(JpegEncoder.Encode(picture.Image, KeptQuality, KeptSide));
        }
        catch (PictureRefusedException e)
        {
            return new CheckedSign([], e.Message, "Take another photograph.");
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

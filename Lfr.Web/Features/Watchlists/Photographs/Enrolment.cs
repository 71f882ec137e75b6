using Lfr.Inference.Children;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Web.Settings;

namespace Lfr.Web.Features.Watchlists.Photographs;

/// <summary>
/// Turns a photograph into a clean picture and a template with the very models that will compare. The models are opened at the first photograph
/// and shared with a worker in this process; while they are missing or were not measured, every photograph is refused with what to do.
/// </summary>
/// <param name="paths">Where the models are.</param>
/// <param name="decoder">Decodes the uploads; disposed with this. Of its own, so that a crowd of uploads never makes an alert wait.</param>
public sealed class Enrolment(LfrPaths paths, PictureDecoder decoder) : IDisposable
{
    private readonly Lock gate = new();
    private ModelSet? models;
    private PhotographEnrolment? enrolment;

    /// <summary>SHA-256 of the embedder that makes the templates; only after a photograph was enrolled.</summary>
    public string EmbedderHash => models?.Hashes[ModelRoles.Embedder] ?? "";

    /// <summary>Enrols one photograph: exactly one usable face, or a refusal that says why.</summary>
    public Task<EnrolmentOutcome> EnrolAsync(UploadedPhotograph photograph, CancellationToken cancellationToken) =>
        EnrolAsync(photograph, decoder.DecodeAsync, cancellationToken);

    /// <summary>Enrols one of the many photographs of an import.</summary>
    public Task<EnrolmentOutcome> EnrolAsync(UploadedPhotograph photograph, PictureLane lane, CancellationToken cancellationToken) =>
        EnrolAsync(photograph, lane.DecodeAsync, cancellationToken);

    /// <summary>An upload as it is held, for a person who is to crop it.</summary>
    /// <exception cref="PictureRefusedException">It cannot be read.</exception>
    public async Task<PhotographShown> ToCropAsync(ReadOnlyMemory<byte> file, int quarterTurns, CancellationToken cancellationToken)
    {
        using var whole = await decoder.DecodeAsync(file, new PictureView(PhotographEnrolment.CleanSide, quarterTurns), cancellationToken);
        return PhotographEnrolment.ToCrop(whole);
    }

    /// <summary>A decoder for the many photographs of one import; the caller's to dispose.</summary>
    public PictureLane OpenLane() => decoder.OpenLane();

    private async Task<EnrolmentOutcome> EnrolAsync(
        UploadedPhotograph photograph, Func<ReadOnlyMemory<byte>, PictureView, CancellationToken, Task<Picture>> decodeAsync, CancellationToken cancellationToken)
    {
        var (file, choice) = photograph;
        if (await Task.Run(Open, cancellationToken) is { } problem)
            return new EnrolmentOutcome.Refused("models", problem);
        try
        {
            FirstLook look;
            using (var whole = await decodeAsync(file, PhotographEnrolment.FirstView(choice), cancellationToken))
                look = await Task.Run(() => enrolment!.Look(whole, choice, cancellationToken), cancellationToken);
            if (look.Closer is not { } closer)
                return look.Outcome!;
            using var part = await decodeAsync(file, closer.View, cancellationToken);
            return await Task.Run(() => enrolment!.Enrol(part, closer, cancellationToken), cancellationToken);
        }
        catch (PictureRefusedException e)
        {
            return new EnrolmentOutcome.Refused(e.Code, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        enrolment?.Dispose();
        models?.Dispose();
        decoder.Dispose();
    }

    private string? Open()
    {
        lock (gate)
        {
            if (enrolment is not null)
                return null;
            if (ModelStore.Inspect(paths.Models).Problem is { } problem)
                return problem;
            var opened = ModelSet.Open(paths.Models);
            if (opened.Calibration is null)
            {
                opened.Dispose();
                return "The embedder in use was not measured, so nobody can be listed with it. Measure it with 'models add --images', or choose another with 'models select'.";
            }

            models = opened;
            enrolment = new PhotographEnrolment(models);
            return null;
        }
    }
}

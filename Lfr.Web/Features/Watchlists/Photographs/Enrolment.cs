using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;

namespace Lfr.Web.Features.Watchlists.Photographs;

/// <summary>
/// Turns a photograph into a clean picture and a template with the very models that will compare. The models are opened at the first photograph
/// and shared with a worker in this process; while they are missing or were not measured, every photograph is refused with what to do.
/// </summary>
public sealed class Enrolment(LfrPaths paths) : IDisposable
{
    private readonly Lock gate = new();
    private ModelSet? models;
    private PhotographEnrolment? enrolment;

    /// <summary>SHA-256 of the embedder that makes the templates; only after a photograph was enrolled.</summary>
    public string EmbedderHash => models?.Hashes[ModelRoles.Embedder] ?? "";

    /// <summary>Enrols one photograph: exactly one usable face, or a refusal that says why.</summary>
    public Task<EnrolmentOutcome> EnrolAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        Task.Run(() => Open() is { } problem ? new EnrolmentOutcome.Refused("models", problem) : enrolment!.Enrol(file, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        enrolment?.Dispose();
        models?.Dispose();
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

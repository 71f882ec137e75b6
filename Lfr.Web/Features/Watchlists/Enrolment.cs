using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Web.Hosting;

namespace Lfr.Web.Features.Watchlists;

/// <summary>
/// Turns a photograph into a clean picture and a template with the very models that will compare. The models are opened at the first photograph;
/// while they are missing, every photograph is refused with the command that brings them.
/// </summary>
public sealed class Enrolment(LfrPaths paths) : IDisposable
{
    private readonly Lock gate = new();
    private ModelSet? models;
    private PhotographEnrolment? enrolment;

    /// <summary>SHA-256 of the embedder that makes the templates; only after a photograph was enrolled.</summary>
    public string EmbedderHash => models?.Hashes["embedder"] ?? "";

    /// <summary>Enrols one photograph: exactly one usable face, or a refusal that says why.</summary>
    public Task<EnrolmentOutcome> EnrolAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        Task.Run(() => Open() is { } problem ? new EnrolmentOutcome.Refused("models", problem) : enrolment!.Enrol(file, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => models?.Dispose();

    private string? Open()
    {
        lock (gate)
        {
            if (enrolment is not null)
                return null;
            if (ModelStore.Inspect(paths.Models).Problem is { } problem)
                return problem;
            models = ModelSet.Open(paths.Models);
            enrolment = new PhotographEnrolment(models);
            return null;
        }
    }
}

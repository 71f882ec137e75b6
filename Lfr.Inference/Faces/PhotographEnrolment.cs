using Lfr.Inference.Models;

namespace Lfr.Inference.Faces;

/// <summary>Turns an uploaded photograph into a template, or says why it cannot be one. Trusts nothing in the upload. Any thread may call it.</summary>
public sealed class PhotographEnrolment : IDisposable
{
    /// <summary>Largest file that is looked at, bytes.</summary>
    public const int MaximumBytes = 15 * 1024 * 1024;

    /// <summary>With the loaded models, which stay the caller's to dispose.</summary>
    public PhotographEnrolment(ModelSet models)
    {
        _ = models;
    }

    /// <summary>Looks at one photograph. CPU-bound: tens of milliseconds.</summary>
    public EnrolmentOutcome Enrol(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

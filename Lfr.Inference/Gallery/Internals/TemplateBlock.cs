using System.Runtime.InteropServices;

namespace Lfr.Inference.Galleries.Internals;

/// <summary>
/// Native memory for templates: outside of the collector's reach, so that no copy is left behind when it compacts, aligned to a cache line and
/// to the widest vector, and zeroed before it is given back. A search in another thread keeps it alive until it is done.
/// </summary>
internal sealed unsafe class TemplateBlock : SafeHandle
{
    private const nuint Alignment = 64;

    private readonly nuint _bytes;

    /// <summary>Allocates zeroed room.</summary>
    public TemplateBlock(int rows, int stride)
        : base(nint.Zero, ownsHandle: true)
    {
        Rows = rows;
        Stride = stride;
        _bytes = checked((nuint)Math.Max(1, rows) * (nuint)stride * sizeof(float));
        SetHandle((nint)NativeMemory.AlignedAlloc(_bytes, Alignment));
        NativeMemory.Clear((void*)handle, _bytes);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Floats from one row to the next: a multiple of 16.</summary>
    public int Stride { get; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == nint.Zero;

    /// <summary>First float. Only between <see cref="SafeHandle.DangerousAddRef"/> and <see cref="SafeHandle.DangerousRelease"/>.</summary>
    public float* Start => (float*)handle;

    /// <summary>A row, under the same condition as <see cref="Start"/>.</summary>
    public Span<float> Row(int row) => new(Start + ((nint)row * Stride), Stride);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        // Through a span's Clear the compiler could not know that nobody reads it; NativeMemory.Clear is a call it keeps.
        NativeMemory.Clear((void*)handle, _bytes);
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}

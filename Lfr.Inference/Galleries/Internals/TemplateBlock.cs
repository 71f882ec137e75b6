using System.Runtime.InteropServices;

namespace Lfr.Inference.Galleries.Internals;

/// <summary>
/// Native memory for templates: outside of the collector's reach, so that no copy is left behind when it compacts, aligned to a cache line and
/// to the widest vector, and zeroed before it is given back. A search in another thread keeps it alive until it is done.
/// </summary>
/// <remarks>
/// Rows lie in panels of <see cref="PanelRows"/>, and inside a panel number after number: the first numbers of all its rows, then all the second
/// ones, and so on. So one vector holds the same number of neighbouring rows, a kernel adds up many rows at once and never has to sum across a
/// vector, and it reads memory strictly forwards. The last panel is filled up with rows of zeros.
/// </remarks>
internal sealed unsafe class TemplateBlock : SafeHandle
{
    /// <summary>Rows of one panel: four vectors of 16 floats, eight of 8.</summary>
    public const int PanelRows = 64;

    private const nuint Alignment = 64;

    private readonly nuint _bytes;
    private readonly Action<nint> _giveBack;

    /// <summary>Allocates zeroed room.</summary>
    /// <param name="rows">Number of templates.</param>
    /// <param name="dimension">Length of a template in floats.</param>
    /// <param name="giveBack">Gives the zeroed memory back; only a test that looks at it names one.</param>
    public TemplateBlock(int rows, int dimension, Action<nint>? giveBack = null)
        : base(nint.Zero, ownsHandle: true)
    {
        _giveBack = giveBack ?? (memory => NativeMemory.AlignedFree((void*)memory));
        Dimension = dimension;
        Panels = (int)(((long)rows + PanelRows - 1) / PanelRows);
        _bytes = checked((nuint)Math.Max(1, Panels) * PanelRows * (nuint)Math.Max(1, dimension) * sizeof(float));
        SetHandle((nint)NativeMemory.AlignedAlloc(_bytes, Alignment));
        NativeMemory.Clear((void*)handle, _bytes);
    }

    /// <summary>Number of panels.</summary>
    public int Panels { get; }

    /// <summary>Floats of one template.</summary>
    public int Dimension { get; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == nint.Zero;

    /// <summary>First float of a panel. Only between <see cref="SafeHandle.DangerousAddRef"/> and <see cref="SafeHandle.DangerousRelease"/>.</summary>
    public float* Panel(int panel) => (float*)handle + ((nint)panel * Dimension * PanelRows);

    /// <summary>Writes a template, under the same condition as <see cref="Panel"/>.</summary>
    public void Write(int row, ReadOnlySpan<float> template)
    {
        var number = Panel(row / PanelRows) + (row % PanelRows);
        for (var i = 0; i < Dimension; i++, number += PanelRows)
            *number = template[i];
    }

    /// <summary>Zeroes a template, under the same condition as <see cref="Panel"/>.</summary>
    public void Clear(int row)
    {
        var number = Panel(row / PanelRows) + (row % PanelRows);
        for (var i = 0; i < Dimension; i++, number += PanelRows)
            Volatile.Write(ref *number, 0);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        // Through a span's Clear the compiler could not know that nobody reads it; NativeMemory.Clear is a call it keeps.
        NativeMemory.Clear((void*)handle, _bytes);
        _giveBack(handle);
        return true;
    }
}

using Lfr.Shared.Live;

namespace Lfr.Inference.Galleries;

/// <summary>The best entry for a probe.</summary>
/// <param name="EntryId">The entry; <see cref="Guid.Empty"/> when the gallery is empty.</param>
/// <param name="Score">Its best cosine, in [-1, 1]; -1 when the gallery is empty.</param>
/// <param name="RunnerUpScore">Best cosine with any other entry, in [-1, 1]; -1 when there is none.</param>
public readonly record struct SearchResult(Guid EntryId, float Score, float RunnerUpScore);

/// <summary>
/// The templates of one licence in one block of native memory, searched exhaustively. Any number of threads may search; an entry can be
/// withdrawn at any time; disposing zeroes the block.
/// </summary>
public sealed class Gallery : IDisposable
{
    private Gallery()
    {
    }

    /// <summary>Number of templates that can match.</summary>
    public int Count => 0;

    /// <summary>Length of a template in floats.</summary>
    public int Dimension => 512;

    /// <summary>Copies the rows into a new gallery. An entry may have several rows.</summary>
    /// <exception cref="ArgumentException">A template has another dimension than the first or is not of length 1.</exception>
    public static Gallery Load(IReadOnlyList<GalleryRow> rows)
    {
        _ = rows;
        throw new NotSupportedException();
    }

    /// <summary>Compares <paramref name="probe"/> with every template.</summary>
    /// <param name="probe"><see cref="Dimension"/> floats of length 1.</param>
    public SearchResult Search(ReadOnlySpan<float> probe) => throw new NotSupportedException();

    /// <summary>Zeroes the entry's templates at once: it cannot match any more.</summary>
    /// <returns>Whether the entry was there.</returns>
    public bool Remove(Guid entryId) => throw new NotSupportedException();

    /// <summary>Zeroes and frees the templates, after the searches under way.</summary>
    public void Dispose()
    {
    }
}

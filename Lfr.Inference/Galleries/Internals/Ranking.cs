using System.Runtime.Intrinsics;

namespace Lfr.Inference.Galleries.Internals;

/// <summary>
/// Best entry and best other entry of the rows it was given. What comes out depends on the rows alone, not on how they were divided among rankings
/// or in which order these were merged: of equal scores the lowest row counts.
/// </summary>
internal unsafe struct Ranking
{
    /// <summary>Marks a row that cannot match: its entry was withdrawn, or it only fills up a panel.</summary>
    public const int Nobody = -1;

    private int _entry = Nobody;
    private int _row;
    private float _score = float.NegativeInfinity;
    private float _runnerUp = float.NegativeInfinity;

    /// <summary>Of no rows.</summary>
    public Ranking()
    {
    }

    /// <summary>Takes a panel. A score that is not a number counts as no match.</summary>
    /// <param name="scores">One for each row, 64-byte aligned.</param>
    /// <param name="entries">The entry of each row, or <see cref="Nobody"/>.</param>
    /// <param name="first">Row of the first score; above those that were taken before.</param>
    public void Take(float* scores, ReadOnlySpan<int> entries, int first)
    {
        for (var i = 0; i < entries.Length; i += Vector512<float>.Count)
        {
            // Most rows are below both: one comparison for sixteen of them.
            var above = Vector512.GreaterThan(Vector512.Load(scores + i), Vector512.Create(_runnerUp)).ExtractMostSignificantBits();
            for (; above != 0; above &= above - 1)
            {
                var at = i + System.Numerics.BitOperations.TrailingZeroCount(above);
                Take(scores[at], in entries[at], first + at);
            }
        }
    }

    /// <summary>Adds what another ranking found in other rows.</summary>
    public void Merge(in Ranking other)
    {
        if (other._entry == Nobody)
            return;
        if (_entry == Nobody)
        {
            this = other;
            return;
        }

        var mine = this;
        var otherIsBetter = other._score > mine._score || (other._score == mine._score && other._row < mine._row);
        if (otherIsBetter)
            this = other;
        // A runner-up is another entry than the best of its own rows; the best of the other rows is a rival unless it is the same entry.
        var rival = mine._entry == other._entry ? Math.Max(mine._runnerUp, other._runnerUp)
            : otherIsBetter ? Math.Max(mine._score, other._runnerUp)
            : Math.Max(mine._runnerUp, other._score);
        _runnerUp = rival;
    }

    /// <summary>As the caller of a search sees it.</summary>
    public readonly SearchResult ToResult(Guid[] entries) =>
        _entry == Nobody ? new SearchResult(Guid.Empty, -1, -1) : new SearchResult(entries[_entry], _score, MathF.Max(-1, _runnerUp));

    private void Take(float score, in int entryOfRow, int row)
    {
        // The mark of a withdrawn row is set before its numbers are cleared. It is read after they were: a score of half a template cannot count.
        Volatile.ReadBarrier();
        var entry = entryOfRow;
        if (entry == Nobody)
            return;
        var cosine = Math.Clamp(score, -1, 1);
        if (cosine > _score)
        {
            if (entry != _entry)
                _runnerUp = _score;
            (_entry, _row, _score) = (entry, row, cosine);
        }
        else if (entry != _entry)
        {
            _runnerUp = MathF.Max(_runnerUp, cosine);
        }
    }
}

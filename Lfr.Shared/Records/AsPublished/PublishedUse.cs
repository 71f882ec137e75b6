using Lfr.Shared.Identity;

namespace Lfr.Shared.Records.AsPublished;

/// <summary>Figures that the force published of the same use before, and when Lfr was given others.</summary>
/// <param name="Figures">The figures that no longer stand.</param>
/// <param name="Source">Where they were published.</param>
/// <param name="By">Who imported what replaced them, and when.</param>
public sealed record ReplacedFigures(PublishedFigures Figures, string Source, Signature By);

/// <summary>
/// A use of which Lfr knows only what the force published: kept as published, with what does not follow from it. Corrections replace nothing silently: what stood
/// before stays beside it.
/// </summary>
public sealed class PublishedUse
{
    private PublishedUse()
    {
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Day, also in the figures: what the list is sorted and cut by.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>What was published.</summary>
    public PublishedFigures Figures { get; private set; } = null!;

    /// <summary>What does not follow from it.</summary>
    public IReadOnlyList<RowFinding> Findings { get; private set; } = [];

    /// <summary>Where it was published: the name of the file.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Who imported it, and when.</summary>
    public Signature ImportedBy { get; private set; } = null!;

    /// <summary>What was published before, oldest first.</summary>
    public IReadOnlyList<ReplacedFigures> Replaced { get; private set; } = [];

    /// <summary>Keeps a row.</summary>
    /// <exception cref="ArgumentException">The row is refused.</exception>
    public static PublishedUse Import(Guid id, PublishedRow row, string source, Signature by)
    {
        var use = new PublishedUse { Id = id };
        use.Take(row, source, by);
        return use;
    }

    /// <summary>Keeps what the force publishes of it now, beside what it published before.</summary>
    /// <exception cref="ArgumentException">The row is refused, or of another use.</exception>
    public void Correct(PublishedRow row, string source, Signature by)
    {
        if (row.Figures?.IsOfTheSameUse(Figures) != true)
            throw new ArgumentException("The row is of another use.", nameof(row));
        Replaced = [.. Replaced, new ReplacedFigures(Figures, Source, by)];
        Take(row, source, by);
    }

    private void Take(PublishedRow row, string source, Signature by)
    {
        if (row.IsRefused || row.Figures is null)
            throw new ArgumentException("A refused row is not kept.", nameof(row));
        (Day, Figures, Findings, Source, ImportedBy) = (row.Figures.Day, row.Figures, row.Findings, source, by);
    }
}

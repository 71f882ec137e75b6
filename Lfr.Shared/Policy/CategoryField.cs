using System.Globalization;

namespace Lfr.Shared.Policy;

/// <summary>What stands in a field of a category.</summary>
public enum FieldKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>A day that has come: that of a warrant, of a report.</summary>
    Date,

    /// <summary>The last day on which what the entry rests on holds. Nobody is looked for after it (R55).</summary>
    Expiry,
}

/// <summary>A field that a category of listed people has of its own, and that each entry of it fills (R55): the court of a warrant, the last day of an order.</summary>
public sealed record CategoryField
{
    /// <summary>Most fields of one category: whoever has to fill in more copies.</summary>
    public const int MostOfACategory = 8;

    /// <summary>Longest title, characters: it is the label of a field.</summary>
    public const int LongestTitle = 80;

    /// <summary>Longest text that an entry may have in a field, characters.</summary>
    public const int LongestText = 500;

    private const string Iso = "yyyy-MM-dd";

    /// <summary>Short name that rows and hashes keep: <c>court</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Label of the field: <c>Court that issued the warrant</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What stands in it.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>The day that stands in a field, written as <c>yyyy-MM-dd</c>; <see langword="null"/> when it is none.</summary>
    public static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Whether <paramref name="text"/> fills the field: words, or a day where it asks for one.</summary>
    public bool IsFilledBy(string text) => Kind == FieldKind.Text ? !text.IsBlank() : DayOf(text) is not null;

    /// <summary>What stands in the field, as people read it: a day as <c>31 January 2019</c>.</summary>
    public string InWords(string text) => Kind != FieldKind.Text && DayOf(text) is { } day ? Words.Day(day) : text;
}

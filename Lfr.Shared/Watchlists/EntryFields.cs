using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>What stands in one field of an entry's category.</summary>
/// <param name="Code">Code of the field in the policy.</param>
/// <param name="Text">Words, or a day as <c>yyyy-MM-dd</c>.</param>
public sealed record FieldValue(string Code, string Text);

/// <summary>What stands in the fields that the policy gives an entry's category (R55): the filled ones, in the order of their codes. Two that say the same are equal.</summary>
public sealed record EntryFields
{
    /// <summary>The fields, each with a text.</summary>
    public IReadOnlyList<FieldValue> All { get; init; } = [];

    /// <summary>What stands in a field; empty when nothing does.</summary>
    public string this[string code] => All.FirstOrDefault(v => string.Equals(v.Code, code, StringComparison.Ordinal))?.Text ?? "";

    /// <summary>The fields of which something was written; <see langword="null"/> when nothing was, so that an entry without fields is kept and hashed as before there were any.</summary>
    /// <param name="texts">Texts by the code of their field.</param>
    public static EntryFields? Of(IEnumerable<KeyValuePair<string, string>> texts)
    {
        FieldValue[] filled =
        [
            .. texts.Select(t => new FieldValue(t.Key, PlainText.Clean(t.Value).Trim())).Where(v => v.Text.Length > 0).OrderBy(v => v.Code, StringComparer.Ordinal),
        ];
        return filled.Length == 0 ? null : new EntryFields { All = filled };
    }

    /// <inheritdoc/>
    public bool Equals(EntryFields? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Aggregate(All.Count, HashCode.Combine);

    /// <summary>
    /// A refusal where an entry has a field that its category does not have, one that is too long, or no day where a day belongs; <see langword="null"/> when it has none. What is empty is for R55,
    /// and which days can be right is for <see cref="DateRanges"/>.
    /// </summary>
    public static Outcome? Wrong(EntryDetails details, PolicyPack? policy)
    {
        foreach (var (code, text) in details.Fields?.All ?? [])
        {
            if (policy?.Find(details.Category)?.Fields.FirstOrDefault(f => string.Equals(f.Code, code, StringComparison.Ordinal)) is not { } field)
                return Outcome.Incomplete($"The category has no field “{code}” under this policy.", "Leave it out.");
            if (text.Length > CategoryField.LongestText)
                return Outcome.Incomplete($"The field “{field.Title}” has {Words.Number(text.Length)} characters.", $"Shorten it to {Words.Number(CategoryField.LongestText)}.");
            if (!field.IsFilledBy(text))
                return Outcome.Incomplete($"The field “{field.Title}” is not a day.", "Enter a day, such as 31/01/2019.");
        }

        return null;
    }
}

/// <summary>Fields of an entry as people read them.</summary>
public static class EntryFieldLabels
{
    /// <summary>What stands in a field of the entry's category; empty when nothing does.</summary>
    public static string TextOf(this EntryDetails details, string code) => details.Fields?[code] ?? "";

    /// <summary>The fields of the entry's category with what stands in each, in the order of the policy; what the policy does not name comes last, under its code.</summary>
    public static IReadOnlyList<(string Title, string Text)> FieldsInWords(this EntryDetails details, PolicyPack? policy)
    {
        var asked = policy?.Find(details.Category)?.Fields ?? [];
        return
        [
            .. asked.Select(f => (f.Title, f.InWords(details.TextOf(f.Code)))),
            .. (details.Fields?.All ?? []).Where(v => asked.All(f => !string.Equals(f.Code, v.Code, StringComparison.Ordinal))).Select(v => (v.Code, v.Text)),
        ];
    }
}

using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Audit;

/// <summary>
/// A row as one text: every property that is kept, by name, with all that is inside it. What is empty, zero or absent is left out, so that a property which a later
/// release adds changes no text of a row from before. What a release takes away or renames does: then the form gets its next version.
/// </summary>
public static class RowText
{
    /// <summary>What is left out, because it only repeats what is there and a migration may fill it for old rows.</summary>
    public static IReadOnlyCollection<(Type Type, string Property)> LeftOut { get; } =
    [
        (typeof(WatchlistEntry), nameof(WatchlistEntry.SearchText)),
        (typeof(WatchlistEntry), nameof(WatchlistEntry.WordHashes)),
        (typeof(WatchlistEntry), nameof(WatchlistEntry.ListedAge)),
        (typeof(WatchlistEntry), nameof(WatchlistEntry.StatusVerifiedAt)),
        (typeof(WatchlistEntry), nameof(WatchlistEntry.EmbedderHash)),
        (typeof(WatchlistEntry), nameof(WatchlistEntry.LastVerdict)),
        (typeof(RegisteredCamera), nameof(RegisteredCamera.SearchText)),
    ];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    /// <summary>Adds <paramref name="row"/> to <paramref name="text"/>.</summary>
    public static HashedText Of(object row, HashedText text)
    {
        foreach (var property in PropertiesOf(row.GetType()))
            Add(text, property.Name, property.GetValue(row));
        return text;
    }

    /// <summary>Properties that are kept: with a setter, whoever may use it.</summary>
    public static PropertyInfo[] PropertiesOf(Type type) => Known.GetOrAdd(type, t =>
    [
        .. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p is { CanRead: true, SetMethod: not null } && p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<JsonIgnoreAttribute>() is null && !LeftOut.Contains((t, p.Name)))
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ]);

    private static void Add(HashedText text, string name, object? value)
    {
        switch (value)
        {
            case null or "" or false:
                break;
            case string words:
                text.Add(name, words);
                break;
            case bool yes:
                text.Add(name, yes);
                break;
            case Enum or byte or short or int or long:
                AddUnlessZero(text, name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case float single:
                if (single != 0)
                    text.Add(name, single.ToString("R", CultureInfo.InvariantCulture));
                break;
            case double number:
                if (number != 0)
                    text.Add(name, number);
                break;
            case decimal amount:
                if (amount != 0)
                    text.Add(name, amount.ToString("G29", CultureInfo.InvariantCulture));
                break;
            case Guid id:
                if (id != Guid.Empty)
                    text.Add(name, id);
                break;
            case DateOnly day:
                text.Add(name, day);
                break;
            case DateTimeOffset moment:
                text.Add(name, (DateTimeOffset?)moment);
                break;
            case TimeSpan span:
                AddUnlessZero(text, name, span.Ticks);
                break;
            case byte[] bytes:
                if (bytes.Length > 0)
                    text.Add(name, Convert.ToHexStringLower(bytes));
                break;
            case IEnumerable many:
                AddMany(text, name, many);
                break;
            default:
                // The name alone first: a part all of whose properties are empty is still there.
                text.Add(name, "{");
                foreach (var property in PropertiesOf(value.GetType()))
                    Add(text, $"{name}.{property.Name}", property.GetValue(value));
                break;
        }
    }

    private static void AddMany(HashedText text, string name, IEnumerable many)
    {
        var items = many is IDictionary pairs
            ? pairs.Keys.Cast<object>().Select(k => (Key: KeyOf(k), Value: pairs[k])).OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => (Name: $"{name}[{k.Key}]", k.Value)).ToList()
            : many.Cast<object?>().Select((item, index) => (Name: string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), Value: item)).ToList();
        AddUnlessZero(text, name + ".count", items.Count);
        foreach (var (item, value) in items)
            Add(text, item, value);
    }

    // An enumeration by its number, as everywhere in the text: a name may be mended.
    private static string KeyOf(object key) => Convert.ToString(key is Enum ? Convert.ToInt64(key, CultureInfo.InvariantCulture) : key, CultureInfo.InvariantCulture)!;

    private static void AddUnlessZero(HashedText text, string name, long value)
    {
        if (value != 0)
            text.Add(name, value);
    }
}

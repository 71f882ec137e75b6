using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Records.AsPublished;

/// <summary>Which heading a force's table has for each column. Kept under the force's name, so that nobody types it for each file.</summary>
public sealed class ForceColumnMap : IAggregate
{
    /// <summary>Most characters of a name and of a heading.</summary>
    public const int LongestName = 100;

    private ForceColumnMap()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Name of the force, as people write it: <c>Essex Police</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name as it is compared, and as a command line may have it: <c>essex_police</c>. Each stands for one map.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The force's heading by the column's name: <c>location</c> → <c>Where</c>; an empty heading for a column that is not to be read.</summary>
    public IReadOnlyDictionary<string, string> Headings { get; private set; } = new Dictionary<string, string>();

    /// <summary>Who kept it last, and when.</summary>
    public Signature KeptBy { get; private set; } = null!;

    /// <summary>What is wrong with a name and its headings; done when nothing is.</summary>
    public static Outcome Judge(string name, IReadOnlyDictionary<string, string> headings)
    {
        if (KeyOf(name).Length == 0 || name.Trim().Length > LongestName)
            return Outcome.Incomplete("The column map has no name, or one that is too long.", $"Enter the name of the force, in {LongestName} characters at most.");
        if (!headings.Values.Any(h => h.Trim().Length > 0))
            return Outcome.Incomplete("The column map names no heading.", "Say for at least one column which heading the force’s file has.");
        if (headings.Keys.FirstOrDefault(c => PublishedColumns.All.All(known => known.Name != c)) is { } unknown)
            return Outcome.Incomplete($"Lfr knows no column {Short(unknown)}.", $"Use these names: {string.Join(", ", PublishedColumns.All.Select(c => c.Name))}.");
        if (headings.Values.FirstOrDefault(h => h.Length > LongestName) is { } tooLong)
            return Outcome.Incomplete($"The heading {Short(tooLong)} is too long.", $"A heading has at most {LongestName} characters.");
        return headings.Values.Select(PublishedColumns.Normal).Where(h => h.Length > 0).GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? Outcome.Incomplete($"Two columns are read from the heading {Short(twice.Key)}.", "Give each column a heading of its own.")
            : Outcome.Done;
    }

    /// <summary>A name as it is compared.</summary>
    public static string KeyOf(string name) => PublishedColumns.Normal(name);

    /// <summary>Begins a map; <see cref="Keep"/> fills it.</summary>
    public static ForceColumnMap Begin(Guid id) => new() { Id = id };

    /// <summary>Keeps the headings under the name.</summary>
    public Outcome Keep(string name, IReadOnlyDictionary<string, string> headings, Actor actor, DateTimeOffset now)
    {
        if (Judge(name, headings) is { Succeeded: false } wrong)
            return wrong;
        (Name, Key, KeptBy) = (name.Trim(), KeyOf(name), actor.Sign(now));
        Headings = headings.ToDictionary(h => h.Key, h => h.Value.Trim(), StringComparer.Ordinal);
        return Outcome.Done;
    }

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..39]}…";
}

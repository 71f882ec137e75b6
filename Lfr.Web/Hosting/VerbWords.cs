namespace Lfr.Web.Hosting;

/// <summary>What stands behind a verb on the command line: the verb's own words, and settings, which every verb takes as the server does (<c>--Key:Sub value</c>).</summary>
/// <param name="Own">The verb's own words by name: <c>--reason</c>.</param>
/// <param name="Bare">Words without a name, in their order: a file.</param>
/// <param name="Settings">All others.</param>
internal sealed record VerbWords(IReadOnlyDictionary<string, string> Own, IReadOnlyList<string> Bare, string[] Settings)
{
    /// <summary>Takes <paramref name="args"/> apart.</summary>
    /// <param name="args">What stands behind the verb.</param>
    /// <param name="own">Names that are the verb's own and not settings.</param>
    public static VerbWords Of(IReadOnlyList<string> args, params ReadOnlySpan<string> own)
    {
        var (mine, bare, settings) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>(), new List<string>());
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                bare.Add(args[i]);
                continue;
            }

            var (name, value) = args[i].Split('=', 2) is [var before, var after] ? (before, after) : (args[i], i + 1 < args.Count ? args[++i] : "");
            if (own.Contains(name))
                mine[name] = value;
            else
                settings.AddRange([name, value]);
        }

        return new VerbWords(mine, bare, [.. settings]);
    }

    /// <summary>One of the verb's own words; <see langword="null"/> when it is not there.</summary>
    public string? this[string name] => Own.GetValueOrDefault(name);
}

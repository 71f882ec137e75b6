using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Lfr.Web.Hosting;

/// <summary>
/// Reads single settings and collects a sentence for each that makes no sense, so that an administrator learns of all of them at once. An empty
/// value counts as none. Values are shown as they were given, so secrets are read with <see cref="Text"/> and judged by who knows what they are.
/// </summary>
internal sealed class SettingsReader(IConfigurationRoot configuration)
{
    /// <summary>Sections that belong to Lfr alone, so that a key in them that nothing reads is a misspelling.</summary>
    private static readonly string[] Own = ["Database", "Identity", "Demo", "Force", "Mail", "Worker", "Pictures", "RateLimits", "Sessions", "Site", "StatusFeed", "Telemetry", "Tiles"];

    /// <summary>Sections of the framework, or shared with it.</summary>
    private static readonly string[] Framework = ["Urls", "AllowedHosts", "ConnectionStrings", "AzureAd", "Logging", "Kestrel"];

    private readonly List<string> problems = [];
    private readonly HashSet<string> refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A sentence for each setting that makes no sense.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Every key that was asked for.</summary>
    public IReadOnlyCollection<string> KeysRead => read;

    /// <summary>Adds a sentence.</summary>
    public void Refuse(string sentence) => problems.Add(sentence);

    /// <summary>Whether the value of <paramref name="key"/> was refused already.</summary>
    public bool IsRefused(string key) => refused.Contains(key);

    /// <summary>A section as a whole, for who binds it.</summary>
    public IConfigurationSection Section(string name) => configuration.GetSection(name);

    /// <summary>Any text; <see langword="null"/> where there is none.</summary>
    public string? Text(string key)
    {
        read.Add(key);
        return configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool otherwise) => Text(key) switch
    {
        null => otherwise,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => Refuse(key, text, "can be true or false", otherwise),
    };

    /// <summary><c>1</c> or <c>0</c>; <see langword="null"/> where there is none.</summary>
    public bool? OneOrZero(string key) => Text(key) switch
    {
        null => null,
        "1" => true,
        "0" => false,
        var text => Refuse<bool?>(key, text, "can be 1 or 0", null),
    };

    /// <summary>A whole number of at least 1.</summary>
    public int Count(string key, int otherwise) => Text(key) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
        var text => Refuse(key, text, "must be a whole number of at least 1", otherwise),
    };

    /// <summary>One of the names of <typeparamref name="T"/>.</summary>
    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        return Text(key) switch
        {
            null => otherwise,
            var text when names.Contains(text, StringComparer.OrdinalIgnoreCase) => Enum.Parse<T>(text, ignoreCase: true),
            var text => Refuse(key, text, $"can be {string.Join(" or ", names)}", otherwise),
        };
    }

    /// <summary>An absolute address of another program; <see langword="null"/> where there is none.</summary>
    public Uri? WebAddress(string key) => Text(key) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => uri,
        var text => Refuse<Uri?>(key, text, "must be an address that begins with https:// or http://", null),
    };

    /// <summary>Addresses to listen on, with semicolons between them; <see langword="null"/> where there are none.</summary>
    public string? Addresses(string key) => Text(key) switch
    {
        null => null,
        var text when text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } all && all.All(CanListen) => text,
        var text => Refuse<string?>(key, text, "must be an address to listen on such as http://127.0.0.1:5080, or several with semicolons between them", null),
    };

    /// <summary>Refuses keys of Lfr's own sections that nothing reads, and names that are nearly one of Lfr's: a misspelt setting must not be silently ignored.</summary>
    public void RefuseUnknown()
    {
        foreach (var section in Own)
        {
            var known = read.Where(key => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)).Select(key => key[(section.Length + 1)..]).ToArray();
            if (configuration[section] is { Length: > 0 } value)
                Refuse($"{section} is '{value}', but it is a group of settings; it can have {string.Join(", ", known.Select(name => $"{section}:{name}"))}.");
            foreach (var unknown in configuration.GetSection(section).GetChildren().Select(child => child.Key).Except(known, StringComparer.OrdinalIgnoreCase))
                Refuse($"{section}:{unknown} is not a setting of Lfr; {section} can have {string.Join(", ", known)}.");
        }

        string[] names = [.. read.Where(key => key.StartsWith("LFR_", StringComparison.Ordinal)), .. Own, .. Framework];
        foreach (var given in Named().Except(names, StringComparer.OrdinalIgnoreCase))
        {
            if (names.FirstOrDefault(name => IsNearly(given, name)) is { } meant)
                Refuse($"{given} is not a setting of Lfr. Write {meant}, or remove it.");
        }
    }

    /// <summary>Whether Kestrel can listen on <paramref name="text"/>.</summary>
    public static bool CanListen(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.Scheme is "http" or "https" && address.PathBase.Length == 0
                && (address.IsUnixPipe || address.IsNamedPipe
                    || (address.Port <= ushort.MaxValue && (address.Host is "*" or "+" || Uri.CheckHostName(address.Host) != UriHostNameType.Unknown)));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // The environment is shared with other programs: of it, only what begins like Lfr's own variables counts.
    private IEnumerable<string> Named() => configuration.Providers
        .SelectMany(provider => provider.GetChildKeys([], null)
            .Where(name => provider is not EnvironmentVariablesConfigurationProvider || name.StartsWith("LFR_", StringComparison.OrdinalIgnoreCase)))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    private T Refuse<T>(string key, string value, string sense, T otherwise)
    {
        refused.Add(key);
        problems.Add($"{key} is '{value}'; it {sense}.");
        return otherwise;
    }

    /// <summary>Whether at most two letters differ, are missing or are too many (Levenshtein); one in a short name.</summary>
    private static bool IsNearly(string given, string name)
    {
        var distances = Enumerable.Range(0, name.Length + 1).ToArray();
        for (var i = 1; i <= given.Length; i++)
        {
            var diagonal = distances[0];
            distances[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var same = char.ToUpperInvariant(given[i - 1]) == char.ToUpperInvariant(name[j - 1]);
                (diagonal, distances[j]) = (distances[j], Math.Min(Math.Min(distances[j], distances[j - 1]) + 1, diagonal + (same ? 0 : 1)));
            }
        }

        return distances[name.Length] <= (name.Length < 6 ? 1 : 2);
    }
}

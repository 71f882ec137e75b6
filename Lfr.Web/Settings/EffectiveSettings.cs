using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Lfr.Web.Settings;

/// <summary>A setting as it counts.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">What it is; <see langword="null"/> where nobody set it and the default counts. Of a secret only that there is one.</param>
/// <param name="Source">Where it came from, in words.</param>
public sealed record EffectiveSetting(string Key, string? Value, string Source);

/// <summary>What the settings are, where each came from, and what the next start would refuse. Secrets never leave it.</summary>
/// <param name="configuration">The configuration; files in it are read again when they change.</param>
/// <param name="keys">Every key that Lfr reads.</param>
/// <param name="problems">What a start would say now about settings that make no sense.</param>
public sealed class EffectiveSettings(IConfigurationRoot configuration, IReadOnlyCollection<string> keys, Func<IReadOnlyList<string>> problems)
{
    private const string Hidden = "set, not shown";

    private static readonly string[] Secrets = ["Password", "MetricsKey", "ConnectionStrings", "Secret"];

    /// <summary>What the next start would refuse, as sentences; empty when it would start.</summary>
    public IReadOnlyList<string> Problems => problems();

    /// <summary>All settings, in the order of their keys.</summary>
    public IReadOnlyList<EffectiveSetting> All() => [.. keys.Order(StringComparer.OrdinalIgnoreCase).Select(Of)];

    private EffectiveSetting Of(string key)
    {
        // The last provider that has a key decides.
        var provider = configuration.Providers.LastOrDefault(p => p.TryGet(key, out var value) && !string.IsNullOrWhiteSpace(value));
        if (provider is null || !provider.TryGet(key, out var text))
            return new EffectiveSetting(key, null, "default");
        return new EffectiveSetting(key, Secrets.Any(s => key.Contains(s, StringComparison.OrdinalIgnoreCase)) ? Hidden : text, InWords(provider));
    }

    private static string InWords(IConfigurationProvider provider) => provider switch
    {
        EnvironmentVariablesConfigurationProvider => "environment",
        CommandLineConfigurationProvider => "command line",
        JsonConfigurationProvider json => json.Source.Path ?? "a file",
        _ => "the program that started Lfr",
    };
}

namespace Lfr.Web.Features.Live;

/// <summary>Gives each place where a status can be checked a key: the first of its letters that neither another place nor the page itself has.</summary>
internal static class StatusSourceKeys
{
    // Digits answer; these letters lead to the next alert and to the whole frame.
    private const string Taken = "nf";

    /// <summary>The places with their keys; one that finds no letter has none.</summary>
    public static IReadOnlyList<(string Key, string Words)> Of(IReadOnlyList<string> sources)
    {
        List<(string Key, string Words)> keyed = [];
        foreach (var source in sources)
        {
            var free = source.ToLowerInvariant().FirstOrDefault(c => c is >= 'a' and <= 'z' && !Taken.Contains(c, StringComparison.Ordinal) && keyed.TrueForAll(k => k.Key != c.ToString()));
            keyed.Add((free == default ? "" : free.ToString(), source));
        }

        return keyed;
    }
}

using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.WebUtilities;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>Addresses that a saved view may have: list, board and calendar with the filters that they know, and nothing that leads anywhere else.</summary>
public static class ViewAddress
{
    // Neither the page of a list nor the day of a calendar: a view shows what is first, or today, whenever it is opened.
    private static readonly Dictionary<string, string[]> Filters = new(StringComparer.Ordinal)
    {
        [LfrRoutes.Deployments] = ["q", "show", "sort", "desc", "size", "without"],
        [LfrRoutes.Board] = ["q"],
        [LfrRoutes.Calendar] = ["q", "view"],
    };

    /// <summary>The address with what a view keeps of it, always written alike; <see langword="null"/> when no view can have it.</summary>
    public static string? Of(string address)
    {
        var parts = address.Split('#')[0].Split('?', 2);
        if (!Filters.TryGetValue(parts[0], out var known))
            return null;
        var given = QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : "");
        var kept = known.Where(k => given.TryGetValue(k, out var value) && !string.IsNullOrWhiteSpace(value)).ToDictionary(k => k, k => (string?)given[k].ToString().Trim(), StringComparer.Ordinal);
        var whole = QueryHelpers.AddQueryString(parts[0], kept);
        return whole.Length <= SavedView.LongestAddress ? whole : null;
    }
}

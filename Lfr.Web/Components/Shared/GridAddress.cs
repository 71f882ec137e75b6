using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Components.Shared;

/// <summary>What a table shows stands in the address of its page, so that Back, a refresh and a link show it again.</summary>
public static class GridAddress
{
    /// <summary>Names of the parameters in the address.</summary>
    public const string SortKey = "sort", DescendingKey = "desc", PageKey = "page", SizeKey = "size";

    /// <summary>Parameters of the page of a table; what is as at first is left out.</summary>
    /// <param name="state">What the table shows.</param>
    /// <param name="order">What it is sorted by; <see langword="null"/> when as at first.</param>
    /// <param name="descending">Whether the last comes first, where <paramref name="order"/> is given.</param>
    /// <param name="usualSize">Rows on a page at first.</param>
    public static IReadOnlyDictionary<string, object?> Parameters<T>(GridState<T> state, Enum? order, bool descending, int usualSize) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        [SortKey] = order?.ToString().ToLowerInvariant(),
        [DescendingKey] = order is not null && descending ? "true" : null,
        [PageKey] = state.Page == 0 ? null : (state.Page + 1).ToString(CultureInfo.InvariantCulture),
        [SizeKey] = state.PageSize == usualSize ? null : state.PageSize.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Number of the page from 0, as a table counts them, for what the address says.</summary>
    public static int Index(int? page) => Math.Max(1, page ?? 1) - 1;

    /// <summary>Rows on a page: what the address says where it is one of <paramref name="sizes"/>, otherwise <paramref name="usual"/>.</summary>
    public static int Size(int? size, IReadOnlyCollection<int> sizes, int usual) => size is { } wanted && sizes.Contains(wanted) ? wanted : usual;

    /// <summary>Shows the page with other parameters, instead of the one that is in the history; without a value a parameter is taken out.</summary>
    public static void Show(this NavigationManager navigation, IReadOnlyDictionary<string, object?> changes)
    {
        var address = navigation.GetUriWithQueryParameters(changes);
        if (!string.Equals(address, navigation.Uri, StringComparison.Ordinal))
            navigation.NavigateTo(address, replace: true);
    }
}

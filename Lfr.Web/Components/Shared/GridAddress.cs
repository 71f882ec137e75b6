using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Components.Shared;

/// <summary>What a table shows stands in the address of its page, so that Back, a refresh and a link show it again.</summary>
public static class GridAddress
{
    /// <summary>Names of the parameters in the address.</summary>
    public const string SortKey = "sort", DescendingKey = "desc", PageKey = "page", SizeKey = "size";

    /// <summary>Pages beyond this are none: times the rows on one it is a number of rows that a database can skip.</summary>
    private const int MostPages = 1_000_000;

    /// <summary>Parameters of the page of a table; what is as at first is left out. Of a page after the last, the last: the table follows its address.</summary>
    /// <param name="state">What the table shows.</param>
    /// <param name="total">Rows on all pages.</param>
    /// <param name="order">What it is sorted by; <see langword="null"/> when as at first.</param>
    /// <param name="descending">Whether the last comes first, where <paramref name="order"/> is given.</param>
    /// <param name="usualSize">Rows on a page at first.</param>
    public static IReadOnlyDictionary<string, object?> Parameters<T>(GridState<T> state, int total, Enum? order, bool descending, int usualSize)
    {
        var page = Math.Min(state.Page, Math.Max(0, total - 1) / Math.Max(1, state.PageSize));
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [SortKey] = order?.ToString().ToLowerInvariant(),
            [DescendingKey] = order is not null && descending ? "true" : null,
            [PageKey] = page == 0 ? null : (page + 1).ToString(CultureInfo.InvariantCulture),
            [SizeKey] = state.PageSize == usualSize ? null : state.PageSize.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Number of the page from 0, as a table counts them, for what the address says.</summary>
    public static int Index(int? page) => Math.Clamp(page ?? 1, 1, MostPages) - 1;

    /// <summary>Rows on a page: what the address says where it is one of <paramref name="sizes"/>, otherwise <paramref name="usual"/>.</summary>
    public static int Size(int? size, IReadOnlyCollection<int> sizes, int usual) => size is { } wanted && sizes.Contains(wanted) ? wanted : usual;

    /// <summary>Reads a table again from its first page, after its filter changed: the page that was shown may be none of what the filter lets through.</summary>
    /// <param name="grid">The table.</param>
    /// <param name="shown">Page that it shows, from 0.</param>
    public static Task ReadFromTheFirstAsync<T>(this MudDataGrid<T> grid, int shown)
    {
        // The address may have turned it already, which reads nothing.
        if (shown != 0)
            grid.NavigateTo(MudBlazor.Page.First);
        return grid.ReloadServerData();
    }

    /// <summary>
    /// The rows of the page that a table asks for; of a page after the last, which an old address may name, those of the last. Reads a second time only then.
    /// </summary>
    /// <param name="state">What the table asks for.</param>
    /// <param name="readAsync">Reads rows: how many to skip.</param>
    /// <param name="totalOf">Rows on all pages, of what was read.</param>
    public static async Task<TRead> ReadPageAsync<T, TRead>(this GridState<T> state, Func<int, Task<TRead>> readAsync, Func<TRead, int> totalOf)
    {
        var skip = state.Page * state.PageSize;
        var read = await readAsync(skip);
        var total = totalOf(read);
        return total > 0 && skip >= total ? await readAsync((total - 1) / state.PageSize * state.PageSize) : read;
    }

    /// <summary>Turns to the first page where it is the only one left. To a later one the table turns when its address says so; to the first it does not.</summary>
    public static void TurnBackIfGone<T>(this MudDataGrid<T> grid, GridState<T> state, int total)
    {
        if (state.Page > 0 && total <= state.PageSize)
            grid.NavigateTo(MudBlazor.Page.First);
    }

    /// <summary>Shows the page with other parameters, instead of the one that is in the history; without a value a parameter is taken out.</summary>
    public static void Show(this NavigationManager navigation, IReadOnlyDictionary<string, object?> changes)
    {
        var address = navigation.GetUriWithQueryParameters(changes);
        if (!string.Equals(address, navigation.Uri, StringComparison.Ordinal))
            navigation.NavigateTo(address, replace: true);
    }
}

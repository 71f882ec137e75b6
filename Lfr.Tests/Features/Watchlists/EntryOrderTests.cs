using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Watchlists.Queries;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>In which order a list is shown. <see cref="ListReadsTests"/> shows that the database does it.</summary>
public class EntryOrderTests
{
    private static readonly WatchlistEntry[] Entries =
    [
        Given.Entry(1, d => d with { Category = EntryCategory.MissingAtRisk, ImageTakenOn = new DateOnly(2024, 1, 1) }),
        Given.Entry(2, d => d with { Category = EntryCategory.WantedByCourts, ImageTakenOn = new DateOnly(2026, 1, 1) }),
        Given.Entry(3, d => d with { Category = EntryCategory.SubjectToOrder, ImageTakenOn = new DateOnly(2025, 1, 1) }),
        Given.Entry(4, d => d with { Category = EntryCategory.WantedByCourts, ImageTakenOn = new DateOnly(2023, 1, 1) }),
    ];

    /// <summary>Categories go by their codes, not by the alphabet of their names; what is equal goes by its reference, whichever way the rest goes.</summary>
    [Theory]
    [InlineData(null, null, "1234")]
    [InlineData("reference", true, "4321")]
    [InlineData("category", null, "2431")]
    [InlineData("Category", true, "1324")]
    [InlineData("imagetakenon", null, "4132")]
    [InlineData("state", null, "1234")]
    [InlineData("colour", null, "1234")]
    [InlineData("7", null, "1234")]
    public void List_IsInTheOrderOfItsAddress(string? sort, bool? descending, string expected) => Assert.Equal(
        expected,
        string.Concat(EntryFilter.From(null, null, null, null).OrderedBy(sort, descending).Sort(Entries.AsQueryable()).Select(e => e.Reference.Last())));
}

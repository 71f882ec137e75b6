using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Oversight.Queries;
using MudBlazor;

namespace Lfr.Tests.Components;

/// <summary>Whatever an address says of a table, there is a page to show.</summary>
public class GridAddressTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData(1, 0)]
    [InlineData(7, 6)]
    [InlineData(0, 0)]
    [InlineData(-3, 0)]
    public void Page_OfAnAddress_IsCountedFromNought(int? said, int index) => Assert.Equal(index, GridAddress.Index(said));

    /// <summary>Times the rows on a page it is a number of rows that a database can skip.</summary>
    [Fact]
    public void Page_BeyondAllReason_StaysANumberOfRows() => Assert.True(checked(GridAddress.Index(int.MaxValue) * ReadAudit.Most) > 0);

    [Theory]
    [InlineData(100, 100)]
    [InlineData(null, 50)]
    [InlineData(33, 50)]
    [InlineData(-1, 50)]
    public void Size_ThatIsNotOffered_IsTheUsualOne(int? said, int size) => Assert.Equal(size, GridAddress.Size(said, [25, 50, 100], 50));

    /// <summary>A link to a page that has gone, because rows went or the filter is another, shows the last one there is.</summary>
    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 130, null)]
    [InlineData(2, 130, "3")]
    [InlineData(9, 130, "3")]
    [InlineData(9, 150, "3")]
    [InlineData(9, 151, "4")]
    [InlineData(9, 0, null)]
    public void Page_AfterTheLast_IsTheLast(int page, int total, string? said) =>
        Assert.Equal(said, GridAddress.Parameters(new GridState<string> { Page = page, PageSize = 50 }, total, null, false, 50)[GridAddress.PageKey]);

    /// <summary>The rows as well: a table must not be empty because an old address names a page that is gone. The last page is read, and only then a second time.</summary>
    [Theory]
    [InlineData(2, 130, "100")]
    [InlineData(9, 130, "450 100")]
    [InlineData(9, 150, "450 100")]
    [InlineData(9, 20, "450 0")]
    [InlineData(9, 0, "450")]
    public async Task Rows_OfAPageAfterTheLast_AreThoseOfTheLast(int page, int total, string skipped)
    {
        var reads = new List<int>();

        await new GridState<string> { Page = page, PageSize = 50 }.ReadPageAsync(
            skip =>
            {
                reads.Add(skip);
                return Task.FromResult(total);
            },
            read => read);

        Assert.Equal(skipped, string.Join(' ', reads));
    }

    [Fact]
    public void WhatIsAsAtFirst_IsLeftOut()
    {
        var plain = GridAddress.Parameters(new GridState<string> { Page = 0, PageSize = 50 }, 10, null, true, 50);
        var other = GridAddress.Parameters(new GridState<string> { Page = 0, PageSize = 25 }, 10, AuditOrder.Who, true, 50);

        Assert.All(plain.Values, Assert.Null);
        Assert.Equal(("who", "true", "25"), (other[GridAddress.SortKey], other[GridAddress.DescendingKey], other[GridAddress.SizeKey]));
    }
}

using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Watchlists;

/// <summary>Names of listed people in what is about to be published: what is found, and what is left to whoever reads it.</summary>
public sealed class NamesInTextTests
{
    private static readonly NamesInText Names = new(["SMITH, John Paul", "Zoë O’Neill-Brown", "NGUYỄN VĂN AN", "Bank", "", "K"]);

    [Theory]
    [InlineData("We looked for John Smith.")]
    [InlineData("We looked for SMITH, John Paul, and others.")]
    [InlineData("john p. smith was not there")]
    [InlineData("Paul and Smith: Smith\tJohn")]
    [InlineData("zoe oneill brown")]
    [InlineData("Zoë O'NEILL-BROWN’s brother")]
    [InlineData("Nguyen Van An")]
    public void Name_IsFound_WhateverCaseOrderAndAccents(string text) => Assert.True(Names.StandIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("The bank at the corner of Smith Street.")]
    [InlineData("John walked by. The smithy is closed.")]
    [InlineData("John\nSmith")]
    [InlineData("Johnny Smithson")]
    [InlineData("\ud800 \u202e\0")]
    public void TextWithoutAName_IsLeftAlone(string text) => Assert.False(Names.StandIn(text));

    /// <summary>20,000 names and the longest assessment there can be: somebody waits for it.</summary>
    [Fact]
    public void LongList_AndLongText_AreLookedThroughInOneGo()
    {
        var names = new NamesInText(Enumerable.Range(0, 20_000).Select(i => $"Given{Letters(i)} Family{Letters(i * 7)}"));
        var text = string.Join(' ', Enumerable.Repeat("Nobody of these words is anybody", 10_000));

        Assert.False(names.StandIn(text));
        Assert.True(names.StandIn($"{text} Family{Letters(7 * 19_999)} Given{Letters(19_999)}"));
    }

    private static string Letters(int number) => string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(d => (char)('a' + (d - '0'))));
}

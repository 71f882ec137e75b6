using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class NoticeHasItsPartsTests
{
    private static PolicyPack Asking(params NoticePart[] parts) => Given.Uk with { Notice = new PolicyNotice { Parts = parts } };

    [Fact]
    public void PublicNotice_WithEveryPart_IsMet() => Says.Met(Judge(Asking([.. Enum.GetValues<NoticePart>().Except([NoticePart.Map])])));

    [Fact]
    public void PartThatThePublicDoesNotRead_IsNamed()
    {
        Says.Broken(Judge(Asking(NoticePart.Summary, NoticePart.Map)), "The public notice lacks the map. Draw the place");
        Says.Met(Judge(Asking(NoticePart.Map), g => g.Plan = g.Plan with { Map = new([new(183_000, 51_574_000), new(184_000, 51_574_000), new(184_000, 51_575_000)], [], []) }));
    }

    /// <summary>A text that a form would not let through may come from an import or an earlier release.</summary>
    [Theory]
    [InlineData(NoticePart.Summary)]
    [InlineData(NoticePart.Why)]
    [InlineData(NoticePart.WhoIsLookedFor)]
    [InlineData(NoticePart.AnotherWay)]
    [InlineData(NoticePart.WhatHappensToYourFace)]
    [InlineData(NoticePart.YourRights)]
    [InlineData(NoticePart.Contact)]
    public void EachText_IsLookedFor(NoticePart part)
    {
        var whole = Given.Dossier().Notice!.Current!;

        Assert.True(whole.Has(part));
        Assert.False((whole with { Text = new NoticeText(" ", "", " ", "", "", "", "") }).Has(part));
    }

    [Fact]
    public void NothingPublic_IsBroken_AndAPolicyThatNamesNoPartsAsksNothing()
    {
        Says.Broken(Judge(Asking(NoticePart.Summary), g => g.NoticeAt = null), "No notice is public");
        Says.Met(Judge(Given.Uk, g => g.NoticeAt = null));
    }

    private static Verdict Judge(PolicyPack pack, Action<Given>? change = null) => new NoticeHasItsParts().Judge(Given.Dossier(g =>
    {
        g.Policy = pack;
        change?.Invoke(g);
    }));
}

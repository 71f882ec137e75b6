using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

/// <summary>R52: criteria are approved before anybody comes in, and everybody fits them.</summary>
public class EntryFitsTheApprovedCriteriaTests
{
    private static readonly CriteriaTerms Terms = new([EntryCategory.WantedByCourts], [ImageSource.Custody], [AgeBand.Adult], "Seen by the station.");

    [Fact]
    public void WithoutApprovedCriteria_NobodyComesIn_ButAListFromBeforeStands()
    {
        Assert.Contains("has not approved criteria", Judge(new CriteriaInForce(true, null)).Sentence, StringComparison.Ordinal);
        Assert.False(Judge(CriteriaInForce.NotNeeded).IsBroken);
        Assert.False(Judge(new CriteriaInForce(true, Terms)).IsBroken);
    }

    [Theory]
    [InlineData("category W2")]
    [InlineData("photographs of this kind (third party)")]
    [InlineData("people of this age (13 to 17)")]
    public void WhatIsOutside_IsNamed(string missed)
    {
        var finding = Judge(new CriteriaInForce(true, Terms), d => missed[0] switch
        {
            'c' => d with { Category = EntryCategory.SuspectedOfOffence },
            'p' when missed.StartsWith("photographs", StringComparison.Ordinal) => d with { ImageSource = ImageSource.ThirdParty },
            _ => d with { AgeBand = AgeBand.Child13To17 },
        });

        Assert.True(finding.Blocks);
        Assert.Contains(missed, finding.Sentence, StringComparison.Ordinal);
    }

    private static Finding Judge(CriteriaInForce criteria, Func<EntryDetails, EntryDetails>? change = null) =>
        RuleBook.Judge(Given.EntryDossier(change) with { Criteria = criteria }).Single(f => f.RuleId == Rule.IdOf<EntryFitsTheApprovedCriteria>());
}

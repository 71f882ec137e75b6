using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryIsSeriousEnoughTests
{
    private static readonly PolicyPack Pack = Given.Uk with { Offence = new PolicyOffence { Code = "Four", Text = "an offence that carries at least four years in prison", Categories = ["W1", "W2"] } };

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void EntryWithoutAnOffence_IsRefused(string offence) =>
        Says.Broken(Judge(d => d with { Offence = offence }), "The person must be sought for an offence that carries at least four years in prison, and no offence is named. Enter the offence");

    [Fact]
    public void EntryThatNamesIt_IsMet_AndTheApproverReadsIt() =>
        Says.Met(Judge(d => d with { Offence = "Wounding, section 18: up to life" }));

    /// <summary>Nobody looks for a missing child because of an offence.</summary>
    [Fact]
    public void CategoryToWhichItDoesNotApply_IsNotAsked() => Says.Met(Judge(d => d with { Category = EntryCategory.MissingAtRisk }));

    [Fact]
    public void PolicyWithoutAThreshold_AsksNothing() => Says.Met(Judge(d => d, Given.Uk));

    /// <summary>The hash that an approver signs has the offence in it, and entries from before have no line of it.</summary>
    [Fact]
    public void Offence_IsPartOfWhatIsSigned_AndGoesWithThePurge()
    {
        var entry = Given.Entry(1, d => d with { Offence = "Wounding" });

        Assert.Contains("offence=8:Wounding", EntryHash.Text(entry).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("offence", EntryHash.Text(Given.Entry(1)).ToString(), StringComparison.Ordinal);
        entry.Purge();
        Assert.Empty(entry.Details.Offence);
    }

    private static Verdict Judge(Func<EntryDetails, EntryDetails> change, PolicyPack? pack = null) => new EntryIsSeriousEnough().Judge(Given.EntryDossier(change) with { Policy = pack ?? Pack });
}

using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

public class PolicyComparisonTests
{
    private static readonly PolicyPack Europe = Given.Library.Find("eu-ai-act.1")!;

    /// <summary>Whoever adds a number to a pack says what it is called.</summary>
    [Fact]
    public void EveryNumber_HasWords() =>
        Assert.Equal(
            PolicyPack.Figures.Where(f => f.StartsWith("numbers.", StringComparison.Ordinal)).Select(f => f["numbers.".Length..]).Order(StringComparer.Ordinal),
            PolicyComparison.NumbersInWords.Order(StringComparer.Ordinal));

    [Fact]
    public void APolicy_BesideItself_IsTheSameInEveryLine() =>
        Assert.All(PolicyComparison.Of(Given.Uk, Given.Uk), part => Assert.All(part.Lines, line => Assert.True(line.IsSame, line.What)));

    [Theory]
    [InlineData("Who decides", "Authority", "A police officer", "A judge")]
    [InlineData("Who decides", "At a protest", "Reasons under Articles 10 and 11, and assistant chief constable or above", "Reasons under Articles 11 and 12 of the Charter of Fundamental Rights")]
    [InlineData("Where", "Crime hotspot", "Permitted", "")]
    [InlineData("Where", "Imminent threat", "", "Permitted, section 5(1)(h)(ii)")]
    [InlineData("Who may be looked for", "Missing and at risk (W4)", "Used; never arrested because of an alert", "")]
    [InlineData("Numbers", "People who must judge before officers are sent", "1", "2")]
    [InlineData("Numbers", "A longer list is pointed out", "1,600 entries", "100 entries")]
    public void Line_SaysWhatEachHas(string part, string what, string one, string other)
    {
        var line = PolicyComparison.Of(Given.Uk, Europe).Single(p => p.Title == part).Lines.Single(l => l.What == what);

        Assert.Equal((one, other), (line.One, line.Other));
    }

    /// <summary>The public reads these beside the policy in force: nothing that both say alike, and no part without a line.</summary>
    [Fact]
    public void Differences_AreTheLinesThatAreNotTheSame()
    {
        var differences = PolicyComparison.Differences(Given.Uk, Europe);

        Assert.Equal(PolicyComparison.Of(Given.Uk, Europe).SelectMany(p => p.Lines).Where(l => !l.IsSame), differences.SelectMany(p => p.Lines));
        Assert.All(differences, p => Assert.NotEmpty(p.Lines));
        Assert.Empty(PolicyComparison.Differences(Given.Uk, Given.Uk));
    }

    /// <summary>Every number and time has a line that leads to where it comes from.</summary>
    [Fact]
    public void Figures_LeadToTheirCitations() =>
        Assert.Superset(PolicyPack.Figures.ToHashSet(StringComparer.Ordinal), PolicyComparison.Figures(Given.Uk).SelectMany(p => p.Lines).Select(l => l.Key).ToHashSet(StringComparer.Ordinal));
}

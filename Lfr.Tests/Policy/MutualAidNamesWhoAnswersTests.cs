using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class MutualAidNamesWhoAnswersTests
{
    private static readonly MutualAid Humber = new("Humberside Police, two officers", "The Commissioner of Police of the Metropolis", "Nobody; the officers act under direction", "Metropolitan Police policy of 2024");

    [Fact]
    public void NoOtherForce_RuleIsMet() => Says.Met(Judge(null));

    [Fact]
    public void AidWithAllOfIt_RuleIsMet() => Says.Met(Judge(Humber));

    [Theory]
    [InlineData("partner", "does not say who takes part.")]
    [InlineData("controller", "does not say who the controller is.")]
    [InlineData("processor", "does not say who the processor is.")]
    [InlineData("policy", "does not say whose policy holds.")]
    public void AidWithAPartMissing_IsRefusedAndSaysWhich(string part, string words) => Says.Broken(Judge(part switch
    {
        "partner" => Humber with { Partner = " " },
        "controller" => Humber with { Controller = "" },
        "processor" => Humber with { Processor = "" },
        _ => Humber with { GoverningPolicy = "\t" },
    }), words);

    [Fact]
    public void AidOfWhichNothingIsSaid_NamesEverythingThatIsMissing() =>
        Says.Broken(Judge(new MutualAid("", "", "", "")), "does not say who takes part, who the controller is, who the processor is and whose policy holds");

    /// <summary>What another force brings is part of what is granted: it cannot come in later under the same authority, and an old plan keeps its hash.</summary>
    [Fact]
    public void AidThatIsAddedLater_VoidsTheAuthority_AndAnotherDeploymentBeginsWithoutIt()
    {
        var plan = Given.GoodPlan();

        Assert.False((plan with { MutualAid = Humber }).HasHash(plan.Hash()));
        Assert.True((plan with { MutualAid = null }).HasHash(plan.Hash()));
        Assert.Null((plan with { MutualAid = Humber }).ForAnother().MutualAid);
    }

    private static Verdict Judge(MutualAid? aid) => new MutualAidNamesWhoAnswers().Judge(Given.Dossier(g => g.Plan = g.Plan with { MutualAid = aid }));
}

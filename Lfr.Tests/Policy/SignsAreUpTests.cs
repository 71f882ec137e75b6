using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class SignsAreUpTests
{
    [Fact]
    public void Deployment_WithoutAListOfSigns_IsRefused() => Says.Broken(Judge(g => g.Signs = []), "Nothing says where signs stand.");

    [Fact]
    public void Sign_ThatNobodyPhotographed_IsRefusedByItsPlace() =>
        Says.Broken(Judge(g => g.SignsUpBefore = null), $"1 sign is not photographed in place yet: {Given.SignBeforeTheZone}.");

    /// <summary>Photographed for one day, a sign shows nothing about another.</summary>
    [Fact]
    public void Day_ThatWasMovedAfterThePhotograph_IsPhotographedAgain()
    {
        var dossier = Given.Dossier();
        var moved = Given.Dossier(g => g.Plan = g.Plan with { Window = new(g.Plan.Window!.Start.AddDays(9), g.Plan.Window.End.AddDays(9)) }).Plan;
        Given.Do(dossier.Deployment.ChangePlan(moved, Given.Start));

        Says.Broken(new SignsAreUp().Judge(dossier), "not photographed in place yet");
    }

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet()
    {
        var verdict = Judge(g => g.Signs = [Given.SignBeforeTheZone, "Western Road, by the clock"]);

        Says.Met(verdict);
        Assert.Contains("2 signs are up", verdict.Sentence, StringComparison.Ordinal);
    }

    private static Verdict Judge(Action<Given>? change = null) => new SignsAreUp().Judge(Given.Dossier(change));
}

using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class ModelIsMeasuredTests
{
    [Fact]
    public void Model_WithoutMeasuredErrors_IsRefused() =>
        Says.Broken(Judge(g => g.Engine = g.Engine with { Calibration = null }), "were not measured");

    [Fact]
    public void Model_ThatIsNotVerified_IsRefused() =>
        Says.Broken(Judge(g => g.Engine = g.Engine with { Models = new Dictionary<string, string>() }), "not verified");

    [Fact]
    public void Calibration_OfAnotherModel_IsRefused() =>
        Says.Broken(Judge(g => g.Engine = g.Engine with { Calibration = g.Engine.Calibration! with { EmbedderHash = "f" } }), "another model");

    [Fact]
    public void Entry_EnrolledWithAnotherModel_IsRefused() =>
        Says.Broken(Judge(g => g.Entries = [Given.Entry(1, photograph: Given.GoodPhotograph() with { EmbedderHash = "f" }).SignedOff()]), "R-0001 was enrolled with another model");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new ModelIsMeasured().Judge(Given.Dossier(change));
}

using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class RowsAreAsTheLogLeftThemTests
{
    [Fact]
    public void Row_ChangedPastTheCommands_IsRefused() =>
        Says.Broken(Judge("Entry R-00001 is not as event 12 of the audit log left it."), "Entry R-00001 is not as event 12 of the audit log left it.");

    [Fact]
    public void ManyRows_AreNamedUpToThree() =>
        Says.Broken(Judge("A is gone.", "B is gone.", "C is gone.", "D is gone.", "E is gone."), "C is gone. So are 2 more.");

    [Fact]
    public void ReadinessListOnly_IsNotJudgedYet() => Says.Met(new RowsAreAsTheLogLeftThem().Judge(Given.Dossier()));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() => Says.Met(Judge());

    private static Verdict Judge(params string[] found) => new RowsAreAsTheLogLeftThem().Judge(Given.Dossier() with { Discrepancies = found });
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class WindowIsFixedTests
{
    [Fact]
    public void Plan_WithoutADate_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Window = null }), "no date yet");

    [Fact]
    public void Window_ThatEndsBeforeItStarts_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Window = new Window(Given.Start, Given.Start.AddHours(-1)) }), "ends before it starts");

    [Fact]
    public void Window_OfNoLength_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Window = new Window(Given.Start, Given.Start) }), "ends before it starts");

    [Fact]
    public void Window_LongerThanThePolicyAllows_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Window = new Window(Given.Start, Given.Start.AddHours(12).AddMinutes(1)) }), "at most 12 h are allowed");

    [Fact]
    public void Window_OfExactlyTheLongestLength_IsAllowed() =>
        Says.Met(Judge(g => g.Plan = g.Plan with { Window = new Window(Given.Start, Given.Start.AddHours(12)) }));

    [Fact]
    public void Window_ThatIsOver_IsRefused() =>
        Says.Broken(Judge(g => g.Now = Given.Start.AddHours(8)), "The window was over on 5 June 2026, 18:00");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new WindowIsFixed().Judge(Given.Dossier(change));
}

using System.Text.Json.Nodes;
using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

/// <summary>A policy that ends, or that another follows, before a deployment takes place: its planner is told while something can be done.</summary>
public sealed class PolicyOnTheDayTests : IDisposable
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(-9);
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-day-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void PolicyThatIsStillInForce_NeedsNoWord()
    {
        Assert.Null(PolicyOnTheDay.Sentence(Library(null), Draft(), Now));
        Assert.Null(PolicyOnTheDay.Sentence(Library(null), Draft(dated: false), Now));
    }

    [Fact]
    public void PolicyThatEndsBefore_WithoutAnother_IsToldToThePlanner()
    {
        var library = Library("2026-06-01");

        Assert.Equal(
            "“Overt live facial recognition: model policy 2026” ends before this deployment takes place, and no policy is in force on that day. Choose an earlier day, or ask the policy owner for the next policy.",
            PolicyOnTheDay.Sentence(library, Draft(), Now));
        Assert.Equal("“Overt live facial recognition: model policy 2026” ends on 1 June 2026. A date after that falls under the policy in force then.", PolicyOnTheDay.Sentence(library, Draft(dated: false), Now));
        // Authority was asked for under it: R01 refuses that day, in words of its own.
        Assert.Null(PolicyOnTheDay.Sentence(library, new Given { AuthorisedBy = null }.Deployment(), Now));
    }

    [Fact]
    public void PolicyThatAnotherFollows_IsNamedWithIt_AndWhoAskedAlreadyKeepsTheirs()
    {
        var library = Library(null, "2026-06-03");

        Assert.Equal(
            "On that day “The next policy” is in force, not “Overt live facial recognition: model policy 2026”: its use cases, categories and rules hold for this plan. Check them before you ask for authority.",
            PolicyOnTheDay.Sentence(library, Draft(), Now));
        Assert.Equal(
            "It keeps “Overt live facial recognition: model policy 2026”, under which authority was asked for. Deployments that are planned now for that day fall under “The next policy”.",
            PolicyOnTheDay.Sentence(library, new Given().Deployment(), Now));
    }

    private static Lfr.Shared.Deployments.Deployment Draft(bool dated = true) => new Given { Submitted = false, Plan = dated ? Given.GoodPlan() : Given.GoodPlan() with { Window = null } }.Deployment();

    private PolicyLibrary Library(string? ends, string? next = null)
    {
        Write("uk.json", "uk-2026.1", "Overt live facial recognition: model policy 2026", "2026-01-01", ends);
        if (next is not null)
            Write("next.json", "uk-2026.2", "The next policy", next, null);
        return PolicyLibrary.Load(_folder);
    }

    private void Write(string file, string id, string title, string from, string? to)
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "uk-2026.json")))!;
        (pack["id"], pack["title"], pack["effectiveFrom"], pack["effectiveTo"]) = (id, title, from, to);
        File.WriteAllText(Path.Combine(_folder, file), pack.ToJsonString());
    }
}

using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AuthorityIsIndependentTests
{
    [Fact]
    public void Planner_Authorising_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Planner; }), "Priya Planner worked on the plan of this deployment");

    /// <summary>Acting in a higher rank and as authorising officer makes nobody another person.</summary>
    [Fact]
    public void Planner_ActingAsAuthorisingOfficer_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Planner with { Rank = Rank.Superintendent, Acting = "acting superintendent, acting as authorising officer until 4 December 2026" }; }), "Priya Planner worked on the plan of this deployment");

    [Fact]
    public void Compiler_Authorising_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Compiler; }), "Carl Compiler worked on the list");

    [Fact]
    public void Compiler_OfARemovedEntry_Authorising_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.OtherApprover; var e = Given.Entry(3, compiler: Given.OtherApprover); e.Remove("Arrested", Given.Compiler, g.Now); g.Entries = [.. g.Entries, e]; }), "worked on the list");

    [Fact]
    public void Officer_WhoCompiledAfterGranting_IsNoticedAtGoLive() =>
        Says.Broken(Judge(g => g.Entries = [.. g.Entries, Given.Entry(3, compiler: Given.Officer)]), "Sue Perintendent worked on the list");

    /// <summary>An officer who was given another role for an hour rewrote the plan and granted it: what counts is what somebody did, not whose the deployment is.</summary>
    [Theory]
    [InlineData(PreparedPart.Plan, "Sue Perintendent worked on the plan")]
    [InlineData(PreparedPart.Notice, "Sue Perintendent worked on the notice")]
    [InlineData(PreparedPart.List, "Sue Perintendent worked on the list")]
    public void Officer_WhoHadAPart_IsRefused(PreparedPart part, string words)
    {
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }, new Preparation(Given.Officer.UserId, part)), words);
        Says.Broken(Judge(null, new Preparation(Given.Officer.UserId, part)), words);
        Says.Met(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }, new Preparation(Given.Planner.UserId, part)));
    }

    /// <summary>Whoever looked after a plan for somebody on leave worked on it. After the grant nobody works on what was granted.</summary>
    [Fact]
    public void OfficerToWhomThePlanWasHanded_Authorising_IsRefused_AndAfterTheGrantItCostsNothing()
    {
        Says.Broken(Handed(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }, Given.Start.AddDays(-3)), "Sue Perintendent worked on the plan");
        Says.Broken(Handed(_ => { }, Given.Start.AddDays(-300)), "Sue Perintendent worked on the plan");
        Says.Met(Handed(_ => { }, Given.Start.AddMinutes(20)));
    }

    /// <summary>What a system proposed is the work of whoever answers for it. An authority that was granted before anybody asked that stands.</summary>
    [Fact]
    public void OfficerWhoAnswersForASystemThatCompiled_Authorising_IsRefused()
    {
        var dossier = Given.Dossier(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }) with { AnswerForHands = new HashSet<Guid> { Given.Officer.UserId } };

        Says.Broken(new AuthorityIsIndependent().Judge(dossier), "Sue Perintendent answers for a system that proposed people for this list");
        Assert.True(AuthorityIsIndependent.OfCountersigner(dossier, Given.Officer, Weight.Block).Blocks);
        Says.Met(new AuthorityIsIndependent().Judge(Given.Dossier() with { AnswerForHands = new HashSet<Guid> { Given.Officer.UserId } }));
    }

    [Fact]
    public void NobodyAsking_RuleIsMet() =>
        Says.Met(Judge(g => g.AuthorisedBy = null));

    [Fact]
    public void AnotherOfficer_Authorising_IsAllowed() =>
        Says.Met(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Handed(Action<Given> change, DateTimeOffset at)
    {
        var dossier = Given.Dossier(change);
        Given.Do(dossier.Deployment.HandOver(Given.Officer.UserId, Given.Officer.Name, "On leave", Given.Planner, at));
        return new AuthorityIsIndependent().Judge(dossier);
    }

    private static Verdict Judge(Action<Given>? change = null, params Preparation[] parts) => new AuthorityIsIndependent().Judge(Given.Dossier(change) with { Preparations = parts });
}

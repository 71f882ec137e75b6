using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Assessments;

/// <summary>An assessment is written by planners, advised on by the data protection officer, approved by somebody who wrote none of it, and its versions never change.</summary>
public sealed class AssessmentDocumentTests
{
    private static readonly Actor Dpo = Given.Person(18, "Dora Protection", Rank.Staff, Roles.DataProtectionOfficer);
    private static readonly Plan Plan = Given.GoodPlan();
    private static readonly DateTimeOffset Now = Given.Start.AddDays(-20);

    [Fact]
    public void Draft_BegunFromThePlan_SaysWhatThePlanSays()
    {
        var text = AssessmentPrefill.Of(AssessmentKind.DataProtection, Plan, Given.Uk, "Expect about 0.5 false alerts.");

        Assert.Equal(AssessmentOutline.Of(AssessmentKind.DataProtection, Given.Uk).Select(p => p.Title), text.Parts.Select(p => p.Title));
        var planned = text.Parts[0].Text;
        Assert.All(
            new[] { "Find people wanted for violence", "South Street, by the station", "W1", "Camera 1: The station's exit", "9,000. Station counts of Fridays in May.", "Expect about 0.5 false alerts." },
            words => Assert.Contains(words, planned, StringComparison.Ordinal));
        Assert.DoesNotContain("demo:walk.mp4", planned, StringComparison.Ordinal);
        Assert.Contains(Given.Uk.Retention.FalseAlerts.InWords(), text.Parts[2].Text, StringComparison.Ordinal);
        Assert.Equal(["Who was asked"], text.Missing());
    }

    [Fact]
    public void ApprovedVersion_CountsAsACitation_UntilThePlanIsAnother()
    {
        var document = Approved(AssessmentKind.Equality);

        var cited = document.InForce(Plan)!;
        Assert.Equal(("Written in Lfr, version 1", Given.Officer.Name, "Measured by group."), (cited.Reference, cited.ApprovedBy, cited.Evidence));
        // Another day is no other plan; another street, list or camera is.
        Assert.NotNull(document.InForce(Plan with { Window = new Window(Given.Start.AddDays(9), Given.Start.AddDays(9).AddHours(4)) }));
        Assert.Null(document.InForce(Plan with { Place = Plan.Place with { Venue = "Market Place" } }));
        Assert.Null(document.InForce(Plan with { Criteria = Plan.Criteria with { Categories = [EntryCategoryOf(0)] } }));
        Assert.Null(document.InForce(Plan with { Cameras = [.. Plan.Cameras, new Camera(Given.Id(21), "Camera 2", "demo:walk.mp4", "The market")] }));
    }

    [Fact]
    public void Version_IsApproved_ByNobodyWhoWroteAsksOrAdvised()
    {
        var document = Waiting(AssessmentKind.DataProtection);
        Says.RefusedBy("STATE", document.Decide(true, "", Plan, Given.Officer, Now), "has not given an opinion yet");
        Says.RefusedBy("ROLE", document.GiveOpinion(OpinionAdvice.NoObjection, "Fine.", Given.Planner, Now), "your own words");
        Given.Do(document.GiveOpinion(OpinionAdvice.NoObjection, "I read it.", Dpo, Now));

        Says.RefusedBy("ROLE", document.Decide(true, "", Plan, Given.Planner with { RoleNames = Given.Officer.RoleNames }, Now), "You wrote this assessment");
        Says.RefusedBy("ROLE", document.Decide(true, "", Plan, Dpo with { RoleNames = Given.Officer.RoleNames }, Now), "You gave the opinion");
        Given.Do(document.Decide(true, "", Plan, Given.Officer, Now));
        Says.RefusedBy("STATE", document.Decide(true, "", Plan, Given.Officer, Now), "decided meanwhile");

        // Whoever wrote once stays a writer, in every later version.
        var other = Given.Person(19, "Pat Planner", Rank.Inspector, Roles.Planner);
        Given.Do(document.Write(Text(AssessmentKind.DataProtection, "Later."), Outline(AssessmentKind.DataProtection), other));
        Given.Do(document.Submit(Plan, other, Now));
        Given.Do(document.GiveOpinion(OpinionAdvice.NoObjection, "I read it.", Dpo, Now));
        Says.RefusedBy("ROLE", document.Decide(true, "", Plan, Given.Planner, Now), "You wrote this assessment");
    }

    [Fact]
    public void Change_TakesRequestAndOpinionBack_AndTheApprovedVersionStays()
    {
        var document = Approved(AssessmentKind.Equality);
        var first = document.Current!;
        Given.Do(document.Write(Text(AssessmentKind.Equality, "More was found."), Outline(AssessmentKind.Equality), Given.Planner));
        Given.Do(document.Submit(Plan, Given.Planner, Now));
        Given.Do(document.GiveOpinion(OpinionAdvice.Against, "Too much is unknown.", Dpo, Now));
        Given.Do(document.Write(Text(AssessmentKind.Equality, "Even more."), Outline(AssessmentKind.Equality), Given.Planner));

        Assert.Equal((null, null), (document.SubmittedBy, document.Opinion));
        Given.Do(document.Submit(Plan, Given.Planner, Now));
        Given.Do(document.GiveOpinion(OpinionAdvice.Against, "Too much is unknown.", Dpo, Now));
        Says.RefusedBy("FORM", document.Decide(true, " ", Plan, Given.Officer, Now), "advises against it");
        Given.Do(document.Decide(true, "The measurements came yesterday.", Plan, Given.Officer, Now.AddDays(1)));

        Assert.Equal([1, 2], document.Versions.Select(v => v.Number));
        Assert.Same(first, document.Versions[0]);
        Assert.Equal(["Who may be affected, and how"], AssessmentDifferences.Between(first.Text, document.Current!.Text, AssessmentKind.Equality).Select(d => d.Part));
        Assert.Equal("Written in Lfr, version 2", document.InForce(Plan)!.Reference);
    }

    [Fact]
    public void Request_IsRefused_WhileSomethingIsMissing()
    {
        var document = AssessmentDocument.Start(Given.Id(9), Given.DeploymentId, AssessmentKind.Equality);
        var text = Text(AssessmentKind.Equality, "Measured.");
        Says.RefusedBy("FORM", document.Submit(Plan, Given.Planner, Now), "Nothing is written");
        Given.Do(Wrote(text with { Parts = [.. text.Parts.Select((p, i) => i == 2 ? p with { Text = " " } : p)] }));
        Says.RefusedBy("FORM", document.Submit(Plan, Given.Planner, Now), "not complete: What is done about it");
        Given.Do(Wrote(text with { Evidence = "" }));
        Says.RefusedBy("FORM", document.Submit(Plan, Given.Planner, Now), "Evidence on bias");
        Given.Do(Wrote(text with { ValidUntil = DateOnly.MinValue }));
        Says.RefusedBy("FORM", document.Submit(Plan, Given.Planner, Now), "until when");
        Given.Do(Wrote(text with { ValidUntil = Now.ForceDay().AddDays(-1) }));
        Says.RefusedBy("FORM", document.Submit(Plan, Given.Planner, Now), "which is over");
        Given.Do(Wrote(text with { ValidUntil = Now.ForceDay().AddYears(6) }));
        Says.RefusedBy("FORM", document.Submit(Plan, Given.Planner, Now), "more than 5 years");
        Given.Do(Wrote(text));
        Given.Do(document.Submit(Plan, Given.Planner, Now));
        Says.RefusedBy("STATE", document.Submit(Plan, Given.Planner, Now), "asked for already");

        Outcome Wrote(AssessmentText words) => document.Write(words, Outline(AssessmentKind.Equality), Given.Planner);
    }

    [Fact]
    public void Words_ThatAreTooLong_OrUnderOtherTitles_AreRefused()
    {
        var document = AssessmentDocument.Start(Given.Id(9), Given.DeploymentId, AssessmentKind.Community);
        var text = Text(AssessmentKind.Community, "Asked.");

        Says.RefusedBy("FORM", document.Write(text with { Parts = [text.Parts[0] with { Text = new string('x', AssessmentText.LongestPart + 1) }, .. text.Parts.Skip(1)] }, Outline(AssessmentKind.Community), Given.Planner), "too long");
        Says.RefusedBy("CONFLICT", document.Write(text with { Parts = [.. text.Parts, new AssessmentPart("Weather", "Rain.")] }, Outline(AssessmentKind.Community), Given.Planner), "other parts");
        Says.RefusedBy("CONFLICT", document.Write(text with { Parts = [] }, Outline(AssessmentKind.Community), Given.Planner), "other parts");
        Assert.Empty(document.Authors);
    }

    [Fact]
    public void PlanThatChangedAfterTheRequest_IsNotApprovedUnread()
    {
        var document = Waiting(AssessmentKind.Community);
        var moved = Plan with { Place = Plan.Place with { Zone = "The whole market" } };

        Says.RefusedBy("STATE", document.Decide(true, "", moved, Given.Officer, Now), "changed after approval was asked for");
        Says.RefusedBy("FORM", document.Decide(false, "", moved, Given.Officer, Now), "No reasons");
        Given.Do(document.Decide(false, "Look at the market again.", moved, Given.Officer, Now));
        Assert.Equal("Look at the market again.", document.Return!.Reasons);
        Given.Do(document.Submit(moved, Given.Planner, Now));
        Given.Do(document.Decide(true, "", moved, Given.Officer, Now));
        Assert.Equal((true, false), (document.InForce(moved) is not null, document.InForce(Plan) is not null));
    }

    [Fact]
    public void PartThatIsWithheld_HasAReason_AndNotEveryPartIs()
    {
        var document = Approved(AssessmentKind.Equality);
        var titles = document.Current!.AllParts(AssessmentKind.Equality).Select(p => p.Title).ToArray();

        Says.RefusedBy("FORM", document.Publish(1, [new WithheldPart(titles[0], " ")], Dpo, Now), "Nothing says why");
        Says.RefusedBy("FORM", document.Publish(1, [new WithheldPart("Weather", "Rain.")], Dpo, Now), "no part called");
        Says.RefusedBy("FORM", document.Publish(1, [.. titles.Select(t => new WithheldPart(t, "Secret."))], Dpo, Now), "Every part is withheld");
        Says.RefusedBy("CONFLICT", document.Publish(2, [], Dpo, Now), "Version 1 was approved meanwhile");
        Given.Do(document.Publish(1, [new WithheldPart(titles[1], "It names places.")], Dpo, Now));
        Says.RefusedBy("STATE", document.Publish(1, [new WithheldPart(titles[1], "It names places.")], Dpo, Now), "public already");
        Given.Do(document.Publish(1, [], Dpo, Now.AddDays(1)));
        Assert.Equal([1, 0], document.Publications.Select(p => p.Withheld.Count));
    }

    [Fact]
    public void PartsThatAPolicyNames_TakeThePlaceOfTheUsualOnes()
    {
        var pack = Given.Uk with
        {
            Terms = Given.Uk.Terms! with
            {
                Assessments = new Dictionary<AssessmentKind, PolicyAssessment>
                {
                    [AssessmentKind.Equality] = new() { Title = "Examination", Source = "Act", Parts = [new() { Title = "Process", Facts = [PlanFacts.Purpose] }, new() { Title = "People affected", Hint = "Who." }] },
                },
            },
        };

        Assert.Equal(["Process", "People affected"], AssessmentOutline.Of(AssessmentKind.Equality, pack).Select(p => p.Title));
        Assert.Contains("Find people wanted for violence", AssessmentPrefill.Of(AssessmentKind.Equality, Plan, pack, null).Parts[0].Text, StringComparison.Ordinal);
        Assert.NotEmpty(AssessmentOutline.Of(AssessmentKind.Community, pack));
    }

    /// <summary>Article 27(1) of the AI Act asks for six elements, points a to f.</summary>
    [Fact]
    public void EuropeanAssessment_HasTheSixElementsOfArticle27()
    {
        var pack = Given.Library.Find("eu-ai-act.2")!;
        var parts = AssessmentOutline.Of(AssessmentKind.Equality, pack);

        Assert.Equal(["a", "b", "c", "d", "e", "f"], parts.Select(p => p.Hint[(p.Hint.IndexOf("(point ", StringComparison.Ordinal) + 7)..^2]));
        Assert.All(AssessmentPrefill.Of(AssessmentKind.Equality, Plan, pack, null).Parts.Where((_, i) => parts[i].Facts != PlanFacts.None), p => Assert.NotEmpty(p.Text));
    }

    [Theory]
    [InlineData(AssessmentKind.DataProtection)]
    [InlineData(AssessmentKind.Equality)]
    [InlineData(AssessmentKind.Community)]
    [InlineData(AssessmentKind.AppropriatePolicy)]
    public void Kind_HasAnAddressOfItsOwn_AndTitlesThatDiffer(AssessmentKind kind)
    {
        Assert.Equal(kind, AssessmentAddress.Read(kind.Address()));
        Assert.Null(AssessmentAddress.Read("weather"));
        string[] titles = [.. AssessmentOutline.Of(kind, null).Select(p => p.Title), AssessmentOutline.EvidenceTitle(kind), AssessmentVersion.OpinionTitle];
        Assert.Equal(titles.Length, titles.Distinct(StringComparer.Ordinal).Count());
    }

    private static Lfr.Shared.Watchlists.EntryCategory EntryCategoryOf(int index) => Plan.Criteria.Categories[index];

    private static IReadOnlyList<OutlinePart> Outline(AssessmentKind kind) => AssessmentOutline.Of(kind, Given.Uk);

    /// <summary>A whole text; <paramref name="words"/> stand in its second part.</summary>
    internal static AssessmentText Text(AssessmentKind kind, string words, PolicyPack? pack = null) => new(
        [.. AssessmentOutline.Of(kind, pack ?? Given.Uk).Select((p, i) => new AssessmentPart(p.Title, i == 1 ? words : $"About {p.Title}."))], "Measured by group.", Now.ForceDay().AddYears(1));

    private static AssessmentDocument Waiting(AssessmentKind kind)
    {
        var document = AssessmentDocument.Start(Given.Id(9), Given.DeploymentId, kind);
        Given.Do(document.Write(Text(kind, "Measured."), Outline(kind), Given.Planner));
        Given.Do(document.Submit(Plan, Given.Planner, Now));
        return document;
    }

    /// <summary>One with an approved version, of <paramref name="plan"/>.</summary>
    internal static AssessmentDocument Approved(AssessmentKind kind, Plan? plan = null, PolicyPack? pack = null, string words = "Measured.")
    {
        var document = AssessmentDocument.Start(Given.Id(9), Given.DeploymentId, kind);
        Given.Do(document.Write(Text(kind, words, pack), AssessmentOutline.Of(kind, pack ?? Given.Uk), Given.Planner));
        Given.Do(document.Submit(plan ?? Plan, Given.Planner, Now));
        Given.Do(document.GiveOpinion(OpinionAdvice.WithConditions, $"Watch the figures. {words}", Dpo, Now));
        Given.Do(document.Decide(true, "", plan ?? Plan, Given.Officer, Now));
        return document;
    }

    /// <summary>One in which everything stands that there can be: for whatever looks at every field.</summary>
    internal static AssessmentDocument Whole()
    {
        var document = Approved(AssessmentKind.Equality);
        Given.Do(document.Publish(1, [new WithheldPart("Evidence on bias", "It names places.")], Dpo, Now));
        Given.Do(document.Write(Text(AssessmentKind.Equality, "Once more."), Outline(AssessmentKind.Equality), Given.Planner));
        Given.Do(document.Submit(Plan, Given.Planner, Now));
        Given.Do(document.GiveOpinion(OpinionAdvice.Against, "Not yet.", Dpo, Now));
        Given.Do(document.Decide(false, "Not yet.", Plan, Given.Officer, Now));
        return document;
    }
}

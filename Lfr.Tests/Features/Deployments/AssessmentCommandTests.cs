using System.Net;
using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Deployments;

/// <summary>A force may write an assessment here instead of citing one: planner, data protection officer and authorising officer each do their part, and the public reads what may be read.</summary>
public sealed class AssessmentCommandTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const AssessmentKind Kind = AssessmentKind.Equality;
    private static readonly Actor Dpo = Given.Person(18, "Dora Protection", Rank.Staff, Roles.DataProtectionOfficer);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assessment_WrittenHere_SatisfiesTheRule_ThatWasBrokenBefore()
    {
        var id = await DraftAsync();
        Assert.Contains("There is no equality impact assessment. ", (await FindingAsync(id)).Sentence + " ", StringComparison.Ordinal);
        var begun = (await ReadAsync(id))!;
        Assert.Contains("Find people wanted for violence", begun.Text.Parts[0].Text, StringComparison.Ordinal);

        Given.Do(await WriteAsync(id, Text("Measured."), 0));
        Assert.Contains("is being written", (await FindingAsync(id)).Sentence, StringComparison.Ordinal);
        Given.Do(await SubmitAsync(id));
        Assert.Contains("waits for approval", (await FindingAsync(id)).Sentence, StringComparison.Ordinal);
        Given.Do(await DecideAsync(id));
        Assert.Equal(Weight.Met, (await FindingAsync(id)).Weight);
        Assert.Contains("1 of 4 in force", (await shared.App.Services.GetRequiredService<ReadHub>().RunAsync(Given.Planner, id, Cancel))!.Tasks.Single(t => t.Title == "Assessments").Detail, StringComparison.Ordinal);

        var now = await shared.App.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel));
        Given.Do(await shared.App.Services.GetRequiredService<ChangePlan>().RunAsync(Given.Planner, id, now.Plan with { Place = now.Plan.Place with { Zone = "The whole market" } }, now.Revision, Cancel));
        Assert.Contains("approved for another place or purpose", (await FindingAsync(id)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfTwoWhoWriteAtOnce_OneIsKept_AndTheOtherTold()
    {
        var id = await DraftAsync();
        var both = await Task.WhenAll(Enumerable.Range(1, 2).Select(n => Task.Run(() => WriteAsync(id, Text($"Words {n}."), 0))));

        Says.RefusedBy("CONFLICT", Assert.Single(both, o => !o.Succeeded), "Your words are still on the screen");
        Assert.Equal(1, await shared.App.InDatabaseAsync(db => db.AssessmentDocuments.CountAsync(a => a.DeploymentId == id, Cancel)));
    }

    [Fact]
    public async Task Officer_ApprovesTheWordsThatWereRead_AndNoOthers()
    {
        var id = await DraftAsync();
        Given.Do(await WriteAsync(id, Text("Measured."), 0));
        Given.Do(await SubmitAsync(id));
        var read = (await ReadAsync(id))!.Revision;
        Given.Do(await WriteAsync(id, Text("Something else."), read));
        Given.Do(await SubmitAsync(id));

        Says.RefusedBy("CONFLICT", await DecideAsync(id, read), Given.Planner.Name);
        Given.Do(await DecideAsync(id));
        Assert.Equal("Something else.", (await ReadAsync(id))!.Document!.Current!.Text.Parts[1].Text);
    }

    [Fact]
    public async Task WhatIsAsked_StandsOnTheStartPage_OfWhoeverAnswers_AndOfNobodyWhoWrote()
    {
        var id = await DraftAsync();
        Given.Do(await shared.App.Services.GetRequiredService<WriteAssessment>().RunAsync(Given.Planner, id, AssessmentKind.DataProtection, Text("Measured.", AssessmentKind.DataProtection), 0, Cancel));
        Given.Do(await shared.App.Services.GetRequiredService<SubmitAssessment>().RunAsync(Given.Planner, id, AssessmentKind.DataProtection, null, Cancel));
        var address = LfrRoutes.Assessment(id, AssessmentKind.DataProtection.Address());

        Assert.Equal("Give your opinion on the data protection impact assessment", Assert.Single(await NeedsAsync(Dpo), n => n.Address == address).What);
        Assert.DoesNotContain(await NeedsAsync(Given.Officer), n => n.Address == address);
        Given.Do(await shared.App.Services.GetRequiredService<GiveAssessmentOpinion>().RunAsync(Dpo, id, AssessmentKind.DataProtection, OpinionAdvice.NoObjection, "I read it.", null, Cancel));
        Assert.DoesNotContain(await NeedsAsync(Dpo), n => n.Address == address);
        Assert.Equal("Decide on the data protection impact assessment", Assert.Single(await NeedsAsync(Given.Officer), n => n.Address == address).What);
        Assert.DoesNotContain(await NeedsAsync(Given.Planner with { RoleNames = Given.Officer.RoleNames }), n => n.Address == address);
    }

    /// <summary>What is withheld is nowhere in the page, nor is a draft, nor anybody's name.</summary>
    [Fact]
    public async Task Public_ReadsTheApprovedVersion_WithoutWhatIsWithheld_AndNothingBeforeTheNotice()
    {
        var id = await DraftAsync();
        var reference = await shared.App.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == id).Select(d => d.Reference).SingleAsync(Cancel));
        var page = LfrRoutes.PublicAssessment(reference, Kind.Address());
        Given.Do(await WriteAsync(id, Text("<script>alert(1)</script> The quiet corner by the bank."), 0));
        Given.Do(await SubmitAsync(id));
        Given.Do(await DecideAsync(id));
        Says.RefusedBy("STATE", await PublishAsync(id, []), "has not been told of this deployment");

        Given.Do(await shared.App.Services.GetRequiredService<WriteNotice>().RunAsync(Given.Planner, id, Given.NoticeText, 0, Cancel));
        Given.Do(await shared.App.Services.GetRequiredService<PublishNotice>().RunAsync(Given.Planner, id, "", null, null, Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(page)).Status);
        Given.Do(await PublishAsync(id, [new WithheldPart("Evidence on bias", "It names <b>places</b>.")]));
        Given.Do(await WriteAsync(id, Text("A draft that nobody approved."), (await ReadAsync(id))!.Revision));

        var (status, html) = await GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("The quiet corner by the bank.", html, StringComparison.Ordinal);
        Assert.Contains("It names &lt;b&gt;places&lt;/b&gt;.", html, StringComparison.Ordinal);
        Assert.All(new[] { "<script", "Measured by group", "A draft that nobody approved", Given.Planner.Name, Given.Officer.Name }, words => Assert.DoesNotContain(words, html, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(page, (await GetAsync(LfrRoutes.Notice(reference))).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(LfrRoutes.PublicAssessment(reference, "community"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(LfrRoutes.PublicAssessment(reference, "%3Cscript%3E"))).Status);
    }

    [Fact]
    public async Task DeploymentThatIsOver_KeepsItsAssessments()
    {
        var id = await DraftAsync();
        Given.Do(await WriteAsync(id, Text("Measured."), 0));
        var revision = (await ReadAsync(id))!.Revision;
        Given.Do(await shared.App.Services.GetRequiredService<CancelDeployment>().RunAsync(Given.Planner, id, "Not needed.", null, Cancel));

        Says.RefusedBy("STATE", await WriteAsync(id, Text("Too late."), revision), "The deployment is over");
        Says.RefusedBy("STATE", await SubmitAsync(id), "The deployment is over");
        Assert.False((await ReadAsync(id))!.MayWrite);
    }

    private async Task<Guid> DraftAsync()
    {
        var id = Guid.CreateVersion7();
        var start = shared.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(6);
        var plan = Given.GoodPlan() with { Window = new Window(start, start.AddHours(4)), Assessments = [] };
        Given.Do(await shared.App.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, id, plan, Cancel));
        return id;
    }

    private AssessmentText Text(string words, AssessmentKind kind = Kind) => new(
        [.. AssessmentOutline.Of(kind, null).Select((p, i) => new AssessmentPart(p.Title, i == 1 ? words : $"About {p.Title}."))],
        "Measured by group.", shared.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().ForceDay().AddYears(1));

    private Task<Outcome> WriteAsync(Guid id, AssessmentText text, long? seen) => shared.App.Services.GetRequiredService<WriteAssessment>().RunAsync(Given.Planner, id, Kind, text, seen, Cancel);

    private Task<Outcome> SubmitAsync(Guid id) => shared.App.Services.GetRequiredService<SubmitAssessment>().RunAsync(Given.Planner, id, Kind, null, Cancel);

    private Task<Outcome> DecideAsync(Guid id, long? seen = null) => shared.App.Services.GetRequiredService<DecideAssessment>().RunAsync(Given.Officer, id, Kind, true, "", seen, Cancel);

    private Task<Outcome> PublishAsync(Guid id, IReadOnlyList<WithheldPart> withheld) => shared.App.Services.GetRequiredService<PublishAssessment>().RunAsync(Dpo, id, Kind, 1, withheld, null, Cancel);

    private Task<AssessmentView?> ReadAsync(Guid id) => shared.App.Services.GetRequiredService<ReadAssessment>().RunAsync(Given.Planner, id, Kind, Cancel);

    private Task<IReadOnlyList<HomeTask>> NeedsAsync(Actor actor) => NeedsOfAsync(shared.App.Services.GetRequiredService<HomeQuery>(), actor);

    private static async Task<IReadOnlyList<HomeTask>> NeedsOfAsync(HomeQuery home, Actor actor) => (await home.ReadAsync(actor, Cancel)).Needs;

    private async Task<Finding> FindingAsync(Guid id) =>
        (await shared.App.Services.GetRequiredService<ReadHub>().RunAsync(Given.Planner, id, Cancel))!.Readiness.Single(f => f.RuleId == "R10");

    private async Task<(HttpStatusCode Status, string Html)> GetAsync(string path)
    {
        using var client = shared.App.Anybody();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}

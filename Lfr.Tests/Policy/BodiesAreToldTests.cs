using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class BodiesAreToldTests
{
    private static readonly NotifiedBody Ombudsman = new() { Code = "Ombudsman", Name = "ombudsman" };
    private static readonly NotifiedBody Registry = new() { Code = "Registry", Name = "national registry", Address = new Uri("https://registry.example") };
    private static readonly PolicyPack Pack = Given.Uk with { Notice = new PolicyNotice { Bodies = [Ombudsman, Registry] } };

    [Fact]
    public void BodyThatNobodyTold_IsNamed()
    {
        Says.Broken(Judge([]), "Nobody has recorded that the ombudsman and the national registry were told of this place, time and purpose.");
        Says.Broken(Judge([Ombudsman]), "Nobody has recorded that the national registry was told");
        Says.Met(Judge([Ombudsman, Registry]));
        Says.Met(Judge([], Given.Uk));
    }

    /// <summary>What they were told of is another use once place, time or purpose changed.</summary>
    [Fact]
    public void BodiesToldOfAnotherTime_AreToldAgain() =>
        Says.Broken(Judge([Ombudsman, Registry], change: p => p with { Window = new(Given.Start.AddHours(1), Given.Start.AddHours(6)) }), "the ombudsman and the national registry were told");

    [Fact]
    public void Telling_IsRecordedOnce_WithHowAndByWhom()
    {
        var notice = Notice.Write(Given.Id(2), Given.DeploymentId, Given.NoticeText);

        Says.RefusedBy("FORM", notice.RecordTold(Ombudsman, " ", Given.GoodPlan(), Given.Planner, Given.Start), "How the body was told is missing");
        Says.RefusedBy("FORM", notice.RecordTold(Ombudsman, new string('x', Notice.LongestHow + 1), Given.GoodPlan(), Given.Planner, Given.Start));
        Says.RefusedBy("FORM", notice.RecordTold(Ombudsman, "By letter", Given.GoodPlan() with { Window = null }, Given.Planner, Given.Start), "no date");
        Given.Do(notice.RecordTold(Ombudsman, " Letter 12 ", Given.GoodPlan(), Given.Planner, Given.Start));
        Says.RefusedBy("CONFLICT", notice.RecordTold(Ombudsman, "Letter 13", Given.GoodPlan(), Given.Officer, Given.Start), "Priya Planner recorded on 5 June 2026, 10:00 that the ombudsman was told: Letter 12.");

        Assert.Equal(("Ombudsman", "Letter 12", Given.Planner.UserId), (notice.Told[0].Code, notice.Told[0].How, notice.Told[0].By.UserId));
        Assert.Single(notice.Told);
    }

    private static Verdict Judge(NotifiedBody[] told, PolicyPack? pack = null, Func<Lfr.Shared.Deployments.Plan, Lfr.Shared.Deployments.Plan>? change = null)
    {
        var dossier = Given.Dossier(g =>
        {
            g.Policy = pack ?? Pack;
            if (change is not null)
                g.ChangedAfterwards = change;
        });
        foreach (var body in told)
            Given.Do(dossier.Notice!.RecordTold(body, "By letter", Given.GoodPlan(), Given.Planner, Given.Start.AddDays(-3)));
        return new BodiesAreTold().Judge(dossier);
    }
}

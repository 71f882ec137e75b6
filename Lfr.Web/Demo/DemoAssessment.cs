using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Web.Demo;

/// <summary>The equality impact assessment of the demonstration's Romford, in two versions. All of it is invented.</summary>
internal static class DemoAssessment
{
    /// <summary>Why the public does not read one part.</summary>
    public const string WhyWithheld = "It names how often and by whom figures are looked at on the day, which would tell those sought when to come.";

    /// <summary>The part that the public does not read.</summary>
    public const string Withheld = "How it is watched afterwards";

    private const string Evidence =
        "False match rates of this very model differ by up to 14 times between groups on UTKFace; the threshold of 0.54 keeps the expected number below one in a thousand faces for a list of this size, and every alert is judged by a person.";

    /// <summary>The first version, begun from the plan.</summary>
    public static AssessmentText First(Plan plan, PolicyPack? policy, DateOnly day) => Written(plan, policy, day,
        "Romford has more older people than its neighbours and a growing number of Black and Asian families. All of them pass the station. People of these groups, women and older people may be alerted on falsely more often than others.",
        "Alerts are judged before anybody is approached, pictures first. Whoever is stopped by mistake is told why and given a leaflet.");

    /// <summary>The second, after the advisory group had met.</summary>
    public static AssessmentText Second(Plan plan, PolicyPack? policy, DateOnly day) => Written(plan, policy, day,
        "Romford has more older people than its neighbours and a growing number of Black and Asian families. All of them pass the station. People of these groups, women and older people may be alerted on falsely more often than others. The advisory group added: people with a carer at their side fear being stopped in front of others.",
        "Alerts are judged before anybody is approached, pictures first. Whoever is stopped by mistake is told why and given a leaflet. Two engagement officers are briefed on people with carers, and a quiet place beside the van is kept free.");

    private static AssessmentText Written(Plan plan, PolicyPack? policy, DateOnly day, string affected, string done)
    {
        var begun = AssessmentPrefill.Of(AssessmentKind.Equality, plan, policy, null);
        // A policy that names parts of its own has others; the first ones take these words.
        string[] words = [affected, done, "Silver reads alerts by group at noon and at the end. The record publishes false alerts; the independent advisory group reads it within a month."];
        var open = begun.Parts.Where(p => p.Text.Length == 0).Select(p => p.Title).ToList();
        return new AssessmentText(
            [.. begun.Parts.Select(p => p.Text.Length > 0 ? p : p with { Text = words[Math.Min(open.IndexOf(p.Title), words.Length - 1)] })],
            Evidence, day.AddYears(1));
    }
}

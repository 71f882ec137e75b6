using System.Text.Json;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>The parts of a plan that are written, compared and kept each by itself.</summary>
public static class PlanParts
{
    private static readonly Part[] All =
    [
        new("Name", p => p.Name, (p, from) => p with { Name = from.Name }),
        new("Street and landmark", p => p.Place.Venue, (p, from) => p with { Place = p.Place with { Venue = from.Place.Venue } }),
        new("Town or borough", p => p.Place.Area, (p, from) => p with { Place = p.Place with { Area = from.Place.Area } }),
        new("Recognition zone", p => p.Place.Zone, (p, from) => p with { Place = p.Place with { Zone = from.Place.Zone } }),
        new("Another way", p => p.Place.AlternativeRoute, (p, from) => p with { Place = p.Place with { AlternativeRoute = from.Place.AlternativeRoute } }),
        new("Map", p => p.Map is { } map ? $"A zone with {Words.Count(map.Zone.Count, "corner", "corners")}; {Words.Count(map.Sites.Count, "marked point", "marked points")}" : "", (p, from) => p with { Map = from.Map }, p => p.Map),
        new("When", p => p.Window is { } w ? ForceTime.Span(w.Start, w.End) : "", (p, from) => p with { Window = from.Window }, p => p.Window),
        new("Use case", (p, policy) => p.Grounds.UseCase == UseCase.Undecided ? "" : policy?.Find(p.Grounds.UseCase)?.Title ?? "One that the policy does not know", (p, from) => p with { Grounds = p.Grounds with { UseCase = from.Grounds.UseCase } }, p => p.Grounds.UseCase),
        new("Evidence for the use case", p => p.Grounds.UseCaseEvidence, (p, from) => p with { Grounds = p.Grounds with { UseCaseEvidence = from.Grounds.UseCaseEvidence } }),
        new("Purpose", p => p.Grounds.Purpose, (p, from) => p with { Grounds = p.Grounds with { Purpose = from.Grounds.Purpose } }),
        new("Legal power", p => p.Grounds.LegalPower, (p, from) => p with { Grounds = p.Grounds with { LegalPower = from.Grounds.LegalPower } }),
        new("Reason to believe", p => p.Grounds.ReasonToBelieve, (p, from) => p with { Grounds = p.Grounds with { ReasonToBelieve = from.Grounds.ReasonToBelieve } }),
        new("Necessity", p => p.Grounds.Necessity, (p, from) => p with { Grounds = p.Grounds with { Necessity = from.Grounds.Necessity } }),
        new("Proportionality", p => p.Grounds.Proportionality, (p, from) => p with { Grounds = p.Grounds with { Proportionality = from.Grounds.Proportionality } }),
        new("Less intrusive methods", p => p.Grounds.LessIntrusive, (p, from) => p with { Grounds = p.Grounds with { LessIntrusive = from.Grounds.LessIntrusive } }),
        new("Sensitive sites", p => p.Grounds.SensitiveSites, (p, from) => p with { Grounds = p.Grounds with { SensitiveSites = from.Grounds.SensitiveSites } }),
        new("Protest", p => p.Protest is { } protest ? $"{(protest.IsExpected ? "Expected" : "None is expected")}. {protest.Reasons}".Trim() : "", (p, from) => p with { Protest = from.Protest }, p => p.Protest),
        new("Criteria", p => p.Criteria.Text, (p, from) => p with { Criteria = p.Criteria with { Text = from.Criteria.Text } }),
        new("Categories", (p, policy) => string.Join(", ", p.Criteria.Categories.Select(c => policy?.Find(c)?.Title ?? c.Code(policy))), (p, from) => p with { Criteria = p.Criteria with { Categories = from.Criteria.Categories } }),
        new("Expected footfall", p => p.ExpectedFootfall == 0 ? "" : Words.Number(p.ExpectedFootfall), (p, from) => p with { ExpectedFootfall = from.ExpectedFootfall }),
        new("Where the footfall comes from", p => p.FootfallBasis, (p, from) => p with { FootfallBasis = from.FootfallBasis }),
        new("One false alert in how many faces", p => p.TargetFalseAlertRate > 0 ? Words.Per(p.TargetFalseAlertRate) : "", (p, from) => p with { TargetFalseAlertRate = from.TargetFalseAlertRate }),
        .. Enum.GetValues<AssessmentKind>().Select(OfAssessment),
        new("Cameras", p => string.Join("\n", p.Cameras.Select(c => $"{c.Name}: {CameraAddresses.Public(c.Source)}. {c.View}")), (p, from) => p with { Cameras = from.Cameras }, p => p.Cameras),
        new("Without a connection", p => p.Offline is { } o ? $"{o.WorkerName}, {Words.Count(o.Minutes, "minute", "minutes")}. {o.Reason}" : "", (p, from) => p with { Offline = from.Offline }, p => p.Offline),
        new("Mutual aid", p => p.MutualAid is { } aid ? aid.InWords() : "", (p, from) => p with { MutualAid = from.MutualAid }, p => p.MutualAid),
        new("Resources and cost", p => p.Resources is { } takes ? takes.InWords() : "", (p, from) => p with { Resources = from.Resources }, p => p.Resources),
        new("Staff", p => string.Join(", ", p.Staff.Select(s => s.Name)), (p, from) => p with { Staff = from.Staff }, p => p.Staff),
    ];

    /// <summary>Where two versions differ, in the order of the plan and in the words of <paramref name="policy"/>.</summary>
    public static IReadOnlyList<TextPart> Differences(Plan mine, Plan theirs, PolicyPack? policy) =>
        [.. All.Where(part => !part.IsSame(mine, theirs)).Select(part => new TextPart(part.NameIn(policy), part.InWords(mine, policy), part.InWords(theirs, policy)))];

    /// <summary>Their version, with every part on top that was changed here: <paramref name="before"/> is what both began from.</summary>
    public static Plan Merge(Plan before, Plan mine, Plan theirs) =>
        All.Where(part => !part.IsSame(before, mine)).Aggregate(theirs, (merged, part) => part.Take(merged, mine));

    private static Part OfAssessment(AssessmentKind kind)
    {
        Assessment? Of(Plan plan) => plan.Assessments.FirstOrDefault(a => a.Kind == kind);
        return new(
            kind.ToString(),
            p => Of(p) is not { } a ? "" : string.Join(", ", new[]
            {
                a.Reference, a.ApprovedBy, a.ApprovedOn == DateOnly.MaxValue ? "" : $"approved {ForceTime.Date(a.ApprovedOn)}", a.ValidUntil == DateOnly.MinValue ? "" : $"valid until {ForceTime.Date(a.ValidUntil)}", a.Evidence,
            }.Where(t => t.Length > 0)),
            (p, from) => p with { Assessments = [.. p.Assessments.Where(a => a.Kind != kind).Concat(Of(from) is { } a ? [a] : []).OrderBy(a => a.Kind)] },
            Of);
    }

    private sealed record Part(string Name, Func<Plan, PolicyPack?, string> InWords, Func<Plan, Plan, Plan> Take, Func<Plan, object?>? Value = null)
    {
        public string NameIn(PolicyPack? policy) => Enum.TryParse<AssessmentKind>(Name, out var kind) ? kind.InWords(policy) : Name;

        public Part(string name, Func<Plan, string> inWords, Func<Plan, Plan, Plan> take, Func<Plan, object?>? value = null)
            : this(name, (plan, _) => inWords(plan), take, value)
        {
        }

        public bool IsSame(Plan one, Plan other) => string.Equals(Written(one), Written(other), StringComparison.Ordinal);

        private string Written(Plan plan) => Value is null ? InWords(plan, null) : JsonSerializer.Serialize(Value(plan));
    }
}

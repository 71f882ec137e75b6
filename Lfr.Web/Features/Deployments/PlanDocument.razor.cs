using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Parts;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>A whole plan to be read from top to bottom: everything that an authority covers, and what is missing in it.</summary>
public partial class PlanDocument
{
    /// <summary>Plan.</summary>
    [Parameter]
    [EditorRequired]
    public Plan Plan { get; set; } = null!;

    /// <summary>Policy that it stands under, whose words it is read in; <see langword="null"/> when none is in force.</summary>
    [Parameter]
    [EditorRequired]
    public PolicyPack? Policy { get; set; }

    /// <summary>Assessments that are written in Lfr.</summary>
    [Parameter]
    public IReadOnlyList<AssessmentDocument> Documents { get; set; } = [];

    private string UseCase => Plan.Grounds.UseCase == Shared.Deployments.UseCase.Undecided ? "Not chosen yet."
        : Policy?.Find(Plan.Grounds.UseCase) is not { } useCase ? "One that the policy does not know."
        : useCase.Section is { } section ? $"{useCase.Title} (section {section}). {useCase.Meaning}" : $"{useCase.Title}. {useCase.Meaning}";

    private IEnumerable<(string Title, IReadOnlyList<(string Name, string Text)> Parts)> Sections
    {
        get
        {
            var (p, g) = (Plan.Place, Plan.Grounds);
            yield return ("Place and time",
            [
                ("When", Plan.Window is { } w ? $"{ForceTime.SpanWithWeekday(w.Start, w.End)}, {Words.Duration(w.Length)}" : ""),
                ("Where", string.Join(", ", new[] { p.Venue, p.Area }.Where(t => t.Length > 0))), ("Recognition zone", p.Zone), ("Another way", p.AlternativeRoute),
            ]);
            yield return ("Why here",
            [
                ("Use case", UseCase), ("Evidence", g.UseCaseEvidence), ("Purpose", g.Purpose), ("Legal power", g.LegalPower),
                ("Reason to believe", g.ReasonToBelieve),
            ]);
            yield return ("Necessity and proportionality",
            [
                ("Necessity", g.Necessity), ("Proportionality", g.Proportionality), ("Less intrusive methods", g.LessIntrusive), ("Sensitive sites", g.SensitiveSites),
                ("Protest", Plan.Protest switch { null => "", { IsExpected: false } => "None is expected.", { Reasons: var reasons } => $"One is expected. {reasons}".Trim() }),
            ]);
            yield return ("Who may be looked for",
            [
                ("Criteria", Plan.Criteria.Text), ("Categories", string.Join("\n", Plan.Criteria.Categories.Order().Select(c => Policy?.Find(c) is { } known ? $"{known.Code} {known.Title}" : $"{c.Code(Policy)}, which the policy does not know"))),
            ]);
            yield return ("Cameras, footfall and staff",
            [
                ("Cameras", string.Join("\n", Plan.Cameras.Select(c => c.View.Length > 0 ? $"{c.Name}: {c.View}" : c.Name))),
                ("Without a connection", Plan.Offline is { } offline
                    ? $"{offline.WorkerName} may compare for {Words.Count(offline.Minutes, "minute", "minutes")}, while nobody can stop it from here. {offline.Reason}".Trim() : "Nothing is compared."),
                ("Expected footfall", Plan.ExpectedFootfall > 0 ? $"{Words.Count(Plan.ExpectedFootfall, "face", "faces")}. {Plan.FootfallBasis}".Trim() : ""),
                ("Aims at", Plan.TargetFalseAlertRate > 0 ? $"One false alert in {Words.Per(Plan.TargetFalseAlertRate)} faces" : ""),
                ("Mutual aid", Plan.MutualAid?.InWords() ?? "No other force or agency takes part."),
                ("Resources and cost", Plan.Resources?.InWords() ?? ""),
                ("Staff", string.Join("\n", Plan.Staff.Select(s =>
                    $"{s.Name}, {Roles.InWords(s.Role).ToLowerInvariant()}, {(s.TrainedUntil is { } until ? $"trained until {ForceTime.Date(until)}" : "no training on record")}"))),
            ]);
            yield return ("Assessments", [.. Enum.GetValues<AssessmentKind>().Select(k => (k.InWords(Policy), Written(Documents.FirstOrDefault(d => d.Kind == k)?.InForce(Plan) ?? Plan.Assessments.FirstOrDefault(a => a.Kind == k))))]);
        }
    }

    private static string Written(Assessment? a)
    {
        if (a is null)
            return "";
        var approved = a.ApprovedOn == DateOnly.MaxValue || a.ApprovedBy.Length == 0 ? "not approved yet" : $"approved by {a.ApprovedBy} on {ForceTime.Date(a.ApprovedOn)}";
        var valid = a.ValidUntil == DateOnly.MinValue ? "no last day given" : $"valid until {ForceTime.Date(a.ValidUntil)}";
        return $"{(a.Reference.Length > 0 ? a.Reference : "No reference")}, {approved}, {valid}.\n{a.Evidence}".Trim();
    }
}

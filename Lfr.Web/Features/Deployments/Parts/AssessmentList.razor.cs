using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>The assessments of a deployment with how each stands, and the way to each.</summary>
public partial class AssessmentList
{
    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public Guid Id { get; set; }

    /// <summary>Its plan.</summary>
    [Parameter]
    [EditorRequired]
    public Plan Plan { get; set; } = null!;

    /// <summary>Those that are written in Lfr.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<AssessmentDocument> Documents { get; set; } = [];

    /// <summary>Policy, which names them.</summary>
    [Parameter]
    [EditorRequired]
    public PolicyPack? Policy { get; set; }

    /// <summary>How the assessment of a kind stands: approved in Lfr, cited, waiting or missing.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="plan">Plan.</param>
    /// <param name="documents">Assessments that are written in Lfr.</param>
    /// <param name="cited">Whether a citation is named too; without it only what is written in Lfr is, if there is any.</param>
    internal static string? StandOf(AssessmentKind kind, Plan plan, IReadOnlyList<AssessmentDocument> documents, bool cited = true)
    {
        var document = documents.FirstOrDefault(d => d.Kind == kind);
        if (document?.InForce(plan) is { } approved)
            return $"{approved.Reference}: approved, valid until {ForceTime.Date(approved.ValidUntil)}{(document.IsWaiting ? "; a new version waits" : "")}";
        var elsewhere = cited ? plan.Assessments.FirstOrDefault(a => a.Kind == kind && a.Reference.Length > 0) : null;
        var written = document switch
        {
            null => null,
            { WaitsForOpinion: true } => "Written in Lfr: waits for the data protection officer",
            { IsWaiting: true } => "Written in Lfr: waits for approval",
            { Current: not null } => "Written in Lfr: approved for another plan",
            _ => "Written in Lfr: not approved yet",
        };
        return elsewhere is not null ? $"Cited: {elsewhere.Reference}{(written is null ? "" : $". {written}")}" : written ?? (cited ? "Missing" : null);
    }
}

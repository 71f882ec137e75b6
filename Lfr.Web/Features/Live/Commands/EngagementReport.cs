using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>What officers report back.</summary>
/// <param name="Outcome">What became of the search.</param>
/// <param name="Identity">What the ordinary check of identity showed.</param>
/// <param name="IdentifiedBy">How.</param>
/// <param name="Disposal">What happened.</param>
/// <param name="LeafletGiven">Whether the leaflet was given.</param>
/// <param name="Notes">Notes, no names.</param>
public sealed record EngagementReport(
    EngagementOutcome Outcome, IdentityCheck Identity, string IdentifiedBy, Disposal Disposal, bool LeafletGiven, string Notes)
{
    /// <summary>The report as the alert keeps it.</summary>
    public Engagement By(Signature signature) => new(Outcome, Identity, IdentifiedBy.Trim(), Disposal, LeafletGiven, Notes.Trim(), signature);
}

using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>What officers report back.</summary>
/// <param name="Outcome">What became of the search.</param>
/// <param name="Identity">What the ordinary check of identity showed.</param>
/// <param name="IdentifiedBy">How.</param>
/// <param name="Disposal">What happened.</param>
/// <param name="LeafletGiven">Whether the leaflet was given.</param>
/// <param name="Notes">Notes, no names.</param>
public sealed record EngagementReport(
    EngagementOutcome Outcome, IdentityCheck Identity, string IdentifiedBy, Disposal Disposal, bool LeafletGiven, string Notes);

/// <summary>An engagement officer, or the operator by radio, records what officers found. A second record corrects the first.</summary>
public sealed class RecordEngagement(LfrTransaction transaction)
{
    /// <summary>Keeps the report.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, EngagementReport report, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Roles.EngagementOfficer, Roles.Operator).RunAsync((context, alert) =>
            context.Did(alert.Record(new Engagement(
                report.Outcome, report.Identity, report.IdentifiedBy.Trim(), report.Disposal, report.LeafletGiven, report.Notes.Trim(), actor.Sign(context.Now))), alert.Engagements.Count == 1 ? $"Recorded the outcome of alert {alert.Sequence}." : $"Corrected the outcome of alert {alert.Sequence}."), cancellationToken);
}

using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Audit;

/// <summary>
/// The first form in which the log vouched for rows: state and what people said and decided, chosen field by field. It left out too much, such as staff, the words of a published notice
/// and pictures; what was vouched for in it is still judged by it.
/// </summary>
internal static class FirstForm
{
    /// <summary>Hash of it in this form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log does not vouch for this kind.</exception>
    public static string HashOf(IAggregate aggregate) => (aggregate switch
    {
        Deployment deployment => Text(deployment),
        Notice notice => Text(notice),
        Watchlist list => Text(list),
        WatchlistEntry entry => Text(entry),
        Alert alert => Text(alert),
        DeploymentRecord record => Text(record),
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate), aggregate, "The audit log does not vouch for this kind."),
    }).Hash();

    private static HashedText Text(Deployment deployment)
    {
        var text = new HashedText("deployment-row/1")
            .Add("reference", deployment.Reference)
            .Add("state", deployment.State.ToString())
            .Add("plan", deployment.Plan.Hash())
            .Add("policy", deployment.PolicyId)
            .Add("source", deployment.HistoricalSource);
        Add(text, "planned", deployment.PlannedBy);
        Add(text, "submitted", deployment.SubmittedBy);
        foreach (var decision in deployment.Decisions)
        {
            text.Add("decision", decision.Verdict.ToString()).Add("reasons", decision.Reasons).Add("conditions", decision.Conditions).Add("of", decision.PlanHash).Add("under", decision.PolicyId);
            Add(text, "decided", decision.By);
        }

        foreach (var run in deployment.Runs)
        {
            text.Add("run", run.LicenceId).Add("gallery", run.GalleryHash).Add("until", run.NotAfter).Add("ended", run.Ended).Add("end", run.End?.ToString()).Add("why", run.EndReason)
                .Add("faces", run.Counters.FacesCompared);
            Add(text, "started", run.StartedBy);
            foreach (var hold in run.Holds)
            {
                text.Add("hold", hold.Kind.ToString());
                Add(text, "held", hold.By);
                Add(text, "released", hold.Release?.By);
            }

            foreach (var decision in run.FalseAlertDecisions)
            {
                text.Add("falseAlerts", decision.FalseAlerts).Add("of", decision.FacesCompared).Add("choice", decision.Choice.ToString()).Add("reason", decision.Reason);
                Add(text, "decided", decision.By);
            }
        }

        return text;
    }

    private static HashedText Text(Notice notice)
    {
        var text = new HashedText("notice-row/1").Add("deployment", notice.DeploymentId).Add("state", notice.State.ToString()).Add("shortNotice", notice.ShortNoticeReason);
        foreach (var version in notice.Versions)
        {
            text.Add("version", version.Number).Add("change", version.Change.ToString()).Add("facts", version.FactsHash).Add("reason", version.Reason)
                .Add("from", version.Window.Start).Add("to", version.Window.End);
            Add(text, "by", version.By);
        }

        return text;
    }

    private static HashedText Text(Watchlist list)
    {
        var text = new HashedText("watchlist-row/1").Add("deployment", list.DeploymentId).Add("state", list.State.ToString()).Add("gallery", list.Seal?.GalleryHash).Add("size", list.Seal?.Size ?? 0);
        Add(text, "sealed", list.Seal?.By);
        return text.Add("broken", list.BrokenSeals.Count);
    }

    private static HashedText Text(WatchlistEntry entry)
    {
        var text = new HashedText("entry-row/1").Add("deployment", entry.DeploymentId).Add("reference", entry.Reference).Add("state", entry.State.ToString()).Add("entry", entry.Hash()).Add("removed", entry.RemovalReason);
        foreach (var compiled in entry.Compilations)
            Add(text, "compiled", compiled);
        foreach (var decision in entry.Decisions)
        {
            text.Add("decision", decision.Verdict.ToString()).Add("reasons", decision.Reasons).Add("of", decision.EntryHash);
            Add(text, "decided", decision.By);
        }

        foreach (var suspension in entry.Suspensions)
        {
            text.Add("suspended", suspension.Fate.ToString()).Add("reason", suspension.Reason);
            Add(text, "by", suspension.By);
            Add(text, "lifted", suspension.Lifted?.By);
        }

        return text;
    }

    private static HashedText Text(Alert alert)
    {
        var text = new HashedText("alert-row/1").Add("deployment", alert.DeploymentId).Add("licence", alert.LicenceId).Add("sequence", alert.Sequence).Add("entry", alert.EntryId)
            .Add("raised", alert.RaisedAt).Add("state", alert.State.ToString()).Add("result", alert.Result.ToString())
            .Add("score", alert.Evidence.Score).Add("threshold", alert.Evidence.Threshold);
        foreach (var said in alert.Adjudications)
        {
            text.Add("answer", said.Answer.ToString()).Add("kind", said.Kind.ToString()).Add("reasons", said.Reasons);
            Add(text, "answered", said.By);
        }

        foreach (var check in alert.StatusChecks)
        {
            text.Add("wanted", check.StillWanted).Add("with", check.CheckedWith);
            Add(text, "checked", check.By);
        }

        Add(text, "dispatched", alert.DispatchedBy);
        foreach (var said in alert.Engagements)
        {
            text.Add("outcome", said.Outcome.ToString()).Add("identity", said.Identity.ToString()).Add("disposal", said.Disposal.ToString()).Add("kind", said.Kind.ToString()).Add("notes", said.Notes);
            Add(text, "reported", said.By);
        }

        return text;
    }

    private static HashedText Text(DeploymentRecord record)
    {
        var text = new HashedText("record-row/1").Add("deployment", record.DeploymentId);
        foreach (var version in record.Versions)
        {
            text.Add("version", version.Number).Add("narrative", version.Text.Narrative).Add("lessons", version.Text.Lessons).Add("correction", version.Correction);
            Add(text, "by", version.By);
        }

        return text;
    }

    private static void Add(HashedText text, string name, Signature? by) =>
        text.Add(name, by?.UserId.ToString("D")).Add(name + ".name", by?.Name).Add(name + ".rank", by?.Rank.ToString()).Add(name + ".at", by?.At);
}

using Lfr.Shared;
using Lfr.Shared.Alerts;
using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Data;

/// <summary>What people call a row of a deployment that the audit log vouches for, at the beginning of a sentence.</summary>
public static class RowName
{
    /// <summary>Its name: <c>Entry R-0001</c>.</summary>
    public static string Of(IAggregate row) => row switch
    {
        Deployment => "The deployment",
        Notice => "The notice",
        Watchlist => "The list",
        WatchlistEntry entry => $"Entry {entry.Reference}",
        ListSample sample => $"The sample of {Words.Moment(sample.DrawnBy.At)}",
        ListCriteria => "The criteria of the list",
        AssessmentDocument assessment => $"The {Words.Lower(assessment.Kind.InWords(null))}",
        Alert alert => $"Alert {alert.Sequence}",
        _ => "The record",
    };
}

using Lfr.Shared.Biometrics;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>What is kept of a deployment, by kind: how much, until when, and what was deleted with which proof.</summary>
public sealed partial class RetentionTable
{
    /// <summary>What is kept and what was deleted.</summary>
    [Parameter]
    [EditorRequired]
    public RetentionStatement Statement { get; set; } = new([]);

    /// <summary>Now: what is due before is overdue.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary><c>2 alert pictures, 1 alert template</c>; <c>nothing</c>.</summary>
    public static string Kept(RetentionLine line) => line.Keys == 0
        ? "nothing"
        : Words.AndList([.. line.Held.Select(h => Count(h.Key, h.Value)).DefaultIfEmpty("the key alone")]);

    /// <summary>A number of items, in words.</summary>
    public static string Count(BlobKind kind, int count) => Words.Count(count, kind.InWords().One, kind.InWords().Many);

    private static string Due(RetentionLine line) => line switch
    {
        { Keys: 0 } => "–",
        { NextDue: { } next, LastDue: { } last } when !string.Equals(ForceTime.DateAndTime(next), ForceTime.DateAndTime(last), StringComparison.Ordinal) =>
            $"between {ForceTime.DateAndTime(next)} and {ForceTime.DateAndTime(last)}",
        { LastDue: { } last } => ForceTime.DateAndTime(last),
        _ => "not fixed yet",
    };

    private static string Deleted(RetentionLine line)
    {
        if (line.Receipts is not [.., var latest])
            return "–";
        var what = string.Join(", ", line.Destroyed.Select(d => $"{Words.Number(d.Value)} {d.Key}").DefaultIfEmpty("nothing was stored"));
        var when = line.Late == 0 ? "in time" : line.Receipts.Count == 1 ? "too late" : $"{line.Late} of {line.Receipts.Count} deletions too late";
        var proof = line.Remaining > 0 ? $"{Words.Count(line.Remaining, "item was", "items were")} found again"
            : line.Unproven > 0 ? "not checked again yet" : "checked again: nothing is left";
        return $"{what}; {(line.Receipts.Count > 1 ? "last " : "")}{ForceTime.DateAndTime(latest.At)} by {latest.ByName}, {when}; {proof}";
    }
}

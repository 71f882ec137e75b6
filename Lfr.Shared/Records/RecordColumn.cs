namespace Lfr.Shared.Records;

/// <summary>
/// A figure of a published record that a policy may leave out. Place, day, policy, people on the list, faces, alerts, false, confirmed and unconfirmed ones and the arrests after an alert are
/// published under every policy: no rate could be checked without them. Stored by number; append only.
/// </summary>
public enum RecordColumn
{
    /// <summary>How long before the start the public was told.</summary>
    NoticeLead = 1,

    /// <summary>The threshold of the run.</summary>
    Threshold = 2,

    /// <summary>How often officers spoke to somebody.</summary>
    Engagements = 3,

    /// <summary>Arrests of the wider operation.</summary>
    OtherArrests = 4,

    /// <summary>People who were no longer sought.</summary>
    NoLongerSought = 5,

    /// <summary>Alerts about which two people differed.</summary>
    Disagreements = 6,

    /// <summary>Alerts answered after the score was shown.</summary>
    AnsweredAfterTheScore = 7,

    /// <summary>Officer-hours, in uniform and in plain clothes.</summary>
    OfficerHours = 8,

    /// <summary>What it cost.</summary>
    Cost = 9,
}

/// <summary>Columns as words.</summary>
public static class RecordColumns
{
    /// <summary>All that a policy may leave out.</summary>
    public static IReadOnlyList<RecordColumn> All { get; } = Enum.GetValues<RecordColumn>();

    /// <summary>Inside a sentence: <c>officer-hours</c>.</summary>
    public static string InWords(this RecordColumn column) => column switch
    {
        RecordColumn.NoticeLead => "how early the notice was given",
        RecordColumn.Threshold => "the threshold",
        RecordColumn.Engagements => "people spoken to",
        RecordColumn.OtherArrests => "other arrests of the operation",
        RecordColumn.NoLongerSought => "people no longer sought",
        RecordColumn.Disagreements => "alerts about which two people differed",
        RecordColumn.AnsweredAfterTheScore => "answers after the score was shown",
        RecordColumn.OfficerHours => "officer-hours",
        RecordColumn.Cost => "cost",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Unknown column."),
    };
}

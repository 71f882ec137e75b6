namespace Lfr.Shared.Watchlists;

/// <summary>What becomes of a row of an imported list.</summary>
public enum RowOutcome
{
    /// <summary>It is proposed; in a dry run, it would be.</summary>
    Accepted,

    /// <summary>It is not on the list, and its findings say why.</summary>
    Refused,

    /// <summary>It is on the list already, word for word and with this photograph.</summary>
    Unchanged,

    /// <summary>It is on the list with other words or another photograph. The entry stays as it is; the finding says what would change.</summary>
    Differs,
}

namespace Lfr.Shared.Watchlists;

/// <summary>What is known of a listed person, so that cameras stop looking for them.</summary>
public enum EntryFate
{
    /// <summary>The reason for listing is gone.</summary>
    NoLongerWanted,

    /// <summary>Arrested.</summary>
    Arrested,

    /// <summary>Found, and dealt with otherwise than by arrest.</summary>
    Located,

    /// <summary>Officers were stood down.</summary>
    StoodDown,

    /// <summary>The listing is disputed and must be looked at again.</summary>
    Challenged,
}

/// <summary>Fates as words.</summary>
public static class EntryFateLabels
{
    /// <summary>As it stands in a sentence: <c>no longer sought</c>.</summary>
    public static string InWords(this EntryFate fate) => fate switch
    {
        EntryFate.NoLongerWanted => "no longer sought",
        EntryFate.Arrested => "arrested",
        EntryFate.Located => "found",
        EntryFate.StoodDown => "officers stood down",
        EntryFate.Challenged => "listing disputed",
        _ => throw new ArgumentOutOfRangeException(nameof(fate), fate, "Unknown fate."),
    };
}

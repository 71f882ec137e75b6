using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Alerts;

/// <summary>What officers' reports say about the listed person.</summary>
public static class KnownFate
{
    /// <summary>
    /// What is known of the listed person after <paramref name="engagement"/>; <see langword="null"/> when nothing is: nobody was found, somebody
    /// else was, or the identity stayed open.
    /// </summary>
    public static EntryFate? After(Engagement engagement) => engagement switch
    {
        { Identity: IdentityCheck.ConfirmedFalse } => null,
        { Disposal: Disposal.NoLongerWanted } => EntryFate.NoLongerWanted,
        { Disposal: Disposal.Arrest } => EntryFate.Arrested,
        { Identity: IdentityCheck.ConfirmedTrue } => EntryFate.Located,
        { Outcome: EngagementOutcome.StoodDown } => EntryFate.StoodDown,
        _ => null,
    };
}

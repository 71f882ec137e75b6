using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>How a status weighs on the reader.</summary>
public enum Tone
{
    /// <summary>Nothing to do about it: a draft, something closed.</summary>
    Quiet,

    /// <summary>It goes its way.</summary>
    Good,

    /// <summary>Somebody is waited for, or must look.</summary>
    Waiting,

    /// <summary>Refused, failed, stopped.</summary>
    Bad,

    /// <summary>Running now.</summary>
    Live,
}

/// <summary>
/// A status as icon, word and colour: never by colour alone. Give one of <see cref="Deployment"/>, <see cref="Notice"/>, <see cref="Entry"/>, or
/// <see cref="Word"/> with <see cref="Tone"/>.
/// </summary>
public partial class StatusChip
{
    /// <summary>State of a deployment.</summary>
    [Parameter]
    public DeploymentState? Deployment { get; set; }

    /// <summary>State of a notice.</summary>
    [Parameter]
    public NoticeState? Notice { get; set; }

    /// <summary>State of a watchlist entry.</summary>
    [Parameter]
    public EntryState? Entry { get; set; }

    /// <summary>Any other status, in words; begins with a capital.</summary>
    [Parameter]
    public string? Word { get; set; }

    /// <summary>How <see cref="Word"/> weighs.</summary>
    [Parameter]
    public Tone Tone { get; set; }

    /// <summary>A sentence for those who rest the pointer on it.</summary>
    [Parameter]
    public string? Title { get; set; }

    private (string Class, string Icon, string Word) Shown => this switch
    {
        { Deployment: { } state } => Look(ToneOf(state), Words.Capital(state.InWords())),
        { Notice: { } state } => Look(ToneOf(state), WordOf(state)),
        { Entry: { } state } => Look(ToneOf(state), WordOf(state)),
        _ => Look(Tone, Word ?? ""),
    };

    /// <summary>How a deployment's state weighs.</summary>
    public static Tone ToneOf(DeploymentState state) => state switch
    {
        DeploymentState.Live => Tone.Live,
        DeploymentState.Authorised or DeploymentState.Published => Tone.Good,
        DeploymentState.Submitted or DeploymentState.Paused or DeploymentState.Ended or DeploymentState.Debriefed => Tone.Waiting,
        DeploymentState.Refused => Tone.Bad,
        _ => Tone.Quiet,
    };

    /// <summary>How a notice's state weighs.</summary>
    public static Tone ToneOf(NoticeState state) => state switch
    {
        NoticeState.Published => Tone.Good,
        NoticeState.Postponed or NoticeState.UnderReview or NoticeState.Withdrawn => Tone.Waiting,
        NoticeState.Cancelled or NoticeState.Refused or NoticeState.AuthorityWithdrawn => Tone.Bad,
        _ => Tone.Quiet,
    };

    /// <summary>How it weighs what the public reads.</summary>
    public static Tone ToneOf(PublicStanding standing) => standing switch
    {
        PublicStanding.Now => Tone.Live,
        PublicStanding.Planned or PublicStanding.NotRunning => Tone.Good,
        PublicStanding.AwaitingAuthority or PublicStanding.Paused or PublicStanding.UnderReview or PublicStanding.NoticeWithdrawn or PublicStanding.Postponed => Tone.Waiting,
        PublicStanding.Cancelled or PublicStanding.Refused or PublicStanding.AuthorityWithdrawn => Tone.Bad,
        _ => Tone.Quiet,
    };

    /// <summary>How an entry's state weighs.</summary>
    public static Tone ToneOf(EntryState state) => state switch
    {
        EntryState.Approved => Tone.Good,
        EntryState.Proposed or EntryState.Returned => Tone.Waiting,
        EntryState.Rejected => Tone.Bad,
        _ => Tone.Quiet,
    };

    private static string WordOf(NoticeState state) => state switch
    {
        NoticeState.Draft => "Draft",
        NoticeState.Published => "Published",
        NoticeState.Postponed => "Postponed",
        NoticeState.Cancelled => "Cancelled",
        NoticeState.Refused => "Refused authority",
        NoticeState.UnderReview => "Under review",
        NoticeState.AuthorityWithdrawn => "Authority withdrawn",
        NoticeState.Withdrawn => "Withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    private static string WordOf(EntryState state) => state switch
    {
        EntryState.Proposed => "Waits for sign-off",
        EntryState.Returned => "Sent back",
        EntryState.Approved => "Signed off",
        EntryState.Rejected => "Rejected",
        EntryState.Suspended => "Suspended",
        EntryState.Removed => "Taken off",
        EntryState.Purged => "Deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    private static (string Class, string Icon, string Word) Look(Tone tone, string word) => tone switch
    {
        Tone.Good => ("ok", MudBlazor.Icons.Material.Filled.Check, word),
        Tone.Waiting => ("warn", MudBlazor.Icons.Material.Filled.Schedule, word),
        Tone.Bad => ("bad", MudBlazor.Icons.Material.Filled.Block, word),
        Tone.Live => ("live", MudBlazor.Icons.Material.Filled.Sensors, word),
        _ => ("quiet", MudBlazor.Icons.Material.Filled.RadioButtonUnchecked, word),
    };
}

using Lfr.Shared;
using Lfr.Shared.Identity;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Data;

/// <summary>An account: a person of the force, with verified rank and LFR training. Roles say what the person may do.</summary>
public sealed class LfrUser : IdentityUser<Guid>, IAggregate
{
    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Name as it stands in records.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Verified rank (R04).</summary>
    public Rank Rank { get; set; }

    /// <summary>Collar or staff number; may be empty.</summary>
    public string ForceNumber { get; set; } = "";

    /// <summary>Unit or department; may be empty.</summary>
    public string Unit { get; set; } = "";

    /// <summary>The LFR training; <see langword="null"/> when there was none, or only its last day is known.</summary>
    public Training? Training { get; set; }

    /// <summary>Last day on which the LFR training is valid (R35); <see langword="null"/> when there was none.</summary>
    public DateOnly? TrainedUntil { get; set; }

    /// <summary>When the person left; <see langword="null"/> while they serve. The account stays, because its name stands in records.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>When the person last did something in Lfr, to the minute; <see langword="null"/> when they never signed in. Kept beside the account and vouched for by nothing.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>When the person wants to hear by e-mail of what needs them. Their own choice; vouched for by nothing.</summary>
    public MailChoice Mails { get; set; }

    /// <summary>What the list of people is searched and sorted by: name, address, number and unit, in capitals.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Whether the demonstration made it: its password is public, so it works only while the demonstration is on.</summary>
    public bool IsDemonstration { get; set; }

    /// <summary>Who the person is within the force.</summary>
    public Particulars Particulars => new(DisplayName, Rank, ForceNumber, Unit);

    /// <summary>Takes over who the person is.</summary>
    public void Take(Particulars particulars) => (DisplayName, Rank, ForceNumber, Unit) = particulars;

    /// <summary>Brings <see cref="SearchText"/> up to date; called with every save.</summary>
    internal void Index() => SearchText = $"{DisplayName} {Email} {ForceNumber} {Unit}".ToUpperInvariant().TrimEnd();
}

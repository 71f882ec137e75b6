using Lfr.Shared.Identity;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Data;

/// <summary>An account: a person of the force, with verified rank and LFR training. Roles say what the person may do.</summary>
public sealed class LfrUser : IdentityUser<Guid>
{
    /// <summary>Name as it stands in records.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Verified rank (R04).</summary>
    public Rank Rank { get; set; }

    /// <summary>Last day on which the LFR training is valid (R35); <see langword="null"/> when there was none.</summary>
    public DateOnly? TrainedUntil { get; set; }

    /// <summary>Whether the demonstration made it: its password is public, so it works only while the demonstration is on.</summary>
    public bool IsDemonstration { get; set; }
}

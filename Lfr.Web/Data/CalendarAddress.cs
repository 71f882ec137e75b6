namespace Lfr.Web.Data;

/// <summary>
/// The secret address at which somebody's own calendar program reads the deployments, one a person. The database holds only the hash of the key in it. It is deleted when its person takes it back,
/// is locked or leaves.
/// </summary>
public sealed class CalendarAddress
{
    /// <summary>Whose it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the key in the address, lower-case hex.</summary>
    public required string KeyHash { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; set; }

    /// <summary>The day of the force’s clock on which a program last read it; <see langword="null"/> while none has.</summary>
    public DateOnly? ReadOn { get; set; }
}

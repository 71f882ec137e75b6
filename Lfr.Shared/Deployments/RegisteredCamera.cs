using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>What a camera stands on.</summary>
public enum CameraKind
{
    /// <summary>A mast or a wall.</summary>
    Fixed,

    /// <summary>A van.</summary>
    Van,

    /// <summary>A tripod or a trailer.</summary>
    Portable,
}

/// <summary>What planners read of a camera.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">What it stands on.</param>
/// <param name="Zone">Where faces are compared before it, in words.</param>
/// <param name="View">What it looks at, in words.</param>
public sealed record CameraDetails(string Name, CameraKind Kind, string Zone, string View);

/// <summary>What somebody saw who tried a camera.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="By">Who.</param>
/// <param name="Worked">Whether it gave a picture.</param>
/// <param name="Sentence">What it showed, or why nothing. May name the address: for administrators alone.</param>
public sealed record CameraTry(DateTimeOffset At, string By, bool Worked, string Sentence);

/// <summary>
/// A camera of the force. Plans choose it by its id (<see cref="CameraReference"/>) and never learn its address, which only administrators read; its password is encrypted, and nobody reads that. Kept
/// after it was taken out, because plans name it.
/// </summary>
public sealed class RegisteredCamera : IAggregate
{
    /// <summary>Most characters of a name, as in a plan.</summary>
    public const int LongestName = 60;

    /// <summary>Most characters of the zone and of the view.</summary>
    public const int LongestText = 300;

    /// <summary>Most characters of what is searched.</summary>
    public const int LongestSearchText = LongestName + (2 * LongestText) + 2;

    /// <summary>Most characters of an address, with its encrypted password.</summary>
    public const int LongestSource = 1500;

    private RegisteredCamera()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it stands on.</summary>
    public CameraKind Kind { get; private set; }

    /// <summary>Where faces are compared before it.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>What it looks at.</summary>
    public string View { get; private set; } = "";

    /// <summary>Name, zone and view in capitals, for the database to look for: 20,000 rows are not read for one. Repeats what is there, so the audit log does not vouch for it.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Its address; a password in it is encrypted.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Who registered it.</summary>
    public Signature AddedBy { get; private set; } = null!;

    /// <summary>Who took it out; <see langword="null"/> while plans can choose it.</summary>
    public Signature? RetiredBy { get; private set; }

    /// <summary>When it was tried last; <see langword="null"/> when it never was.</summary>
    public CameraTry? LastTry { get; private set; }

    /// <summary>When a picture of it was last seen in a trial (UTC); <see langword="null"/> when none was.</summary>
    public DateTimeOffset? LastPictureAt { get; private set; }

    /// <summary>What planners read of it.</summary>
    public CameraDetails Details => new(Name, Kind, Zone, View);

    /// <summary>Registers one.</summary>
    /// <param name="id">A fresh id.</param>
    /// <param name="details">What planners read of it.</param>
    /// <param name="source">Its address, the password encrypted.</param>
    /// <param name="by">Who registers it.</param>
    /// <param name="now">Now (UTC).</param>
    public static RegisteredCamera Register(Guid id, CameraDetails details, string source, Actor by, DateTimeOffset now)
    {
        var camera = new RegisteredCamera { Id = id, AddedBy = by.Sign(now) };
        camera.Change(details, source);
        return camera;
    }

    /// <summary>Done when the details are whole and fit.</summary>
    public static Outcome Check(CameraDetails details)
    {
        if (string.IsNullOrWhiteSpace(details.Name))
            return Outcome.Incomplete("The camera has no name.", "Name it as operators call it.");
        if (details.Name.Trim().Length > LongestName || details.Zone.Length > LongestText || details.View.Length > LongestText)
            return Outcome.Incomplete("A text is too long.", $"A name has at most {LongestName} characters, the others {LongestText}.");
        return Enum.IsDefined(details.Kind) ? Outcome.Done : Outcome.Incomplete("No such kind of camera.", "Choose what it stands on.");
    }

    /// <summary>Changes what it is and where.</summary>
    public void Change(CameraDetails details, string source)
    {
        // What a trial showed was shown by the address that it had then.
        if (source != Source)
            (LastTry, LastPictureAt) = (null, null);
        (Name, Kind, Zone, View, Source) = (details.Name.Trim(), details.Kind, details.Zone.Trim(), details.View.Trim(), source);
        SearchText = $"{Name} {Zone} {View}".ToUpperInvariant().TrimEnd();
    }

    /// <summary>Takes it out of the register.</summary>
    public Outcome Retire(Actor by, DateTimeOffset now)
    {
        if (RetiredBy is { } before)
            return Outcome.Conflict($"{before.Name} took this camera out on {Words.Moment(before.At)}.", "There is nothing left to do.");
        RetiredBy = by.Sign(now);
        return Outcome.Done;
    }

    /// <summary>Keeps what a trial showed, unless the address became another one during it.</summary>
    /// <param name="tried">What it showed.</param>
    /// <param name="source">The address that was opened.</param>
    public void Tried(CameraTry tried, string source)
    {
        if (source == Source)
            (LastTry, LastPictureAt) = (tried, tried.Worked ? tried.At : LastPictureAt);
    }
}

/// <summary>How a plan names a camera of the register, in the place of an address: <c>register:0198…</c>.</summary>
public static class CameraReference
{
    private const string Scheme = "register:";

    /// <summary>The name of a camera.</summary>
    public static string To(Guid camera) => $"{Scheme}{camera:D}";

    /// <summary>Whether a camera of a plan is one of the register.</summary>
    public static bool Is(string source) => source.TrimStart().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this very camera: nobody gives a camera the address of another.</summary>
    public static bool Fits(Camera camera) => string.Equals(camera.Source.Trim(), To(camera.Id), StringComparison.OrdinalIgnoreCase);
}

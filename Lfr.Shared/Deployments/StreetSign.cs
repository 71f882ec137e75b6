using Lfr.Shared.Identity;

namespace Lfr.Shared.Deployments;

/// <summary>A photograph that shows a sign in its place. Nobody's face is in it: one in which a face is found is never kept.</summary>
/// <param name="Id">The picture.</param>
/// <param name="Hash">SHA-256 of the picture that is kept, lower-case hex.</param>
/// <param name="By">Who was there and photographed it, and when.</param>
public sealed record SignPhotograph(Guid Id, string Hash, Signature By);

/// <summary>A place on the street at which a sign tells people of the cameras before they come into the zone (R15).</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Where">The place in words: <c>South Street, lamp post before the bank</c>.</param>
public sealed record StreetSign(Guid Id, string Where)
{
    /// <summary>Longest place, characters.</summary>
    public const int LongestPlace = 200;

    /// <summary>Most signs of a deployment.</summary>
    public const int Most = 40;

    /// <summary>Most photographs of one sign.</summary>
    public const int MostPhotographs = 20;

    /// <summary>A sign that was photographed earlier before the start than this may have gone in the meantime: it is photographed again.</summary>
    public static TimeSpan Earliest { get; } = TimeSpan.FromHours(24);

    /// <summary>Photographs, oldest first.</summary>
    public IReadOnlyList<SignPhotograph> Photographs { get; init; } = [];

    /// <summary>The last photograph; <see langword="null"/> before the first.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public SignPhotograph? Last => Photographs is [.., var last] ? last : null;

    /// <summary>Whether a photograph at <paramref name="at"/> counts for <paramref name="window"/>.</summary>
    public static bool Counts(DateTimeOffset at, Window window) => at >= window.Start - Earliest && at < window.End;

    /// <summary>Since when it is known to stand there for <paramref name="window"/>; <see langword="null"/> when nobody photographed it for that day.</summary>
    public DateTimeOffset? UpSince(Window window) => Photographs.FirstOrDefault(p => Counts(p.By.At, window))?.By.At;
}

using Lfr.Shared.Policy;

namespace Lfr.Web.Features.PublicSite.Sheets;

/// <summary>What is printed of a notice.</summary>
public enum SheetKind
{
    /// <summary>Poster, A4 upright.</summary>
    PosterA4,

    /// <summary>Poster, A3 upright.</summary>
    PosterA3,

    /// <summary>Leaflet to hand out, A5 upright: the whole notice in short.</summary>
    Leaflet,

    /// <summary>Sign for the street, A3 across: what somebody reads while walking.</summary>
    Sign,
}

/// <summary>A sheet and its language.</summary>
/// <param name="Kind">What is printed.</param>
/// <param name="InWelsh">Whether Lfr's own words on it are Welsh; otherwise they are English. What planners wrote is in Welsh where they wrote it in Welsh, and stays in English where they did not.</param>
public sealed record NoticeSheet(SheetKind Kind, bool InWelsh)
{
    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<NoticeSheet> All { get; } = [.. new[] { false, true }.SelectMany(welsh => Enum.GetValues<SheetKind>().Select(kind => new NoticeSheet(kind, welsh)))];

    /// <summary>Those that a policy's country reads.</summary>
    public static IReadOnlyList<NoticeSheet> Of(PolicyPack? policy) => [.. All.Where(s => !s.InWelsh || PolicyTerms.Of(policy).SheetLanguages.Contains("cy"))];

    /// <summary>Its name in an address: <c>poster-a3</c>, <c>sign-cy</c>.</summary>
    public string Name => Kind switch
    {
        SheetKind.PosterA4 => "poster-a4",
        SheetKind.PosterA3 => "poster-a3",
        SheetKind.Leaflet => "leaflet",
        SheetKind.Sign => "sign",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "Unknown kind."),
    } + (InWelsh ? "-cy" : "");

    /// <summary>What the link to it says, in its language.</summary>
    public string Label => (Kind, InWelsh) switch
    {
        (SheetKind.PosterA4, false) => "Poster, A4",
        (SheetKind.PosterA3, false) => "Poster, A3",
        (SheetKind.Leaflet, false) => "Leaflet, A5",
        (SheetKind.Sign, false) => "Sign for the street, A3",
        (SheetKind.PosterA4, true) => "Poster, A4",
        (SheetKind.PosterA3, true) => "Poster, A3",
        (SheetKind.Leaflet, true) => "Taflen, A5",
        (SheetKind.Sign, true) => "Arwydd ar gyfer y stryd, A3",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "Unknown kind."),
    };

    /// <summary>The sheet of that name, as addresses are compared; <see langword="null"/> when there is none.</summary>
    public static NoticeSheet? Find(string name) => All.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));
}

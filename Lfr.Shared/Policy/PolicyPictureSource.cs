using System.Text.Json.Serialization;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy;

/// <summary>Where a listed person's photograph may come from (R22, R25).</summary>
public sealed record PolicyPictureSource
{
    /// <summary>What rows and hashes keep. One number means one source in every pack, for good.</summary>
    public required int Number { get; init; }

    /// <summary>Short name that goes with the number: <c>Custody</c>.</summary>
    public required string Code { get; init; }

    /// <summary>In a list: <c>Third party</c>.</summary>
    public required string Title { get; init; }

    /// <summary>After "the photograph comes": <c>from a third party</c>.</summary>
    public required string Phrase { get; init; }

    /// <summary>Whether a photograph may show somebody who was never convicted (R24): the entry then says so. <see langword="null"/> as in the first release: custody photographs do.</summary>
    public bool? AsksConviction { get; init; }

    /// <summary>Whether R24 is about its photographs.</summary>
    [JsonIgnore]
    public bool MayShowUnconvicted => AsksConviction ?? Number == (int)ImageSource.Custody;

    /// <summary>Whether it may be used.</summary>
    public required PictureUse Use { get; init; }
}

/// <summary>Whether photographs of a source may be used.</summary>
public enum PictureUse
{
    /// <summary>Yes.</summary>
    Allowed,

    /// <summary>Yes, when a person has weighed whether that is fair.</summary>
    Weighed,

    /// <summary>Never.</summary>
    Barred,
}

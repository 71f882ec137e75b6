namespace Lfr.Shared.Live;

/// <summary>
/// How much of a face a photograph shows, each measure 0–100 and named as the quality components of ISO/IEC 29794-5 (OFIQ) are; the computation is Lfr's own. A face of which
/// half is hidden resembles others that are hidden in the same way, whoever they are.
/// </summary>
/// <param name="EyesVisible">Whether both eyes can be seen; low behind dark glasses or a hand.</param>
/// <param name="MouthOcclusionPrevention">Whether the mouth can be seen; low behind a mask, a scarf or a hand.</param>
public sealed record FaceCover(float EyesVisible, float MouthOcclusionPrevention)
{
    /// <summary>Below this, a person has to say why the photograph must do.</summary>
    public const float Least = 50;

    /// <summary>What is hidden, as the beginning of a sentence: <c>The mouth is</c>; <see langword="null"/> when nothing is.</summary>
    public string? Hidden() => (EyesVisible < Least, MouthOcclusionPrevention < Least) switch
    {
        (true, true) => "Eyes and mouth are",
        (true, false) => "The eyes are",
        (false, true) => "The mouth is",
        _ => null,
    };
}

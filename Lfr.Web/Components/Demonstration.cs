namespace Lfr.Web.Components;

/// <summary>Whether this is a demonstration, in which every person is synthetic and every screen says so.</summary>
/// <param name="IsOn">Set by <c>LFR_DEMO</c>.</param>
public sealed record Demonstration(bool IsOn)
{
    /// <summary>What the banner says.</summary>
    public const string Sentence = "Demonstration · every person shown is synthetic";
}

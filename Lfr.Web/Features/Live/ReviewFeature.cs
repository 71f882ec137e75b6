using Lfr.Shared.Alerts;

namespace Lfr.Web.Features.Live;

/// <summary>Something in two images that decides, with the key that names it.</summary>
/// <param name="Key">Key.</param>
/// <param name="Word">Word as it stands in the reasons.</param>
public sealed record ReviewFeature(string Key, string Word)
{
    private static readonly ReviewFeature[] OfFaces =
    [
        new("e", "ears"), new("y", "eyes"), new("o", "nose"), new("m", "mouth"), new("j", "jaw"), new("h", "hairline"), new("s", "scar or mark"), new("a", "apparent age"),
    ];

    private static readonly ReviewFeature[] OfImages =
    [
        new("b", "blurred"), new("t", "turned away"), new("c", "face covered"), new("d", "too dark"), new("p", "photograph too old"),
    ];

    /// <summary>What may decide this answer.</summary>
    public static IReadOnlyList<ReviewFeature> For(Answer answer) => answer == Answer.CannotTell ? OfImages : OfFaces;

    /// <summary>The reasons as they are kept: <c>Matches: ears, hairline. Same mole.</c></summary>
    public static string Reasons(Answer answer, IReadOnlySet<string> words, string note)
    {
        var chosen = For(answer).Where(f => words.Contains(f.Word)).Select(f => f.Word).ToArray();
        var head = answer switch
        {
            Answer.Same => "Matches",
            Answer.NotSame => "Differs",
            _ => "Cannot be told",
        };
        var features = chosen.Length == 0 ? "" : $"{head}: {string.Join(", ", chosen)}.";
        return $"{features} {note.Trim()}".Trim();
    }
}

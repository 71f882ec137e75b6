namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R32: the reasons name what in the two images decided it; a number or the word "score" is no reason. Source: force policy as described in Bridges.
/// </summary>
[Rule("R32", "The score alone never decides", "the operator or the engagement officer")]
public sealed class AlertIsNotDecidedByTheScore : Rule<AlertDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(AlertDossier dossier)
    {
        if (dossier.Alert.Answers.Standing is not [var answer, ..])
            return Verdict.Broken("There are no reasons yet.", "Say what in the two images decided it.");
        return IsReason(answer.Reasons)
            ? Verdict.Met("The reasons name what decided it.")
            : Verdict.Broken("The reasons speak of nothing but the score.", "Say what in the two images decided it; a score is no reason.");
    }

    /// <summary>Whether anything is left of the text without numbers and words about the score.</summary>
    internal static bool IsReason(string reasons) => reasons
        .Split([' ', ',', '.', ';', ':', '/', '%', '=', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Any(word => word.Any(char.IsLetter) && !Scores.Contains(word));

    private static readonly HashSet<string> Scores = new(StringComparer.OrdinalIgnoreCase)
    {
        "score", "scores", "scored", "high", "higher", "very", "similarity", "similar", "match", "matched", "matches", "percent", "threshold", "above",
        "over", "the", "a", "of", "is", "was", "system", "engine", "says", "said", "so", "cosine", "because", "and", "good", "strong", "alert", "by", "it",
    };
}

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R23: the most recent suitable photograph; ageing and quality are considered. Source: College of Policing APP, watchlists.
/// </summary>
[Rule("R23", "The photograph is recent and good enough", "the compiler")]
public sealed class EntryImageIsRecentAndGood : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        if (dossier.Entry.Photograph is not { } photograph)
            return Verdict.Broken("There is no photograph.", "Add one.");
        var taken = dossier.Entry.Details.ImageTakenOn;
        var today = dossier.Now.ForceDay();
        var numbers = dossier.Policy.Numbers;
        if (taken > today)
            return Verdict.Broken("The photograph is dated in the future.", "Correct the date.");
        if (taken.AddYears(numbers.ImageAgeWarningYears) < today)
            return Verdict.Broken($"The photograph was taken on {Words.Day(taken)}, more than {numbers.ImageAgeWarningYears} years ago.", "Use a more recent one if there is one.");
        if (photograph.Cover?.Hidden() is { } hidden)
            return Verdict.Broken($"{hidden} covered in the photograph.", "Use one that shows the whole face, if there is one.");
        return photograph.Quality.FaceHeight < numbers.MinimumFaceHeight
            ? Verdict.Broken($"The face is {Words.Whole(photograph.Quality.FaceHeight)} px high; at least {numbers.MinimumFaceHeight} px are needed.", "Use a larger picture of the face.")
            : Verdict.Met($"Taken on {Words.Day(taken)}; the face is {Words.Whole(photograph.Quality.FaceHeight)} px high.");
    }
}

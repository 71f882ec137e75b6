using Lfr.Shared.Notices;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R54: the notice is in every language that the policy names, the first of which is that of its main text: entered in its parts, or attached as a file. Asked at publication of what is about to be
/// published, and from go-live on of what the public reads. Source: the policy; Welsh Language (Wales) Measure 2011, whose standards bind the police forces of Wales.
/// </summary>
[Rule("R54", "The notice is in the languages that the policy names", "the planner", Gate = Gate.GoLive)]
public sealed class NoticeIsInItsLanguages : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy is not { Notice.Languages.Count: > 0 } policy)
            return Verdict.Met("The policy names no language of a notice.");
        return dossier.Notice?.Current is { } notice
            ? Judge(policy, notice.Text, notice.Attachments)
            : Verdict.Broken("No notice is public, so the public reads it in none of the languages that the policy names.", "Write the notice and publish it.");
    }

    /// <summary>What it says of words and files before they are published; <see langword="null"/> when the policy does not ask.</summary>
    public Finding? Before(NoticeText text, IReadOnlyList<NoticeAttachment> files, PolicyPack policy) => policy.WeightOf(Id) is { } broken ? Weigh(Judge(policy, text, files), broken, policy) : null;

    private static Verdict Judge(PolicyPack policy, NoticeText text, IReadOnlyList<NoticeAttachment> files)
    {
        var missing = (policy.Notice?.Languages ?? []).Skip(1).Where(l => !text.IsIn(l) && files.All(f => f.Language != l)).Select(l => NoticeLanguages.Find(l)?.Name ?? l).ToArray();
        return missing.Length == 0
            ? Verdict.Met("The notice is in every language that the policy names.")
            : Verdict.Broken(
                $"The notice is not in {Words.AndList(missing)}, and the policy asks for that.",
                "Have it written by somebody who speaks the language. Enter every part of it on the page of the notice, or attach it there as a PDF; then publish.");
    }
}

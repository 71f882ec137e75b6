using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R26: people under 18 only as an exception, with a reason about the welfare of the child and two approvers. Source: force policy; accuracy is poorer for children (Bridges).
/// </summary>
[Rule("R26", "A child is listed only as an exception, by two approvers", "the compiler and two watchlist approvers")]
public sealed class EntryOfAChildIsExceptional : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        var entry = dossier.Entry;
        if (!entry.IsChild)
            return Verdict.Met("The person is an adult.");
        var category = dossier.Policy.Find(entry.Details.Category);
        if (category?.YoungestAge() >= 18)
            return Verdict.Broken($"The person is a child, and the policy lists adults only as {category!.InWords()}.", "Leave the child off the list.");
        if (category?.YoungestAge() is { } youngest && entry.Details.AgeBand == AgeBand.Under13)
            return Verdict.Broken($"The person is under 13, and the policy lists nobody under {youngest} as {category!.InWords()}.", "Leave the child off the list.");
        if (entry.Details.ChildWelfareReason.IsBlank())
            return Verdict.Broken("The person is a child, and nothing says why the exception is right for the child or the public.", "Enter why, or leave the child off the list.");
        var first = entry.CurrentApprovals.FirstOrDefault();
        if (first is not null && first.By.UserId == dossier.Approver?.UserId)
            return Verdict.Broken($"{first.By.Name} has already signed it off; a second person must, too.", "Leave it to another watchlist approver.");
        var age = entry.Details.AgeBand == AgeBand.Under13 ? "The person is under 13, which asks for extra care." : "The person is 13 to 17.";
        return Verdict.Doubtful(first is null ? age : $"{age} {first.By.Name} has signed it off.", first is null ? "Two people must sign it off." : "A second person must sign it off, too.");
    }
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R55: the entry fills every field that the policy gives its category, and what it rests on holds to the end of the deployment. Source: DPA 2018 s.38, personal data are accurate and, where
/// necessary, kept up to date; which fields a category has is the policy's own.
/// </summary>
[Rule("R55", "The entry has the fields of its category", "the compiler")]
public sealed class EntryHasItsFields : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => Judge(dossier.Entry.Details, dossier.Policy, dossier.Deployment.Plan.Window);

    /// <summary>The same for somebody who is not on the list yet.</summary>
    public static Verdict Judge(EntryDetails details, PolicyPack? policy, Window? window)
    {
        if (policy?.Find(details.Category) is not { Fields.Count: > 0 } category)
            return Verdict.Met("The policy gives this category no fields of its own.");
        var empty = category.Fields.Where(f => !f.IsFilledBy(details.TextOf(f.Code))).Select(f => $"“{f.Title}”").ToList();
        if (empty.Count > 0)
            return Verdict.Broken($"Nothing is entered for {string.Join(", ", empty)}.", $"Enter what the policy asks of everybody listed as {category.InWords()}.");
        // The end of a window is no longer part of it: one that ends at midnight has no part of the next day.
        var last = window?.End.AddTicks(-1).ForceDay();
        foreach (var field in category.Fields.Where(f => f.Kind == FieldKind.Expiry))
        {
            if (CategoryField.DayOf(details.TextOf(field.Code)) is { } day && day < last)
            {
                return Verdict.Broken(
                    $"The field “{field.Title}” is {Words.Day(day)}, and the deployment ends on {Words.Day(last.Value)}: nobody is looked for on a basis that has ended.",
                    "Leave the person off the list, or enter what holds on that day.");
            }
        }

        return Verdict.Met($"Entered: {string.Join(", ", category.Fields.Select(f => f.Title))}.");
    }
}

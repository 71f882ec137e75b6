using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>What the compiler wrote about somebody, in the order in which it is weighed.</summary>
public partial class EntryFacts
{
    /// <summary>Entry.</summary>
    [Parameter]
    [EditorRequired]
    public EntryView View { get; set; } = null!;

    private IEnumerable<(string Term, string Text)> Facts
    {
        get
        {
            var d = View.Details;
            yield return (Words.Capital(d.Category.ReferenceNeeded(View.Policy)), Written(d.LegalReference));
            if (d.Offence.Length > 0 || View.Policy?.OffenceAskedOf(d.Category) is not null)
                yield return ("Offence", Written(d.Offence));
            foreach (var (title, text) in d.FieldsInWords(View.Policy))
                yield return (title, Written(text));
            yield return ("Why this person", Written(d.Justification));
            yield return ("Why here and now", Written(d.WhyHereAndNow));
            yield return ("Necessary because", Written(d.Necessity));
            yield return ("Proportionate because", Written(d.Proportionality));
            yield return ("Photograph", $"{d.ImageSource.InWords(View.Policy)}, {ForceTime.Date(d.ImageTakenOn)}{(d.Unconvicted ? ", not convicted" : "")}. Held because: {Written(d.LawfulHolding)}");
            yield return ("Age on the day", d.AgeBand.InWords());
            if (View.Row.Flags.Contains(EntryFlag.Child) || d.ChildWelfareReason.Length > 0)
                yield return ("Why a child is listed", Written(d.ChildWelfareReason));
            if (!string.IsNullOrWhiteSpace(d.Vulnerability))
                yield return ("Vulnerability", d.Vulnerability);
            if (d.KnownSiblings.Length > 0)
                yield return ("Known siblings or twins", d.KnownSiblings);
            yield return ("If found", d.ResponsePlan.Length == 0 ? d.Response.InWords() + "." : $"{d.Response.InWords()}. {d.ResponsePlan}");
            yield return ("Status", $"Last checked in the source system on {ForceTime.DateAndTime(d.StatusVerifiedAt)}");
            yield return ("Record", $"{d.SubjectName}, {d.SourceReference}");
            yield return ("Compiled", $"By {View.Row.CompiledBy.Name}, {ForceTime.DateAndTime(View.Row.CompiledBy.At)}");
        }
    }

    private static string Written(string text) => string.IsNullOrWhiteSpace(text) ? "Nothing is written." : text;
}

using System.Globalization;
using System.Text.Json.Serialization;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Watchlists;

/// <summary>What stands in the form for an entry, as far as it was written. Without the photograph, which never leaves the server.</summary>
public sealed class EntryDraft
{
    /// <summary>Id of the entry, made once: sending the form twice is one entry.</summary>
    public Guid Id { get; set; }

    /// <summary>Revision of the entry that these words were written about; 0 for a new one.</summary>
    public long Revision { get; set; }

    /// <summary>Fields of <see cref="EntryDetails"/>, as written.</summary>
    public string SubjectName { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string SourceReference { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>; <see langword="null"/> before one is chosen.</summary>
    public EntryCategory? Category { get; set; }

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string LegalReference { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string Justification { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string WhyHereAndNow { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string Necessity { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string Proportionality { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>; <see langword="null"/> before one is chosen.</summary>
    public ImageSource? ImageSource { get; set; }

    /// <summary>Day of the photograph as <c>yyyy-MM-dd</c>, or what was typed when it is none.</summary>
    public string PhotographDay { get; set; } = "";

    /// <summary>Day of the photograph; <see langword="null"/> until it is entered.</summary>
    [JsonIgnore]
    public DateOnly? ImageTakenOn => DateLine.Read(PhotographDay);

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string LawfulHolding { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public bool Unconvicted { get; set; }

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public AgeBand? AgeBand { get; set; }

    /// <summary>Whether the person was chosen to be under 18.</summary>
    [JsonIgnore]
    public bool IsChild => AgeBand is not (null or Shared.Watchlists.AgeBand.Adult);

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string ChildWelfareReason { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string Vulnerability { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>; <see langword="null"/> before one is chosen.</summary>
    public PlannedResponse? Response { get; set; }

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string ResponsePlan { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string KnownSiblings { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string Offence { get; set; } = "";

    /// <summary>What stands in the fields of the category, by their code: words, or a day as <c>yyyy-MM-dd</c>, or what was typed when it is none.</summary>
    public Dictionary<string, string> Fields { get; set; } = new(StringComparer.Ordinal);

    /// <summary>What stands in one of them; empty when nothing does.</summary>
    public string TextOf(string code) => Fields.GetValueOrDefault(code, "");

    /// <summary>Day of the last status check, by the force’s clock, as <c>yyyy-MM-dd</c>, or what was typed when it is none.</summary>
    public string StatusDay { get; set; } = "";

    /// <summary>Time of the last status check, by the force’s clock, as <c>HH:mm</c>.</summary>
    public string StatusTime { get; set; } = "";

    /// <summary>When the status was last checked; <see langword="null"/> until day and time are given.</summary>
    [JsonIgnore]
    public DateTimeOffset? StatusVerifiedAt => DateLine.Read(StatusDay) is { } day
        && ClockTime.Read(StatusTime) is { } time ? ForceTime.Moment(day, time) : null;

    /// <summary>The form as an entry fills it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="details">What it says.</param>
    /// <param name="revision">Its revision.</param>
    public static EntryDraft From(Guid id, EntryDetails details, long revision = 0) => new()
    {
        Id = id,
        Revision = revision,
        SubjectName = details.SubjectName,
        SourceReference = details.SourceReference,
        Category = details.Category,
        LegalReference = details.LegalReference,
        Justification = details.Justification,
        WhyHereAndNow = details.WhyHereAndNow,
        Necessity = details.Necessity,
        Proportionality = details.Proportionality,
        ImageSource = details.ImageSource,
        PhotographDay = DateLine.Iso(details.ImageTakenOn),
        LawfulHolding = details.LawfulHolding,
        Unconvicted = details.Unconvicted,
        AgeBand = details.AgeBand,
        ChildWelfareReason = details.ChildWelfareReason,
        Vulnerability = details.Vulnerability,
        KnownSiblings = details.KnownSiblings,
        Offence = details.Offence,
        Fields = (details.Fields?.All ?? []).ToDictionary(f => f.Code, f => f.Text, StringComparer.Ordinal),
        Response = details.Response,
        ResponsePlan = details.ResponsePlan,
        StatusDay = DateLine.Iso(ForceTime.Day(details.StatusVerifiedAt)),
        StatusTime = ForceTime.At(details.StatusVerifiedAt).ToString("HH:mm", CultureInfo.InvariantCulture),
    };

    /// <summary>The form for the next person: what tends to be the same in one sitting stays, nothing about the person does.</summary>
    public EntryDraft Next(Guid id) => new() { Id = id, Category = Category, ImageSource = ImageSource, LawfulHolding = LawfulHolding };

    /// <summary>The entry as it was written; only for a form in which nothing is wrong (<see cref="EntryDraftValidator"/>).</summary>
    public EntryDetails ToDetails() => new(
        SubjectName.Trim(), SourceReference.Trim(), Category!.Value, LegalReference.Trim(), Justification.Trim(), WhyHereAndNow.Trim(), Necessity.Trim(),
        Proportionality.Trim(), ImageSource!.Value, ImageTakenOn!.Value, LawfulHolding.Trim(), Unconvicted && ImageSource!.Value.MayAskConviction(), AgeBand!.Value,
        IsChild ? ChildWelfareReason.Trim() : "", Vulnerability.Trim(), Response!.Value, ResponsePlan.Trim(), StatusVerifiedAt!.Value)
    {
        KnownSiblings = KnownSiblings.Trim(),
        Offence = Offence.Trim(),
        Fields = EntryFields.Of(Fields),
    };
}

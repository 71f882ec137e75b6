using System.Text.Json.Serialization;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Watchlists;

/// <summary>What stands in the form for an entry, as far as it was written. Without the photograph, which never leaves the server.</summary>
public sealed class EntryDraft
{
    /// <summary>Id of the entry, made once: sending the form twice is one entry.</summary>
    public Guid Id { get; set; }

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

    /// <summary>See <see cref="EntryDetails"/>; <see langword="null"/> before it is said.</summary>
    public DateOnly? ImageTakenOn { get; set; }

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string LawfulHolding { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public bool Unconvicted { get; set; }

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public AgeBand AgeBand { get; set; }

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string ChildWelfareReason { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string Vulnerability { get; set; } = "";

    /// <summary>See <see cref="EntryDetails"/>; <see langword="null"/> before one is chosen.</summary>
    public PlannedResponse? Response { get; set; }

    /// <summary>See <see cref="EntryDetails"/>.</summary>
    public string ResponsePlan { get; set; } = "";

    /// <summary>Day of the last status check, London.</summary>
    public DateOnly? StatusDay { get; set; }

    /// <summary>Time of the last status check, London.</summary>
    public TimeOnly? StatusTime { get; set; }

    /// <summary>When the status was last checked; <see langword="null"/> until day and time are given.</summary>
    [JsonIgnore]
    public DateTimeOffset? StatusVerifiedAt => StatusDay is { } day && StatusTime is { } time ? LondonTime.Moment(day, time) : null;

    /// <summary>The form as an entry fills it.</summary>
    public static EntryDraft From(Guid id, EntryDetails details) => new()
    {
        Id = id,
        SubjectName = details.SubjectName,
        SourceReference = details.SourceReference,
        Category = details.Category,
        LegalReference = details.LegalReference,
        Justification = details.Justification,
        WhyHereAndNow = details.WhyHereAndNow,
        Necessity = details.Necessity,
        Proportionality = details.Proportionality,
        ImageSource = details.ImageSource,
        ImageTakenOn = details.ImageTakenOn,
        LawfulHolding = details.LawfulHolding,
        Unconvicted = details.Unconvicted,
        AgeBand = details.AgeBand,
        ChildWelfareReason = details.ChildWelfareReason,
        Vulnerability = details.Vulnerability,
        Response = details.Response,
        ResponsePlan = details.ResponsePlan,
        StatusDay = LondonTime.Day(details.StatusVerifiedAt),
        StatusTime = TimeOnly.FromDateTime(LondonTime.At(details.StatusVerifiedAt).DateTime),
    };

    /// <summary>The form for the next person: what tends to be the same in one sitting stays, nothing about the person does.</summary>
    public EntryDraft Next(Guid id) => new() { Id = id, Category = Category, ImageSource = ImageSource, LawfulHolding = LawfulHolding, Response = Response };

    /// <summary>What is said about the form, or the names of choices and dates that are still open. Texts are asked for by the command and the rules.</summary>
    public EntryDetails? ToDetails(out IReadOnlyList<string> open)
    {
        var missing = new List<string>();
        if (Category is null)
            missing.Add("Category");
        if (ImageSource is null)
            missing.Add("Where the photograph comes from");
        if (ImageTakenOn is null)
            missing.Add("Day of the photograph");
        if (Response is null)
            missing.Add("What officers do");
        var verified = StatusVerifiedAt;
        if (verified is null)
            missing.Add("When the status was last checked");
        open = missing;
        return missing.Count > 0 ? null : new EntryDetails(
            SubjectName.Trim(), SourceReference.Trim(), Category!.Value, LegalReference.Trim(), Justification.Trim(), WhyHereAndNow.Trim(), Necessity.Trim(),
            Proportionality.Trim(), ImageSource!.Value, ImageTakenOn!.Value, LawfulHolding.Trim(), Unconvicted && ImageSource == Shared.Watchlists.ImageSource.Custody, AgeBand,
            AgeBand == AgeBand.Adult ? "" : ChildWelfareReason.Trim(), Vulnerability.Trim(), Response!.Value, ResponsePlan.Trim(), verified!.Value);
    }
}

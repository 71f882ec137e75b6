using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists;

/// <summary>What must stand in every entry before anybody is asked to judge it. Whether it convinces is for the rules and the approver.</summary>
internal static class EntryLabels
{
    /// <summary>A refusal that names the empty fields as the form shows them; <see langword="null"/> when none is empty.</summary>
    public static Outcome? Missing(EntryDetails details)
    {
        (string Label, string Value)[] needed =
        [
            ("Name in the source system", details.SubjectName),
            ("Source reference", details.SourceReference),
            ("Legal reference", details.LegalReference),
            ("Justification", details.Justification),
            ("Why here and now", details.WhyHereAndNow),
        ];
        var missing = needed.Where(f => string.IsNullOrWhiteSpace(f.Value)).Select(f => f.Label).ToArray();
        return missing.Length == 0 ? null : Outcome.Incomplete("The entry is not complete.", $"Fill in: {string.Join(", ", missing)}.");
    }

    /// <summary>Where a photograph comes from, in plain words.</summary>
    public static string InWords(this ImageSource source) => source switch
    {
        ImageSource.Custody => "Custody photograph",
        ImageSource.Police => "Other police photograph",
        ImageSource.Family => "From family or friends",
        ImageSource.PublicAppeal => "Court or public appeal",
        ImageSource.ThirdParty => "Third party",
        ImageSource.PassportOrDrivingLicence => "Passport or driving licence",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown source."),
    };

    /// <summary>Age on the day, in plain words.</summary>
    public static string InWords(this AgeBand band) => band switch
    {
        AgeBand.Adult => "18 or over",
        AgeBand.Child13To17 => "13 to 17",
        AgeBand.Under13 => "Under 13",
        _ => throw new ArgumentOutOfRangeException(nameof(band), band, "Unknown age band."),
    };

    /// <summary>What officers do, in plain words.</summary>
    public static string InWords(this PlannedResponse response) => response switch
    {
        PlannedResponse.Arrest => "Arrest, once identity and power are established",
        PlannedResponse.CheckOrder => "Speak to the person; check the order",
        PlannedResponse.Safeguard => "Safeguard: welfare first",
        PlannedResponse.InformCaseOfficer => "Tell the case officer; no stop",
        _ => throw new ArgumentOutOfRangeException(nameof(response), response, "Unknown response."),
    };
}

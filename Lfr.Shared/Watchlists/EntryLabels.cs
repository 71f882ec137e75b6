using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>Facts of an entry as words.</summary>
public static class EntryLabels
{
    /// <summary>Where a photograph comes from, in the words of <paramref name="policy"/>.</summary>
    public static string InWords(this ImageSource source, PolicyPack? policy) => policy?.Find(source)?.Title ?? source.Plainly();

    /// <summary>In the words of the first release, for what the policy does not know.</summary>
    private static string Plainly(this ImageSource source) => source switch
    {
        ImageSource.Custody => "Custody photograph",
        ImageSource.Police => "Other police photograph",
        ImageSource.Family => "From family or friends",
        ImageSource.PublicAppeal => "Court or public appeal",
        ImageSource.ThirdParty => "Third party",
        ImageSource.PassportOrDrivingLicence => "Passport or driving licence",
        _ => $"Source {(int)source}",
    };

    /// <summary>Whether an entry with a photograph from here may say that the person was not convicted: of the sources of the first release custody alone; one that a policy adds says it itself.</summary>
    public static bool MayAskConviction(this ImageSource source) => source == ImageSource.Custody || !Enum.IsDefined(source);

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
        PlannedResponse.CheckOrder => "Speak to the person and check the order or condition",
        PlannedResponse.Safeguard => "Safeguard: welfare first",
        PlannedResponse.InformCaseOfficer => "Observe and inform the case officer; no stop",
        _ => throw new ArgumentOutOfRangeException(nameof(response), response, "Unknown response."),
    };
}

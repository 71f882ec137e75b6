using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>
/// Why somebody may be on a list: the categories of the College of Policing APP. There is no "other" and no "intelligence interest":
/// that open category is what made the use in Bridges unlawful. Numbers of a policy pack, which may have others; those of the first release have names.
/// </summary>
public enum EntryCategory
{
    /// <summary>W1: wanted by the courts.</summary>
    WantedByCourts = 1,

    /// <summary>W2: suspected of an offence, or reasonable grounds to suspect that one is about to be committed.</summary>
    SuspectedOfOffence = 2,

    /// <summary>W3: subject to bail, an order or a restriction.</summary>
    SubjectToOrder = 3,

    /// <summary>W4: missing and at increased risk.</summary>
    MissingAtRisk = 4,

    /// <summary>W5: presents a risk of harm to themselves or others.</summary>
    RiskOfHarm = 5,

    /// <summary>W6: associate of a person in W1–W5. Contested; off by default.</summary>
    Associate = 6,

    /// <summary>W7: witness or victim. Contested; off by default.</summary>
    WitnessOrVictim = 7,
}

/// <summary>Categories as words.</summary>
public static class EntryCategoryLabels
{
    /// <summary>Code as <paramref name="policy"/> has it.</summary>
    public static string Code(this EntryCategory category, PolicyPack? policy) => policy?.Find(category)?.Code ?? $"W{(int)category}";

    /// <summary>In the words of <paramref name="policy"/>; in plain words where it does not know the category.</summary>
    public static string InWords(this EntryCategory category, PolicyPack? policy) => policy?.Find(category)?.Title ?? category.Plainly();

    /// <summary>In the words of the first release, for what the policy does not know.</summary>
    private static string Plainly(this EntryCategory category) => category switch
    {
        EntryCategory.WantedByCourts => "Wanted by the courts",
        EntryCategory.SuspectedOfOffence => "Suspected of an offence",
        EntryCategory.SubjectToOrder => "Bail, order or restriction",
        EntryCategory.MissingAtRisk => "Missing and at risk",
        EntryCategory.RiskOfHarm => "Risk of harm",
        EntryCategory.Associate => "Associate",
        EntryCategory.WitnessOrVictim => "Witness or victim",
        _ => $"Category {(int)category}",
    };

    /// <summary>What somebody still is while the reason for listing holds: <c>wanted</c>, <c>missing</c>, <c>sought</c>. Nobody is called wanted who is not.</summary>
    public static string StillInWords(this EntryCategory category, PolicyPack? policy) => policy?.Find(category)?.Still ?? "sought";

    /// <summary>What the reference must name: <c>warrant reference</c>.</summary>
    public static string ReferenceNeeded(this EntryCategory category, PolicyPack? policy) => policy?.Find(category)?.Reference ?? "legal reference";

    /// <summary>Who they are, as a notice lists them: <c>people wanted by the courts</c>.</summary>
    public static string PeopleInWords(this EntryCategory category, PolicyPack? policy) =>
        policy?.Find(category)?.People ?? $"people of the category “{category.InWords(policy)}”";
}

/// <summary>Where a photograph comes from (R22, R25).</summary>
public enum ImageSource
{
    /// <summary>Police custody photograph.</summary>
    Custody,

    /// <summary>Other image taken or held by the police.</summary>
    Police,

    /// <summary>Given by family or friends.</summary>
    Family,

    /// <summary>Published by a court or in an appeal.</summary>
    PublicAppeal,

    /// <summary>Third party: shop, transport operator, social media.</summary>
    ThirdParty,

    /// <summary>Passport or driving licence: never used (R25).</summary>
    PassportOrDrivingLicence,
}

/// <summary>Age on the day of the deployment (R26).</summary>
public enum AgeBand
{
    /// <summary>Adult.</summary>
    Adult,

    /// <summary>13 to 17.</summary>
    Child13To17,

    /// <summary>Under 13.</summary>
    Under13,
}

/// <summary>What officers do when the person is found and identity is established (R27). The response is decided before, at a desk.</summary>
public enum PlannedResponse
{
    /// <summary>Arrest if identity and power are established.</summary>
    Arrest,

    /// <summary>Speak to the person; check the order or condition.</summary>
    CheckOrder,

    /// <summary>Safeguard: welfare first.</summary>
    Safeguard,

    /// <summary>Observe and inform the case officer; no stop.</summary>
    InformCaseOfficer,
}

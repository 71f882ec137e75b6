using Lfr.Web.Components;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>The columns of a list that is imported: the fields of the form for an entry, and the photograph's file.</summary>
public static class ListColumns
{
    /// <summary>Reference in the source system: the row's name, in this file and on the list.</summary>
    public const string Reference = "reference";

    /// <summary>Name of the person.</summary>
    public const string Name = "name";

    /// <summary>Date of birth; the age on the day of the deployment is worked out from it.</summary>
    public const string DateOfBirth = "date_of_birth";

    /// <summary>Age on the day, where no date of birth is known.</summary>
    public const string Age = "age";

    /// <summary>Category: code or words.</summary>
    public const string Category = "category";

    /// <summary>Warrant, crime or order reference, as the category needs it.</summary>
    public const string LegalReference = "legal_reference";

    /// <summary>Offence that the person is sought for, and what shows how serious it is, where the policy asks for it.</summary>
    public const string Offence = "offence";

    /// <summary>Why this person.</summary>
    public const string Justification = "justification";

    /// <summary>Why here and now.</summary>
    public const string WhyHereAndNow = "why_here_and_now";

    /// <summary>Why necessary.</summary>
    public const string Necessity = "necessity";

    /// <summary>Why proportionate.</summary>
    public const string Proportionality = "proportionality";

    /// <summary>File of the photograph.</summary>
    public const string Picture = "picture";

    /// <summary>Where it comes from.</summary>
    public const string PictureSource = "picture_source";

    /// <summary>Day on which it was taken.</summary>
    public const string PictureDate = "picture_date";

    /// <summary>Why the police hold it.</summary>
    public const string LawfulHolding = "lawful_holding";

    /// <summary>Flags: vulnerable, disability, gender reassignment, under 18, under 13, unconvicted.</summary>
    public const string Flags = "flags";

    /// <summary>Whether a custody photograph is of somebody who was not convicted.</summary>
    public const string Unconvicted = "unconvicted";

    /// <summary>Vulnerability that officers must know.</summary>
    public const string Vulnerability = "vulnerability";

    /// <summary>Why the exception is right for a child.</summary>
    public const string ChildWelfareReason = "child_welfare_reason";

    /// <summary>Siblings or twins that may be taken for the person.</summary>
    public const string KnownSiblings = "known_siblings";

    /// <summary>What officers do.</summary>
    public const string Response = "response";

    /// <summary>How.</summary>
    public const string ResponsePlan = "response_plan";

    /// <summary>When the status was last checked, day and time.</summary>
    public const string StatusChecked = "status_checked";

    /// <summary>All columns, in the order of the documents. Only the reference is needed to say anything of a row.</summary>
    public static IReadOnlyList<CsvHeading> All { get; } =
    [
        new(Reference, ["source_reference", "ref", "nominal", "nominal_reference", "pnc_id", "record_reference", "person_reference"], IsNeeded: true),
        new(Name, ["subject_name", "full_name", "person", "name_in_the_source_system"]),
        new(DateOfBirth, ["dob", "birth_date", "born", "date_born"]),
        new(Age, ["age_band", "age_group", "age_on_the_day"]),
        new(Category, ["watchlist_category", "category_code"]),
        new(LegalReference, ["warrant", "warrant_reference", "warrant_number", "crime_reference", "order_reference", "order", "missing_person_reference", "assessment_reference", "offence_or_order"]),
        new(Offence, ["offence_and_penalty", "offence_and_gravity", "seriousness"]),
        new(Justification, ["why_this_person", "legal_justification", "reason", "grounds"]),
        new(WhyHereAndNow, ["why_here", "here_and_now", "link_to_place", "why_this_place", "place_link"]),
        new(Necessity, ["why_necessary", "necessary"]),
        new(Proportionality, ["why_proportionate", "proportionate"]),
        new(Picture, ["picture_file", "image", "image_file", "photograph", "photograph_file", "photo", "photo_file", "file", "file_name", "filename"]),
        new(PictureSource, ["image_source", "photograph_source", "photo_source", "source_of_photograph", "source"]),
        new(PictureDate, ["picture_taken_on", "image_date", "image_taken_on", "photograph_date", "photograph_taken_on", "photo_date", "date_of_photograph", "taken", "taken_on", "capture_date"]),
        new(LawfulHolding, ["lawful_basis", "lawfully_held", "why_held", "holding", "image_lawful_holding"]),
        new(Flags, ["flag", "markers", "warnings"]),
        new(Unconvicted, ["not_convicted"]),
        new(Vulnerability, ["vulnerabilities", "vulnerable", "vulnerability_or_disability"]),
        new(ChildWelfareReason, ["welfare_reason", "child_reason", "child_welfare"]),
        new(KnownSiblings, ["siblings", "twins", "siblings_or_twins", "known_siblings_or_twins"]),
        new(Response, ["planned_response", "what_officers_do", "action"]),
        new(ResponsePlan, ["plan", "response_details", "welfare_plan"]),
        new(StatusChecked, ["status_last_checked", "status_last_verified", "status_verified_at", "last_checked", "last_verified", "status_checked_at", "status_verified"]),
    ];
}

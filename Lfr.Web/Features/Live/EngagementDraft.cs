using FluentValidation;
using Lfr.Shared.Alerts;
using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Live.Commands;

namespace Lfr.Web.Features.Live;

/// <summary>A report about an engagement as it is tapped.</summary>
public sealed class EngagementDraft
{
    /// <summary>Whether the person was found; <see langword="null"/> until the officer answers.</summary>
    public EngagementOutcome? Found { get; set; }

    /// <summary>Who it was.</summary>
    public IdentityCheck? Identity { get; set; }

    /// <summary>How that is known.</summary>
    public string IdentifiedBy { get; set; } = "";

    /// <summary>What happened.</summary>
    public Disposal? Disposal { get; set; }

    /// <summary>Notes, without names.</summary>
    public string Notes { get; set; } = "";

    /// <summary>The report.</summary>
    public EngagementReport ToReport(EngagementOutcome found, bool leaflet)
    {
        var spoken = found == EngagementOutcome.Engaged;
        return new EngagementReport(
            found,
            spoken ? Identity ?? IdentityCheck.NotEstablished : IdentityCheck.NotEstablished,
            spoken ? IdentifiedBy : "",
            spoken ? Disposal ?? Lfr.Shared.Alerts.Disposal.NotApplicable : Lfr.Shared.Alerts.Disposal.NotApplicable,
            leaflet,
            Notes);
    }
}

/// <summary>What is wrong with a report before it is saved. What may follow what is offered by the taps; this is about the words.</summary>
public sealed class EngagementDraftValidator : AbstractValidator<EngagementDraft>
{
    /// <summary>Longest notes, characters; the form counts with the same number.</summary>
    internal const int MostOfNotes = 500;

    /// <summary>The rules of the form.</summary>
    public EngagementDraftValidator() => RuleFor(d => d.Notes).NoLongerThan("notes", MostOfNotes);
}

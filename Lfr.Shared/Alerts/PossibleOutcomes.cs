using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Alerts;

/// <summary>The combinations of outcome, identity and disposal that can be true. Forms offer these; the aggregate refuses all others.</summary>
public static class PossibleOutcomes
{
    /// <summary>What the check of identity can have shown. Nobody is identified who was not spoken to.</summary>
    public static IReadOnlyList<IdentityCheck> Identities(EngagementOutcome outcome) => outcome switch
    {
        EngagementOutcome.Engaged => [IdentityCheck.ConfirmedTrue, IdentityCheck.ConfirmedFalse, IdentityCheck.NotEstablished],
        EngagementOutcome.NotLocated or EngagementOutcome.Lost or EngagementOutcome.StoodDown => [IdentityCheck.NotEstablished],
        _ => [],
    };

    /// <summary>What can have happened, the likely first. Somebody who is not known to be the person sought was not arrested on this alert.</summary>
    public static IReadOnlyList<Disposal> Disposals(EngagementOutcome outcome, IdentityCheck identity, EntryCategory category, PolicyPack? policy) => (outcome, identity, KindOf(category, policy)) switch
    {
        (EngagementOutcome.NotLocated or EngagementOutcome.Lost, IdentityCheck.NotEstablished, _) => [Disposal.NotApplicable],
        (EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, _) => [Disposal.NotApplicable, Disposal.NoLongerWanted],
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, _) => [Disposal.MistakenIdentity, Disposal.NoFurtherAction],
        (EngagementOutcome.Engaged, IdentityCheck.NotEstablished, _) => [Disposal.NoFurtherAction, Disposal.Safeguarded],
        // Somebody who is missing or at risk is looked after; that is never counted as an arrest.
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Kind.Helped) =>
            [Disposal.Safeguarded, Disposal.NoFurtherAction, Disposal.NoLongerWanted],
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Kind.UnderOrder) =>
            [Disposal.OrderCompliedWith, Disposal.OrderBreached, Disposal.Arrest, Disposal.ReportedForSummons, Disposal.NoFurtherAction, Disposal.NoLongerWanted],
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, _) =>
            [Disposal.Arrest, Disposal.ReportedForSummons, Disposal.Safeguarded, Disposal.NoFurtherAction, Disposal.NoLongerWanted, Disposal.OrderCompliedWith, Disposal.OrderBreached],
        _ => [],
    };

    /// <summary>Refuses a report whose parts cannot be true together, or that leaves out how identity was established.</summary>
    public static Outcome Judge(Engagement report, EntryCategory category, PolicyPack? policy)
    {
        if (!Enum.IsDefined(report.Outcome) || !Enum.IsDefined(report.Identity) || !Enum.IsDefined(report.Disposal))
            return Outcome.Incomplete("The report holds a choice that does not exist.", "Choose the outcome again.");
        if (report.Outcome == EngagementOutcome.Engaged && report.Disposal == Disposal.NotApplicable)
            return Outcome.Incomplete("Nothing says what happened.", "Choose what happened.");
        if (!Identities(report.Outcome).Contains(report.Identity))
            return Outcome.Incomplete($"The report says '{report.Outcome.InWords()}' and '{report.Identity.InWords()}', but nobody was spoken to.", "Choose one of the two again.");
        if (!Disposals(report.Outcome, report.Identity, category, policy).Contains(report.Disposal))
            return Outcome.Incomplete($"The report says '{report.Disposal.InWords()}', but {Instead(report, category, policy)}.", "Choose what happened again.");
        return report.Identity != IdentityCheck.NotEstablished && string.IsNullOrWhiteSpace(report.IdentifiedBy)
            ? Outcome.Incomplete("Nothing says how the person's identity was established.", "Enter how. The alert alone does not establish it.")
            : Outcome.Done;
    }

    /// <summary>As the policy says; what it does not say, or does not know, is as in the first release, whose packs said it of no category.</summary>
    private static Kind KindOf(EntryCategory category, PolicyPack? policy)
    {
        var known = policy?.Find(category);
        if (known?.NeverArrested == true || category is EntryCategory.MissingAtRisk or EntryCategory.WitnessOrVictim)
            return Kind.Helped;
        return known?.UnderOrder ?? category == EntryCategory.SubjectToOrder ? Kind.UnderOrder : Kind.Any;
    }

    private enum Kind
    {
        Any,
        UnderOrder,
        Helped,
    }

    private static string Instead(Engagement report, EntryCategory category, PolicyPack? policy) => report switch
    {
        { Outcome: not EngagementOutcome.Engaged } => $"also '{report.Outcome.InWords()}': nobody was spoken to",
        { Identity: IdentityCheck.NotEstablished } => "it is not known who it was",
        { Identity: IdentityCheck.ConfirmedFalse } => "it was somebody else than the person sought",
        { Disposal: Disposal.MistakenIdentity } => "it was the person sought",
        _ => $"that is never recorded for somebody of the category '{category.InWords(policy)}'",
    };
}

using FluentValidation;
using Lfr.Shared.Deployments;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Deployments;

/// <summary>An answer to a request for authority as it is given.</summary>
public sealed class DecisionDraft
{
    /// <summary>The answer; <see langword="null"/> before one is chosen.</summary>
    public AuthorityVerdict? Verdict { get; set; }

    /// <summary>Why.</summary>
    public string Reasons { get; set; } = "";

    /// <summary>What a grant depends on; may be empty.</summary>
    public string Conditions { get; set; } = "";

    /// <summary>Judge or body whose decision it is, where one decides.</summary>
    public string OutsideName { get; set; } = "";

    /// <summary>Reference of that decision.</summary>
    public string OutsideReference { get; set; } = "";

    /// <summary>Whether nothing is written.</summary>
    public bool IsEmpty => Reasons.Length + Conditions.Length + OutsideName.Length + OutsideReference.Length == 0;
}

/// <summary>What is wrong with an answer before it is given. Each problem carries the id of its field.</summary>
public sealed class DecisionDraftValidator : AbstractValidator<DecisionDraft>
{
    /// <summary>Longest reasons, characters; the form counts with the same number.</summary>
    internal const int MostOfReasons = 8000;

    /// <summary>Longest conditions.</summary>
    internal const int MostOfConditions = 4000;

    /// <summary>Longest name and reference of an outside decision.</summary>
    internal const int MostOfOutside = 300;

    /// <summary>The rules of the form, in the order of its fields.</summary>
    public DecisionDraftValidator()
    {
        RuleFor(d => d.Verdict).NotNull().OverridePropertyName("answer").WithMessage("Choose an answer: grant, send back or refuse.");
        RuleFor(d => d.Reasons).NotEmpty().OverridePropertyName("reasons").WithMessage("Enter the reasons for your decision.");
        RuleFor(d => d.Reasons).NoLongerThan("reasons", MostOfReasons);
        When(d => d.Verdict == AuthorityVerdict.Granted, () => RuleFor(d => d.Conditions).NoLongerThan("conditions", MostOfConditions));
        When(d => d.Verdict == AuthorityVerdict.Granted, () =>
        {
            RuleFor(d => d.OutsideName).NoLongerThan("outside-name", MostOfOutside);
            RuleFor(d => d.OutsideReference).NoLongerThan("outside-reference", MostOfOutside);
        });
    }
}

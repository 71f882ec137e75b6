using FluentValidation;
using Lfr.Shared.Records;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Records;

/// <summary>What is wrong with the words of a record before they are saved, and before the public reads them. Each problem carries the id of its field.</summary>
public sealed class RecordTextValidator : AbstractValidator<RecordText>
{
    /// <summary>Longest text, characters; the form counts with the same number.</summary>
    internal const int MostOfAText = 8000;

    /// <summary>The rules of the form, in the order of its fields.</summary>
    /// <param name="publishing">Whether it is published; a draft may be unfinished.</param>
    public RecordTextValidator(bool publishing)
    {
        if (publishing)
            RuleFor(r => r.Narrative).NotEmpty().OverridePropertyName("narrative").WithMessage("Enter what happened. The public reads this.");
        RuleFor(r => r.Narrative).NoLongerThan("narrative", MostOfAText);
        RuleFor(r => r.Lessons).NoLongerThan("lessons", MostOfAText);
        RuleFor(r => r.WiderArrests).GreaterThanOrEqualTo(0).OverridePropertyName("wider").WithMessage("Enter 0 or more arrests, or leave it empty.");
    }
}

using FluentValidation;
using FluentValidation.Results;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Watchlists;

/// <summary>
/// What is wrong with the form for an entry before it is sent: what is empty, too long, or no day. Each problem carries the id of its field. Whether the entry is
/// lawful is for the rules to say.
/// </summary>
public sealed class EntryDraftValidator : AbstractValidator<EntryDraft>
{
    /// <summary>Longest texts of each field, characters; the form counts with the same numbers.</summary>
    internal const int MostOfAName = 200;

    /// <summary>Longest source reference.</summary>
    internal const int MostOfAReference = 100;

    /// <summary>Longest reasons for holding and legal references.</summary>
    internal const int MostOfALine = 500;

    /// <summary>Longest text of several lines.</summary>
    internal const int MostOfAText = 2000;

    /// <summary>The rules of the form, in the order of its fields.</summary>
    public EntryDraftValidator(TimeProvider time, PolicyPack? policy)
    {
        RuleFor(d => d.ImageSource).NotNull().OverridePropertyName("source").WithMessage("Choose where the photograph comes from.");
        RuleFor(d => d.ImageTakenOn).NotNull().OverridePropertyName("taken").WithMessage("Enter the day of the photograph, such as 31/01/2019.");
        RuleFor(d => d.ImageTakenOn).Custom((taken, context) =>
        {
            if (taken is { } day && context.InstanceToValidate.AgeBand is { } age && DateRanges.OfPhotograph(day, age, ForceTime.Day(time.GetUtcNow())) is { } problem)
                context.AddFailure("taken", problem.ToString());
        });
        Written(d => d.LawfulHolding, "holding", "Enter why the police lawfully hold the photograph.", MostOfALine);
        Written(d => d.SubjectName, "name", "Enter the name in the source system.", MostOfAName);
        Written(d => d.SourceReference, "source-reference", "Enter the source reference.", MostOfAReference);
        RuleFor(d => d.Category).NotNull().OverridePropertyName("category").WithMessage("Choose a category.");
        Written(d => d.LegalReference, "legal", "Enter the legal reference.", MostOfALine);
        When(
            d => d.Category is { } category && policy?.OffenceAskedOf(category) is not null,
            () => RuleFor(d => d.Offence).NotEmpty().OverridePropertyName("offence").WithMessage("Enter the offence that the person is sought for, and what shows how serious it is."));
        RuleFor(d => d.Offence).NoLongerThan("offence", MostOfALine);
        RuleFor(d => d).Custom((draft, context) =>
        {
            foreach (var field in draft.Category is { } category ? policy?.Find(category)?.Fields ?? [] : [])
            {
                if (Wrong(field, draft.TextOf(field.Code).Trim(), ForceTime.Day(time.GetUtcNow())) is { } wrong)
                    context.AddFailure(new ValidationFailure(NameOf(field.Code), wrong.Sentence) { ErrorCode = wrong.Kind });
            }
        });
        RuleFor(d => d.AgeBand).NotNull().OverridePropertyName("age").WithMessage("Choose the age on the day of the deployment.");
        When(d => d.IsChild, () => Written(d => d.ChildWelfareReason, "child", "Enter why this exception is right for the child or the public.", MostOfAText));
        Written(d => d.Justification, "justification", "Enter why this person is listed.", MostOfAText);
        Written(d => d.WhyHereAndNow, "here", "Enter why the person can be expected here and now.", MostOfAText);
        Written(d => d.Necessity, "necessity", "Enter why it is necessary.", MostOfAText);
        Written(d => d.Proportionality, "proportionality", "Enter why it is proportionate.", MostOfAText);
        RuleFor(d => d.Response).NotNull().OverridePropertyName("response").WithMessage("Choose what officers do.");
        RuleFor(d => d.ResponsePlan).NoLongerThan("plan", MostOfAText);
        RuleFor(d => d.Vulnerability).NoLongerThan("vulnerability", MostOfAText);
        RuleFor(d => d.KnownSiblings).NoLongerThan("siblings", MostOfALine);
        RuleFor(d => d.StatusVerifiedAt).NotNull().OverridePropertyName("status-day").WithMessage("Enter the day and the time when the status was last checked.");
        RuleFor(d => d.StatusVerifiedAt).Custom((at, context) =>
        {
            if (at is { } moment && DateRanges.OfStatusCheck(moment, policy, time.GetUtcNow()) is { } problem)
                context.AddFailure("status-day", problem.ToString());
        });
    }

    /// <summary>Id of a field of a category on the page.</summary>
    internal static string NameOf(string code) => $"field-{code}";

    // With the code of the validator that says the same of other fields, by which an import tells findings apart.
    private static (string Kind, string Sentence)? Wrong(CategoryField field, string text, DateOnly today)
    {
        if (text.Length == 0)
            return ("NotEmptyValidator", $"Enter “{field.Title}”: the policy asks for it.");
        if (field.Kind == FieldKind.Text)
            return TextLine.TooLong(text, CategoryField.LongestText) is { } tooLong ? ("MaximumLengthValidator", tooLong) : null;
        if (CategoryField.DayOf(text) is not { } day)
            return ("", "This is not a day. Write it as 31/01/2019.");
        return DateRanges.OfField(field.Kind, day, today) is { } problem ? ("", problem.ToString()) : null;
    }

    private void Written(System.Linq.Expressions.Expression<Func<EntryDraft, string>> text, string field, string sentence, int most)
    {
        RuleFor(text).NotEmpty().OverridePropertyName(field).WithMessage(sentence);
        RuleFor(text).NoLongerThan(field, most);
    }
}

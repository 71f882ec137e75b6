using System.Linq.Expressions;
using FluentValidation;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Notices;

/// <summary>What is wrong with a notice before it is published: what is empty or too long. Each problem carries the id of its field. A draft may be unfinished.</summary>
public sealed class NoticeDraftValidator : AbstractValidator<NoticeDraft>
{
    /// <summary>The rules of the form, in the order of its fields.</summary>
    public NoticeDraftValidator()
    {
        Written(d => d.Summary, "summary", "Enter a summary: what happens, in one or two sentences.", 1000);
        Written(d => d.Why, "why", "Enter why the police do this here.", 2000);
        Written(d => d.WhoIsLookedFor, "who", "Enter who is looked for, in general.", 2000);
        Written(d => d.AnotherWay, "another", "Enter another way, on which nobody is compared.", 1000);
        Written(d => d.WhatHappensToYourFace, "face", "Enter what happens to the faces of people who walk by.", 2000);
        Written(d => d.YourRights, "rights", "Enter what people may ask for, and how to complain.", 2000);
        Written(d => d.Contact, "contact", "Enter whom to write to or call.", 500);
        Translated(d => d.Welsh.Summary, "cy-summary", "summary", 1000);
        Translated(d => d.Welsh.Purpose, "cy-purpose", "purpose", 2000);
        Translated(d => d.Welsh.Why, "cy-why", "reason", 2000);
        Translated(d => d.Welsh.WhoIsLookedFor, "cy-who", "words on who is looked for", 2000);
        Translated(d => d.Welsh.AnotherWay, "cy-another", "other way", 1000);
        Translated(d => d.Welsh.WhatHappensToYourFace, "cy-face", "words on what happens to faces", 2000);
        Translated(d => d.Welsh.YourRights, "cy-rights", "words on rights", 2000);
    }

    // A second language is there whole, or not at all.
    private void Translated(Expression<Func<NoticeDraft, string>> text, string field, string what, int most)
    {
        RuleFor(text).NotEmpty().When(d => d.Welsh.ToTranslation() is not null).OverridePropertyName(field).WithMessage($"Enter the {what} in Welsh too, or empty every Welsh field.");
        RuleFor(text).NoLongerThan(field, most);
    }

    private void Written(Expression<Func<NoticeDraft, string>> text, string field, string sentence, int most)
    {
        RuleFor(text).NotEmpty().OverridePropertyName(field).WithMessage(sentence);
        RuleFor(text).NoLongerThan(field, most);
    }
}

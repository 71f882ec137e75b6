using System.Globalization;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;

namespace Lfr.Web.Features.PublicSite.Sheets;

/// <summary>What a piece of a sheet is, and so how large it is and what a screen reader hears.</summary>
internal enum SheetPart
{
    Eyebrow,
    Title,
    CalledOff,
    Strong,
    Heading,
    Words,
    Small,
}

/// <summary>A piece of a sheet.</summary>
internal readonly record struct SheetBlock(SheetPart Part, string Text);

/// <summary>What stands on a sheet, before anybody decides how large.</summary>
/// <param name="Title">Title of the file.</param>
/// <param name="Language">Language tag.</param>
/// <param name="Body">From the top; its last words are cut when the paper is too small.</param>
/// <param name="Address">Where the notice is; the QR code says it.</param>
/// <param name="CodeLabel">Text alternative of the QR code.</param>
/// <param name="Foot">Beside the QR code; always whole.</param>
/// <param name="Cut">What stands where words were cut.</param>
internal sealed record SheetContent(
    string Title, string Language, IReadOnlyList<SheetBlock> Body, string Address, string CodeLabel, IReadOnlyList<SheetBlock> Foot, string Cut)
{
    /// <summary>The sheet of a notice as it is now.</summary>
    /// <param name="sheet">Which.</param>
    /// <param name="notice">The notice.</param>
    /// <param name="force">Whose.</param>
    /// <param name="address">Address of the notice.</param>
    public static SheetContent Of(NoticeSheet sheet, PublicNotice notice, Force force, string address)
    {
        var (words, now) = (sheet.InWelsh ? SheetWords.Welsh : SheetWords.English, notice.Current);
        var welsh = sheet.InWelsh && now.Text.Second is { Language: NoticeTranslation.Welsh } second ? second : null;
        List<SheetBlock> body = [new(SheetPart.Eyebrow, force.Name ?? words.Police), new(SheetPart.Title, words.Title)];
        if (notice.IsTakenBack)
            body.Add(new(SheetPart.CalledOff, $"{words.Standing(notice.Standing)}. {(sheet.InWelsh ? "" : notice.Meaning)} {words.TakeDown}"));
        body.Add(new(SheetPart.Strong, words.Span(now.Window.Start, now.Window.End)));
        body.Add(new(SheetPart.Strong, $"{now.Place.Venue}, {now.Place.Area}"));
        if (welsh is null && words.NotTranslated.Length > 0)
            body.Add(new(SheetPart.Small, words.NotTranslated));
        if (sheet.Kind != SheetKind.Sign)
            body.Add(new(SheetPart.Words, welsh?.Summary ?? now.Text.Summary));
        if (sheet.Kind == SheetKind.Leaflet)
            body.AddRange([new(SheetPart.Heading, words.Why), new(SheetPart.Words, welsh?.Why ?? now.Text.Why), new(SheetPart.Heading, words.WhoIsLookedFor), new(SheetPart.Words, welsh?.WhoIsLookedFor ?? now.Text.WhoIsLookedFor)]);
        body.AddRange([new(SheetPart.Heading, words.AnotherWay), new(SheetPart.Words, welsh?.AnotherWay ?? now.Text.AnotherWay)]);
        if (sheet.Kind != SheetKind.Sign)
            body.Add(new(SheetPart.Words, PolicyTerms.Of(notice.Policy).OnCoveringTheFace(sheet.InWelsh ? "cy" : "en")));
        body.AddRange([new(SheetPart.Heading, words.Face), new(SheetPart.Words, welsh?.WhatHappensToYourFace ?? now.Text.WhatHappensToYourFace)]);
        if (sheet.Kind == SheetKind.Leaflet)
            body.AddRange([new(SheetPart.Heading, words.Rights), new(SheetPart.Words, welsh?.YourRights ?? now.Text.YourRights)]);
        return new SheetContent(
            $"{words.Title}: {now.Name}",
            words.Language,
            [.. body.Where(b => !string.IsNullOrWhiteSpace(b.Text))],
            address,
            $"{words.Code} {address}",
            [
                new(SheetPart.Heading, words.ReadAll), new(SheetPart.Words, address), new(SheetPart.Words, now.Text.Contact),
                new(SheetPart.Small, string.Format(CultureInfo.InvariantCulture, words.Notice, notice.Reference, now.Number, words.Moment(now.By.At)) + " " + words.Accessible),
            ],
            words.Cut);
    }
}

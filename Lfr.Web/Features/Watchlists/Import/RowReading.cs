using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation.Results;
using Lfr.Shared.Policy;
using Lfr.Shared.Records.AsPublished;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A row as the form for an entry would hold it.</summary>
/// <param name="Details">The entry; <see langword="null"/> while a choice or a day is missing.</param>
/// <param name="Picture">Name of the photograph's file.</param>
/// <param name="Findings">What is wrong with the row.</param>
public sealed record ReadRow(EntryDetails? Details, string Picture, IReadOnlyList<ListFinding> Findings);

/// <summary>
/// Reads a row into the form for an entry and asks the form's own validator: what a compiler could not send, a file cannot bring in. Only what a form cannot be given, such as a word that is
/// none of its choices, is found here.
/// </summary>
/// <param name="validator">The form's.</param>
/// <param name="policy">The deployment's policy, which says what categories and sources there are; <see langword="null"/> when none is known.</param>
/// <param name="day">Day of the deployment: ages are those of this day.</param>
public sealed partial class RowReading(EntryDraftValidator validator, PolicyPack? policy, DateOnly day)
{
    private const int Oldest = 120;

    // Fields of the form, as its validator names them, with the column that fills each.
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["source"] = ListColumns.PictureSource,
        ["taken"] = ListColumns.PictureDate,
        ["holding"] = ListColumns.LawfulHolding,
        ["name"] = ListColumns.Name,
        ["source-reference"] = ListColumns.Reference,
        ["category"] = ListColumns.Category,
        ["legal"] = ListColumns.LegalReference,
        ["offence"] = ListColumns.Offence,
        ["age"] = ListColumns.DateOfBirth,
        ["child"] = ListColumns.ChildWelfareReason,
        ["justification"] = ListColumns.Justification,
        ["here"] = ListColumns.WhyHereAndNow,
        ["necessity"] = ListColumns.Necessity,
        ["proportionality"] = ListColumns.Proportionality,
        ["response"] = ListColumns.Response,
        ["plan"] = ListColumns.ResponsePlan,
        ["vulnerability"] = ListColumns.Vulnerability,
        ["siblings"] = ListColumns.KnownSiblings,
        ["status-day"] = ListColumns.StatusChecked,
    };

    private static readonly string[] Vulnerabilities = ["vulnerable", "vulnerability", "disability", "disabled", "gender_reassignment"];

    /// <summary>Reads one row.</summary>
    public ReadRow Read(ListRow row)
    {
        if (row.Cut is { } cut)
            return new ReadRow(null, "", [new ListFinding(FindingKinds.Cut, cut)]);
        var findings = new List<ListFinding>();
        foreach (var (column, text) in row.Cells.Where(c => IsFormula(c.Value)))
            findings.Add(new ListFinding(FindingKinds.Formula, $"The {Said(column)} is a formula, which a spreadsheet would run: {text[..Math.Min(text.Length, 40)]}. Enter the text itself."));
        var draft = Draft(row, findings);
        var fields = draft.Category is { } category ? policy?.Find(category)?.Fields ?? [] : [];
        foreach (var field in fields)
            draft.Fields[field.Code] = FieldOf(row, field, findings);
        // A column about which something was said is not asked again by the form, which sees it as empty.
        var told = findings.Where(f => f.Kind is FindingKinds.Unknown or FindingKinds.Date or FindingKinds.Age).Select(f => f.Sentence).ToList();
        foreach (var failure in validator.Validate(draft).Errors.DistinctBy(e => e.PropertyName))
        {
            var column = Columns.GetValueOrDefault(failure.PropertyName) ?? Named(fields.First(f => EntryDraftValidator.NameOf(f.Code) == failure.PropertyName));
            if (!told.Exists(t => t.StartsWith($"The {Said(column)} ", StringComparison.Ordinal)))
                findings.Add(new ListFinding(Kind(failure), Sentence(column, failure)));
        }

        if (row[ListColumns.Picture].Length == 0)
            findings.Add(new ListFinding(FindingKinds.Missing, "The picture is empty. Enter the file of the photograph."));
        return new ReadRow(IsWhole(draft) ? draft.ToDetails() : null, row[ListColumns.Picture], findings);
    }

    private static bool IsWhole(EntryDraft draft) =>
        draft is { Category: not null, ImageSource: not null, ImageTakenOn: not null, AgeBand: not null, Response: not null, StatusVerifiedAt: not null };

    private EntryDraft Draft(ListRow row, List<ListFinding> findings)
    {
        var flags = FlagsOf(row, findings);
        var (statusDay, statusTime) = StatusOf(row[ListColumns.StatusChecked]);
        var taken = row[ListColumns.PictureDate];
        if (taken.Length > 0 && DateLine.Read(taken) is null)
            findings.Add(NoDay(ListColumns.PictureDate, taken));
        if (row[ListColumns.StatusChecked] is { Length: > 0 } status && (DateLine.Read(statusDay) is null || ClockTime.Read(statusTime) is null))
            findings.Add(new ListFinding(FindingKinds.Date, $"The {Said(ListColumns.StatusChecked)} '{status}' is no day and time. Write it as 31/01/2019 09:30."));
        var vulnerability = row[ListColumns.Vulnerability];
        var flagged = flags.Where(f => Vulnerabilities.Contains(f)).Select(f => f.Replace('_', ' ')).ToList();
        return new EntryDraft
        {
            SubjectName = row[ListColumns.Name],
            SourceReference = row.Reference,
            Category = CategoryOf(row, findings),
            LegalReference = row[ListColumns.LegalReference],
            Offence = row[ListColumns.Offence],
            Justification = row[ListColumns.Justification],
            WhyHereAndNow = row[ListColumns.WhyHereAndNow],
            Necessity = row[ListColumns.Necessity],
            Proportionality = row[ListColumns.Proportionality],
            ImageSource = SourceOf(row, findings),
            PhotographDay = taken,
            LawfulHolding = row[ListColumns.LawfulHolding],
            Unconvicted = flags.Contains("unconvicted") || YesNo(row, ListColumns.Unconvicted, findings),
            AgeBand = AgeOf(row, flags, findings),
            ChildWelfareReason = row[ListColumns.ChildWelfareReason],
            Vulnerability = vulnerability.Length > 0 || flagged.Count == 0 ? vulnerability : $"Flagged in the source system: {string.Join(", ", flagged)}.",
            KnownSiblings = row[ListColumns.KnownSiblings],
            Response = Choice<PlannedResponse>(row, ListColumns.Response, r => r.InWords(), findings),
            ResponsePlan = row[ListColumns.ResponsePlan],
            StatusDay = statusDay,
            StatusTime = statusTime,
        };
    }

    // From the column that has the title or the code of the field as its heading; "field_" before the code tells it from a column of every list. A day as the form has it; one that is none stays as it was written.
    private static string FieldOf(ListRow row, CategoryField field, List<ListFinding> findings)
    {
        string[] headings = [PublishedColumns.Normal(field.Title), field.Code, $"field_{field.Code}"];
        var text = headings.Select(h => row.Others.GetValueOrDefault(h, "")).FirstOrDefault(t => t.Length > 0) ?? "";
        if (IsFormula(text))
            findings.Add(new ListFinding(FindingKinds.Formula, $"The {Named(field)} is a formula, which a spreadsheet would run: {text[..Math.Min(text.Length, 40)]}. Enter the text itself."));
        if (field.Kind == FieldKind.Text || text.Length == 0)
            return text;
        if (DateLine.Read(text) is { } day)
            return DateLine.Iso(day);
        findings.Add(NoDay(Named(field), text));
        return text;
    }

    private static string Named(CategoryField field) => $"field “{field.Title}”";

    // By the code or the title of the policy; a category that it does not know is none, whatever another country calls so.
    private EntryCategory? CategoryOf(ListRow row, List<ListFinding> findings) => policy is null
        ? Choice<EntryCategory>(row, ListColumns.Category, c => c.InWords(null), findings)
        : Known(row, ListColumns.Category, [.. policy.Categories.Select(c => ((EntryCategory)c.Number, $"{c.Code} {c.Title}", (string[])[c.Code, c.Title, ((EntryCategory)c.Number).ToString(), ((EntryCategory)c.Number).InWords(null)]))], findings);

    private ImageSource? SourceOf(ListRow row, List<ListFinding> findings) => policy is null
        ? Choice<ImageSource>(row, ListColumns.PictureSource, s => s.InWords(null), findings)
        : Known(row, ListColumns.PictureSource, [.. policy.PictureSources.Select(s => ((ImageSource)s.Number, s.Title, (string[])[s.Code, s.Title, ((ImageSource)s.Number).ToString(), ((ImageSource)s.Number).InWords(null)]))], findings);

    private static T? Known<T>(ListRow row, string column, IReadOnlyList<(T Value, string Shown, string[] Names)> choices, List<ListFinding> findings)
        where T : struct
    {
        var text = PublishedColumns.Normal(row[column]);
        if (text.Length == 0)
            return null;
        foreach (var (value, shown, names) in choices)
        {
            if (PublishedColumns.Normal(shown) == text || names.Any(n => PublishedColumns.Normal(n) == text || string.Equals(n, text.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)))
                return value;
        }

        findings.Add(new ListFinding(FindingKinds.Unknown, $"The {Said(column)} '{row[column]}' is none that the policy knows. Enter one of: {string.Join("; ", choices.Select(c => c.Shown))}."));
        return null;
    }

    /// <summary>A choice by its words on the screen or its name; <see langword="null"/> when the cell is empty or says none of them.</summary>
    private static T? Choice<T>(ListRow row, string column, Func<T, string> words, List<ListFinding> findings)
        where T : struct, Enum
    {
        var text = PublishedColumns.Normal(row[column]);
        if (text.Length == 0)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (PublishedColumns.Normal(words(value)) == text || string.Equals(value.ToString(), text.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        findings.Add(new ListFinding(FindingKinds.Unknown, $"The {Said(column)} '{row[column]}' is none that Lfr knows. Enter one of: {string.Join("; ", Enum.GetValues<T>().Select(words))}."));
        return null;
    }

    private AgeBand? AgeOf(ListRow row, IReadOnlyCollection<string> flags, List<ListFinding> findings)
    {
        var born = row[ListColumns.DateOfBirth];
        AgeBand? band;
        if (born.Length == 0)
        {
            band = int.TryParse(row[ListColumns.Age], NumberStyles.None, CultureInfo.InvariantCulture, out var years)
                ? BandOf(years)
                : Choice<AgeBand>(row, ListColumns.Age, a => a.InWords(), findings);
        }
        else if (DateLine.Read(born) is not { } birthday)
        {
            findings.Add(NoDay(ListColumns.DateOfBirth, born));
            return null;
        }
        else if (birthday > day || birthday < day.AddYears(-Oldest))
        {
            findings.Add(new ListFinding(FindingKinds.Date, $"The {Said(ListColumns.DateOfBirth)} {Words.Day(birthday)} {(birthday > day ? "has not come yet" : $"is more than {Oldest} years ago")}. Check the year."));
            return null;
        }
        else
        {
            var age = day.Year - birthday.Year;
            band = BandOf(birthday.AddYears(age) > day ? age - 1 : age);
        }

        var flagged = flags.Contains("under_13") ? AgeBand.Under13 : flags.Contains("under_18") && band is not AgeBand.Under13 ? AgeBand.Child13To17 : band;
        if (band is { } known && flagged != known)
            findings.Add(new ListFinding(FindingKinds.Age, $"The flags say {flagged!.Value.InWords().ToLowerInvariant()}, and by date of birth or age the person is {known.InWords().ToLowerInvariant()} on {Words.Day(day)}. Correct one of them."));
        return flagged;
    }

    private static AgeBand BandOf(int years) => years < 13 ? AgeBand.Under13 : years < 18 ? AgeBand.Child13To17 : AgeBand.Adult;

    private static IReadOnlyCollection<string> FlagsOf(ListRow row, List<ListFinding> findings)
    {
        var flags = row[ListColumns.Flags].Split([',', ';', '|', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(PublishedColumns.Normal).Where(f => f.Length > 0).ToHashSet(StringComparer.Ordinal);
        foreach (var unknown in flags.Where(f => f is not ("none" or "unconvicted" or "under_18" or "under_13") && !Vulnerabilities.Contains(f)))
            findings.Add(new ListFinding(FindingKinds.Unknown, $"The flag '{unknown.Replace('_', ' ')}' is none that Lfr knows. Enter under 18, under 13, vulnerable, disability, gender reassignment, unconvicted, or nothing."));
        return flags;
    }

    private static bool YesNo(ListRow row, string column, List<ListFinding> findings)
    {
        switch (row[column].ToLowerInvariant())
        {
            case "" or "no" or "n" or "false" or "0":
                return false;
            case "yes" or "y" or "true" or "1" or "x":
                return true;
            default:
                findings.Add(new ListFinding(FindingKinds.Unknown, $"The {Said(column)} '{row[column]}' is neither yes nor no. Enter one of them."));
                return false;
        }
    }

    /// <summary>Day and time by the force’s clock, as the form has them. A time with its own zone is brought to that of the force.</summary>
    private static (string Day, string Time) StatusOf(string text)
    {
        if (DayAndTime().Match(text) is not { Success: true } match)
            return (text, "");
        var (written, clock, zone) = (match.Groups["day"].Value, match.Groups["time"].Value, match.Groups["zone"].Value);
        if (zone.Length == 0 || DateLine.Read(written) is not { } date || ClockTime.Read(clock) is not { } time)
            return (written, clock);
        var offset = zone is "Z" or "z" ? TimeSpan.Zero : new TimeSpan(int.Parse(zone[1..3], CultureInfo.InvariantCulture), int.Parse(zone[^2..], CultureInfo.InvariantCulture), 0) * (zone[0] == '-' ? -1 : 1);
        if (offset.Duration() > TimeSpan.FromHours(14))
            return (text, "");
        var london = ForceTime.At(new DateTimeOffset(date.ToDateTime(time), offset));
        return (DateLine.Iso(DateOnly.FromDateTime(london.DateTime)), london.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    private static ListFinding NoDay(string column, string text) => new(FindingKinds.Date, $"The {Said(column)} '{text}' is no day. Write it as 31/01/2019.");

    private static string Kind(ValidationFailure failure) => failure.ErrorCode switch
    {
        "NotEmptyValidator" or "NotNullValidator" => FindingKinds.Missing,
        "MaximumLengthValidator" => FindingKinds.TooLong,
        _ => FindingKinds.Date,
    };

    private static string Sentence(string column, ValidationFailure failure) => Kind(failure) switch
    {
        FindingKinds.Missing when column == ListColumns.DateOfBirth => "The date of birth is empty, and without an age nobody knows whether the person is a child. Enter it.",
        FindingKinds.Missing => $"The {Said(column)} is empty. {failure.ErrorMessage}",
        FindingKinds.TooLong => $"The {Said(column)} does not fit. {failure.ErrorMessage}",
        _ => $"The {Said(column)} cannot be right. {failure.ErrorMessage}",
    };

    private static string Said(string column) => column.Replace('_', ' ');

    /// <summary>What a spreadsheet runs. A telephone number, a negative number and a list with hyphens are none.</summary>
    private static bool IsFormula(string text) => text is ['=' or '@', ..] || (text is ['+' or '-', ..] && text.AsSpan().ContainsAny('(', '!', '|'));

    [GeneratedRegex(@"^(?<day>.+?)[ T,]+(?<time>\d{1,2}[:.]\d{2})(:\d{2}(\.\d{1,7})?)?\s*(?<zone>[Zz]|[+-]\d{2}:?\d{2})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayAndTime();
}

using System.Text.RegularExpressions;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Shared.Policy;

/// <summary>What the smaller sections of a pack must satisfy: parts and languages of a notice, columns of a record, threshold of offence, fields and ages of categories, money and time.</summary>
internal static partial class PolicySectionCheck
{
    /// <summary>Problems of <paramref name="pack"/> as field and sentence; none when it can be used.</summary>
    public static IEnumerable<(string Field, string Sentence)> Problems(PolicyPack pack) =>
        [.. NoticeProblems(pack), .. RecordProblems(pack), .. OffenceProblems(pack), .. CategoryProblems(pack), .. PlaceProblems(pack)];

    private static IEnumerable<(string Field, string Sentence)> NoticeProblems(PolicyPack pack)
    {
        var (rule, parts, languages) = (RuleBook.Find<NoticeHasItsParts>().Id, pack.Notice?.Parts ?? [], pack.Notice?.Languages ?? []);
        if (parts.Count > 0 != pack.Rules.ContainsKey(rule))
            yield return ("notice.parts", $"The rule {rule} and the parts go together: leave out both or neither.");
        if (Twice(parts) is { } part)
            yield return ("notice.parts", $"{part} is there twice.");
        if (Twice(languages) is { } language)
            yield return ("notice.languages", $"{language} is there twice.");
        for (var i = 0; i < languages.Count; i++)
        {
            if (!LanguageCode().IsMatch(languages[i]))
                yield return ($"notice.languages[{i}]", "Write the language as a code, such as en or cy.");
            else if (i > 0 && NoticeLanguages.Find(languages[i]) is null)
                yield return ($"notice.languages[{i}]", $"Lfr does not know this language: nobody could attach a notice in it, and nothing would ever go live. It knows {Words.AndList([.. NoticeLanguages.All.Select(l => $"{l.Tag} ({l.Name})")])}.");
        }

        var asked = RuleBook.Find<NoticeIsInItsLanguages>().Id;
        if (languages.Count > 0 != pack.Rules.ContainsKey(asked))
            yield return ("notice.languages", $"The rule {asked} and the languages go together: leave out both or neither.");
    }

    private static IEnumerable<(string Field, string Sentence)> RecordProblems(PolicyPack pack)
    {
        if (pack.Record is { SmallestCell: < 2 or > 100 })
            yield return ("record.smallestCell", "It must lie between 2 and 100.");
        if (Twice(pack.Record?.Columns ?? []) is { } column)
            yield return ("record.columns", $"{column} is there twice.");
    }

    private static IEnumerable<(string Field, string Sentence)> OffenceProblems(PolicyPack pack)
    {
        var rule = RuleBook.Find<EntryIsSeriousEnough>().Id;
        if (pack.Offence is null == pack.Rules.ContainsKey(rule))
            yield return ("offence", $"The rule {rule} and the section offence go together: leave out both or neither.");
        if (pack.Offence is not { } offence)
            yield break;
        if (offence.Code.IsBlank())
            yield return ("offence.code", "It must not be empty.");
        if (offence.Text.IsBlank())
            yield return ("offence.text", "It must not be empty.");
        if (offence.Categories.Count == 0)
            yield return ("offence.categories", "Name the categories to which it applies, by their code.");
        if (Twice(offence.Categories) is { } twice)
            yield return ("offence.categories", $"{twice} is there twice.");
        for (var i = 0; i < offence.Categories.Count; i++)
        {
            if (pack.Categories.All(c => c.Code != offence.Categories[i]))
                yield return ($"offence.categories[{i}]", $"The policy has no category {offence.Categories[i]}.");
        }
    }

    private static IEnumerable<(string Field, string Sentence)> CategoryProblems(PolicyPack pack)
    {
        var rule = RuleBook.Find<EntryHasItsFields>().Id;
        if (pack.Categories.Any(c => c.Fields.Count > 0) != pack.Rules.ContainsKey(rule))
            yield return ("categories", $"The rule {rule} and the fields of categories go together: leave out both or neither.");
        for (var i = 0; i < pack.Categories.Count; i++)
        {
            var (category, at) = (pack.Categories[i], $"categories[{i}]");
            if (category.MinimumAge is not (null or 13 or 18))
                yield return ($"{at}.minimumAge", "It must be 13 or 18: an entry says whether somebody is under 13, 13 to 17 or an adult.");
            if (category is { AdultsOnly: true, MinimumAge: not null })
                yield return ($"{at}.minimumAge", "adultsOnly says the age already; leave one of the two out.");
            if (category.Fields.Count > CategoryField.MostOfACategory)
                yield return ($"{at}.fields", $"It has {category.Fields.Count} fields; a category may have {CategoryField.MostOfACategory}.");
            for (var j = 0; j < category.Fields.Count; j++)
            {
                var (field, place) = (category.Fields[j], $"{at}.fields[{j}]");
                if (!FieldCode().IsMatch(field.Code))
                    yield return ($"{place}.code", "Write it in small letters, digits and underscores, a letter first and at most 30, such as court or last_day.");
                else if (category.Fields.Count(f => string.Equals(f.Code, field.Code, StringComparison.Ordinal)) > 1)
                    yield return ($"{place}.code", $"The code {field.Code} is there twice.");
                if (field.Title.IsBlank())
                    yield return ($"{place}.title", "It must not be empty.");
                else if (field.Title.Length > CategoryField.LongestTitle)
                    yield return ($"{place}.title", $"It has {field.Title.Length} characters; {CategoryField.LongestTitle} fit above a field.");
                else if (category.Fields.Count(f => string.Equals(f.Title.Trim(), field.Title.Trim(), StringComparison.OrdinalIgnoreCase)) > 1)
                    yield return ($"{place}.title", $"The title {field.Title} is there twice.");
            }
        }
    }

    private static IEnumerable<(string Field, string Sentence)> PlaceProblems(PolicyPack pack)
    {
        if (!Money.IsKnown(pack.Currency))
            yield return ("currency", "Write it as three capitals, such as GBP. Amounts are kept in hundredths, so the currency must have them.");
        if (!ZoneName().IsMatch(pack.TimeZone) || !TimeZoneInfo.TryFindSystemTimeZoneById(pack.TimeZone, out _))
            yield return ("timeZone", "There is no such time zone. Write it as Europe/London.");
    }

    private static string? Twice<T>(IReadOnlyList<T> items) => items.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key?.ToString()).FirstOrDefault();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,29}\\z")]
    private static partial Regex FieldCode();

    [GeneratedRegex("^[a-z]{2,3}$")]
    private static partial Regex LanguageCode();

    // Of the IANA database: on Windows other names would be found, too.
    [GeneratedRegex("^(UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_+-]+)+)$")]
    private static partial Regex ZoneName();
}

using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy;

/// <summary>
/// The numbers by which rows and hashes name use cases, categories and picture sources. A deployment may be planned under one pack and read under the next, so
/// a number means one thing in every pack of an installation.
/// </summary>
internal static class PolicyCodes
{
    /// <summary>Problems within <paramref name="pack"/> as field and sentence.</summary>
    public static IEnumerable<(string Field, string Sentence)> Problems(PolicyPack pack)
    {
        foreach (var (list, codes) in Lists(pack))
        {
            if (codes.Count == 0)
                yield return (list, "The policy names none, so that nothing could be planned under it.");
            foreach (var (code, at) in codes.Select((c, i) => (c, $"{list}[{i}]")))
            {
                if (code.Number is < 0 or > 9999)
                    yield return ($"{at}.number", "It must lie between 0 and 9999.");
                if (code.Texts.FirstOrDefault(t => t.Text.IsBlank()) is { Field: { } empty })
                    yield return ($"{at}.{empty}", "It must not be empty.");
                if (codes.Count(c => c.Number == code.Number) > 1)
                    yield return ($"{at}.number", $"The number {code.Number} is there twice.");
                if (codes.Count(c => string.Equals(c.Code, code.Code, StringComparison.OrdinalIgnoreCase)) > 1)
                    yield return ($"{at}.code", $"The code {code.Code} is there twice.");
            }
        }

        foreach (var (useCase, i) in pack.UseCases.Select((u, i) => (u, i)).Where(u => u.u.Number == (int)UseCase.Undecided))
            yield return ($"useCases[{i}].number", $"The number {useCase.Number} means that nothing is chosen yet.");
    }

    /// <summary>Where <paramref name="pack"/> uses a number or a code of <paramref name="other"/> for something else.</summary>
    public static IEnumerable<(string Field, string Sentence)> Differences(PolicyPack pack, PolicyPack other)
    {
        foreach (var ((list, mine), (_, theirs)) in Lists(pack).Zip(Lists(other)))
        {
            for (var i = 0; i < mine.Count; i++)
            {
                var code = mine[i];
                if (theirs.FirstOrDefault(t => t.Number == code.Number) is { Code: { } taken } && !string.Equals(taken, code.Code, StringComparison.Ordinal))
                    yield return ($"{list}[{i}].number", $"{other.Id} has the number {code.Number} for {taken}; choose one that no pack has.");
                if (theirs.FirstOrDefault(t => string.Equals(t.Code, code.Code, StringComparison.Ordinal)) is { Code: not null } same && same.Number != code.Number)
                    yield return ($"{list}[{i}].code", $"{other.Id} has {code.Code} under the number {same.Number}; a code has one number.");
            }
        }
    }

    private static IEnumerable<(string List, IReadOnlyList<Named> Codes)> Lists(PolicyPack pack)
    {
        yield return ("useCases", [.. pack.UseCases.Select(u => new Named(u.Number, u.Code, [("code", u.Code), ("title", u.Title), ("place", u.Place), ("meaning", u.Meaning), ("evidence", u.Evidence)]))]);
        yield return ("categories", [.. pack.Categories.Select(c => new Named(c.Number, c.Code, [("code", c.Code), ("title", c.Title), ("reference", c.Reference), ("off", c.Off ?? "no")]))]);
        yield return ("pictureSources", [.. pack.PictureSources.Select(s => new Named(s.Number, s.Code, [("code", s.Code), ("title", s.Title), ("phrase", s.Phrase)]))]);
    }

    private readonly record struct Named(int Number, string Code, IReadOnlyList<(string Field, string Text)> Texts);
}

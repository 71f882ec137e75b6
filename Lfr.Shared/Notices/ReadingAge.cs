namespace Lfr.Shared.Notices;

/// <summary>
/// How hard English words are to read: the age at which they are read with ease, by Flesch and Kincaid's formula (grade 0.39 × words a sentence + 11.8 × syllables a word − 15.59, five years added). It counts lengths and knows nothing of
/// sense, and it is for English alone.
/// </summary>
/// <param name="Age">Age, years.</param>
/// <param name="LongestSentence">Words of the longest sentence.</param>
public sealed record ReadingAge(int Age, int LongestSentence)
{
    /// <summary>With fewer words the formula says nothing.</summary>
    private const int FewestWords = 30;

    private const int Youngest = 5;
    private const int Oldest = 25;

    /// <summary>Of all parts of a notice together; <see langword="null"/> while too little is written.</summary>
    public static ReadingAge? Of(NoticeText text) => Of([text.Summary, text.Why, text.WhoIsLookedFor, text.AnotherWay, text.WhatHappensToYourFace, text.YourRights]);

    /// <summary>Of texts together; <see langword="null"/> while too little is written.</summary>
    public static ReadingAge? Of(IEnumerable<string> texts)
    {
        var sentences = texts.SelectMany(t => t.Split(['.', '!', '?', ':', ';', '\n'], StringSplitOptions.RemoveEmptyEntries)).Select(WordsOf).Where(w => w.Length > 0).ToArray();
        var words = sentences.Sum(s => s.Length);
        if (words < FewestWords)
            return null;
        var grade = (0.39 * words / sentences.Length) + (11.8 * sentences.Sum(s => s.Sum(Syllables)) / words) - 15.59;
        return new ReadingAge(Math.Clamp((int)Math.Floor(grade + 0.5) + 5, Youngest, Oldest), sentences.Max(s => s.Length));
    }

    private static string[] WordsOf(string sentence) => [.. sentence.Split([' ', '\t', '\r', ',', '(', ')', '“', '”', '"', '–', '—', '/'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsLetter))];

    // Groups of vowels; a silent e at the end is none.
    private static int Syllables(string word)
    {
        var (groups, vowel) = (0, false);
        foreach (var letter in word.ToLowerInvariant())
        {
            var now = "aeiouyàâäéèêëîïôöûü".Contains(letter, StringComparison.Ordinal);
            groups += now && !vowel ? 1 : 0;
            vowel = now;
        }

        if (groups > 1 && word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal))
            groups--;
        return Math.Max(1, groups);
    }
}

using System.Globalization;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Identity;

/// <summary>
/// Refuses passwords that attackers try first (NCSC, NIST SP 800-63B §3.1.1.2). A list of whole passwords would be long and have gaps; instead everything that is easy to
/// guess is taken away, and what is left must still be something: well-known words, also with digits for letters, the person's own name and address, years, rows of the keyboard and of the
/// alphabet, and repeats.
/// </summary>
internal sealed class CommonPasswords : IPasswordValidator<LfrUser>
{
    /// <summary>Fewest characters that must be left.</summary>
    internal const int FewestLeft = 6;

    /// <summary>Shortest run of a row, or of a repeat, that is taken away.</summary>
    private const int Run = 4;

    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn", "qazwsxedcrfvtgbyhn"];

    /// <summary>What leaked passwords are made of, and what an officer would think of first. Longer words are taken away before shorter ones.</summary>
    private static readonly string[] Words =
    [
        .. """
           password passwort passphrase passw0rd pass word pwd admin administrator root user username login logon signin welcome letmein changeme change default secret
           private qwerty azerty iloveyou love lovely baby angel princess prince sunshine flower summer winter spring autumn january february march april june july
           august september october november december monday tuesday wednesday thursday friday saturday sunday football baseball basketball cricket rugby hockey soccer
           liverpool arsenal chelsea everton tottenham manchester united city rangers celtic london england britain scotland wales ireland romford essex kent
           dragon monkey tiger lion shadow master superman batman spiderman starwars pokemon matrix killer hunter ranger jordan michael jessica charlie thomas daniel
           george william andrew robert matthew joshua ashley jennifer michelle nicole hannah samantha freedom whatever computer internet google samsung iphone
           facebook windows microsoft office server database test testing demo demonstration example temp temporary guest hello abcd trustno1 access ninja
           mustang cheese chocolate cookie banana orange purple yellow silver golden diamond lucky money forever correct horse battery staple police
           officer constable sergeant inspector superintendent metropolitan force camera operator watchlist facial recognition
           """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).OrderByDescending(word => word.Length),
    ];

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<LfrUser> manager, LfrUser user, string? password)
    {
        var left = Left(password ?? "", [user.DisplayName, user.Email ?? "", user.UserName ?? ""]);
        return Task.FromResult(left >= FewestLeft ? IdentityResult.Success : IdentityResult.Failed(new IdentityError
        {
            Code = "PasswordIsCommon",
            Description = "The password is easy to guess: it is made of well-known words, names, years, keyboard rows or repeats. Choose another, such as four words that have nothing to do with each other.",
        }));
    }

    /// <summary>How many characters are left once everything that is easy to guess is taken away.</summary>
    internal static int Left(string password, IEnumerable<string> own)
    {
        var text = Plain(password);
        var parts = own.SelectMany(o => o.Split((char[])[' ', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length >= 3).Select(Plain);
        foreach (var word in parts.Concat(Words))
            text = Without(text, word);
        text = WithoutRows(WithoutRows(text, Rows), Rows.Select(row => string.Concat(row.Reverse())));
        text = WithoutYears(text);
        return DistinctAlone(text.Replace("\n", "", StringComparison.Ordinal));
    }

    private static string Plain(string text) => text.Trim().ToLower(CultureInfo.InvariantCulture);

    // As it is, and as people write it to please a rule: p4ssw0rd. What is taken away leaves a mark, so that its neighbours do not make a new word.
    private static string Without(string text, string word)
    {
        for (var at = 0; at + word.Length <= text.Length; at++)
        {
            if (Enumerable.Range(0, word.Length).All(i => text[at + i] == word[i] || Letter(text[at + i]) == word[i]))
                text = text[..at] + "\n" + text[(at + word.Length)..];
        }

        return text;
    }

    private static char Letter(char c) => c switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' or '€' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        '8' => 'b',
        _ => c,
    };

    private static string WithoutRows(string text, IEnumerable<string> rows)
    {
        foreach (var row in rows)
        {
            for (var length = row.Length; length >= Run; length--)
            {
                for (var from = 0; from + length <= row.Length; from++)
                    text = text.Replace(row.Substring(from, length), "\n", StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static string WithoutYears(string text)
    {
        for (var year = 1930; year <= 2069; year++)
            text = text.Replace(year.ToString(CultureInfo.InvariantCulture), "\n", StringComparison.Ordinal);
        return text;
    }

    // A character that goes on and on counts once; so does a piece that is repeated. Signs and digits that are put at the ends count little: they are what people add.
    private static int DistinctAlone(string text)
    {
        for (var length = text.Length / 2; length >= 1; length--)
        {
            for (var at = 0; at + (2 * length) <= text.Length; at++)
            {
                if (string.CompareOrdinal(text, at, text, at + length, length) == 0)
                    return DistinctAlone(text.Remove(at, length));
            }
        }

        var letters = text.Count(char.IsLetter);
        return letters + ((text.Length - letters) / 2);
    }
}

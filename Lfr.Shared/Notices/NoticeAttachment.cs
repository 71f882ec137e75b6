using System.Text.Json.Serialization;

namespace Lfr.Shared.Notices;

/// <summary>The notice in another language, as a PDF that somebody had translated: Lfr translates nothing.</summary>
/// <param name="Id">Names the file.</param>
/// <param name="Language">Language tag, one of <see cref="NoticeLanguages"/>.</param>
/// <param name="Hash">SHA-256 of the file, lower-case hex.</param>
/// <param name="Bytes">Its size.</param>
public sealed record NoticeAttachment(Guid Id, string Language, string Hash, int Bytes)
{
    /// <summary>Most files of one notice.</summary>
    public const int Most = 20;

    /// <summary>Name of the language in English.</summary>
    [JsonIgnore]
    public string LanguageName => NoticeLanguages.Find(Language)?.Name ?? Language;
}

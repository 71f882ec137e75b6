namespace Lfr.Shared.Notices;

/// <summary>A language in which a notice may be attached as a file.</summary>
/// <param name="Tag">Language tag (BCP 47): <c>pl</c>.</param>
/// <param name="Name">Name in English.</param>
/// <param name="Own">What its speakers call it.</param>
public sealed record NoticeLanguage(string Tag, string Name, string Own);

/// <summary>The languages in which notices are attached. A language that is not there is added here.</summary>
public static class NoticeLanguages
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<NoticeLanguage> All { get; } =
    [
        new("am", "Amharic", "አማርኛ"), new("ar", "Arabic", "العربية"), new("bn", "Bengali", "বাংলা"), new("bg", "Bulgarian", "български"), new("zh", "Chinese", "中文"), new("cs", "Czech", "čeština"),
        new("nl", "Dutch", "Nederlands"), new("en", "English", "English"), new("fr", "French", "français"), new("de", "German", "Deutsch"), new("el", "Greek", "ελληνικά"), new("gu", "Gujarati", "ગુજરાતી"),
        new("hi", "Hindi", "हिन्दी"), new("hu", "Hungarian", "magyar"), new("ga", "Irish", "Gaeilge"), new("it", "Italian", "italiano"), new("ku", "Kurdish", "kurdî"), new("lt", "Lithuanian", "lietuvių"),
        new("ne", "Nepali", "नेपाली"), new("pa", "Panjabi", "ਪੰਜਾਬੀ"), new("ps", "Pashto", "پښتو"), new("fa", "Persian", "فارسی"), new("pl", "Polish", "polski"), new("pt", "Portuguese", "português"),
        new("ro", "Romanian", "română"), new("gd", "Scottish Gaelic", "Gàidhlig"), new("sk", "Slovak", "slovenčina"), new("so", "Somali", "Soomaali"), new("es", "Spanish", "español"), new("ta", "Tamil", "தமிழ்"),
        new("ti", "Tigrinya", "ትግርኛ"), new("tr", "Turkish", "Türkçe"), new("uk", "Ukrainian", "українська"), new("ur", "Urdu", "اردو"), new("vi", "Vietnamese", "Tiếng Việt"), new("cy", "Welsh", "Cymraeg"),
        new("yo", "Yoruba", "Yorùbá"),
    ];

    /// <summary>The language of a tag; <see langword="null"/> when it is not there.</summary>
    public static NoticeLanguage? Find(string tag) => All.FirstOrDefault(l => l.Tag == tag);
}

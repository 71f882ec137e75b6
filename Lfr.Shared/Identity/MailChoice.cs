namespace Lfr.Shared.Identity;

/// <summary>When somebody wants to hear by e-mail of what needs them.</summary>
public enum MailChoice
{
    /// <summary>As soon as something needs them.</summary>
    AtOnce,

    /// <summary>Once a day, at seven in the morning, if anything needs them.</summary>
    Daily,

    /// <summary>Never; Lfr itself shows it.</summary>
    Off,
}

/// <summary>The choice in words.</summary>
public static class MailChoices
{
    /// <summary>As a choice of a form: <c>Once a day, at 7:00</c>.</summary>
    public static string InWords(this MailChoice choice) => choice switch
    {
        MailChoice.AtOnce => "At once",
        MailChoice.Daily => "Once a day, at 07:00",
        MailChoice.Off => "Never",
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "Unknown choice."),
    };
}

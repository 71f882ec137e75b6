namespace Lfr.Shared.Alerts;

/// <summary>What an alert turned out to be, as far as anybody knows. Each alert is exactly one of these.</summary>
public enum AlertResult
{
    /// <summary>No outcome yet, or people differ and a third has not decided.</summary>
    Open,

    /// <summary>Judged not the same person; nobody was spoken to.</summary>
    False,

    /// <summary>The right person, after identity was established.</summary>
    ConfirmedTrue,

    /// <summary>Somebody else, after identity was established.</summary>
    ConfirmedFalse,

    /// <summary>Nobody could tell from the images.</summary>
    NotDetermined,

    /// <summary>Officers did not find the person, or lost them.</summary>
    NotLocated,

    /// <summary>Officers were stood down, or never sent.</summary>
    StoodDown,

    /// <summary>Spoken to, identity not established.</summary>
    IdentityUnresolved,
}

namespace Lfr.Shared.Policy;

/// <summary>How long biometrics are kept at the most under a policy (R39), by kind.</summary>
public sealed record PolicyRetention
{
    /// <summary>Photographs and templates of the list: after the last run ended, or after the window when nothing ran.</summary>
    public required RetentionPeriod Watchlist { get; init; }

    /// <summary>
    /// Photographs and templates of a list whose deployment has no date: after it lost its date, or after the first photograph was stored if that is later.
    /// </summary>
    public required RetentionPeriod UndatedWatchlist { get; init; }

    /// <summary>Face picture and template of an alert that was judged false, or that nobody could determine: after the alert.</summary>
    public required RetentionPeriod FalseAlerts { get; init; }

    /// <summary>Face picture and template of any other alert: after the alert.</summary>
    public required RetentionPeriod OtherAlerts { get; init; }

    /// <summary>The whole frame of an alert: after the alert, and never longer than the face picture.</summary>
    public required RetentionPeriod ContextFrames { get; init; }
}

/// <summary>A length of time as a policy writes it: whole hours or whole days of 24 hours, one of the two.</summary>
public sealed record RetentionPeriod
{
    /// <summary>Hours, 1 to 8,760.</summary>
    public int? Hours { get; init; }

    /// <summary>Days of 24 hours, 1 to 366.</summary>
    public int? Days { get; init; }

    /// <summary>As a length.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromHours(Hours ?? 0) + TimeSpan.FromDays(Days ?? 0);

    /// <summary><c>24 hours</c>, <c>31 days</c>.</summary>
    public string InWords() => Days is { } days ? Words.Count(days, "day", "days") : Words.Count(Hours ?? 0, "hour", "hours");
}

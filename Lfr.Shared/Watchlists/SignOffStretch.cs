namespace Lfr.Shared.Watchlists;

/// <summary>Answers that one approver gave one after the other, without a pause.</summary>
/// <param name="Answers">How many; counted no further than <see cref="Long"/>.</param>
/// <param name="MeanSeconds">How long each entry was looked at, mean, whole seconds.</param>
public sealed record SignOffStretch(int Answers, int MeanSeconds)
{
    /// <summary>
    /// So many answers are a long stretch. A hundred at <see cref="FastSeconds"/> each take a quarter of an hour, after which watchfulness measurably falls (Mackworth 1948: within the first
    /// half hour of a watch).
    /// </summary>
    public const int Long = 100;

    /// <summary>
    /// Less than this for each, seconds, is fast. People read some 240 words a minute (Brysbaert 2019), an entry's five texts have 40 words at the very least: whoever is faster has not read them.
    /// </summary>
    public const int FastSeconds = 10;

    /// <summary>A gap as long as this is a pause, and a break that is asked for is as long: HSE's guidance on screen work names five to ten minutes.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Whether a break should be asked for.</summary>
    public bool NeedsBreak => Answers >= Long && MeanSeconds < FastSeconds;

    /// <summary>The stretch that an approver is in; <see langword="null"/> after a pause.</summary>
    /// <param name="latestFirst">When the approver answered, and how many seconds the entry had been on the screen; the latest first.</param>
    /// <param name="asked">When the approver was asked for a break last; what was answered before no longer counts.</param>
    /// <param name="now">Now.</param>
    public static SignOffStretch? Of(IEnumerable<(DateTimeOffset At, int Seconds)> latestFirst, DateTimeOffset? asked, DateTimeOffset now)
    {
        var (answers, seconds, after) = (0, 0L, now);
        foreach (var (at, looked) in latestFirst)
        {
            if (answers == Long || after - at >= Pause || at <= asked)
                break;
            (answers, seconds, after) = (answers + 1, seconds + looked, at);
        }

        return answers == 0 ? null : new SignOffStretch(answers, (int)(seconds / answers));
    }
}

using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Live;

/// <summary>The sentences of the room's head.</summary>
public sealed partial class LiveRoomPage
{
    private bool LinkIsGood => alarms.All(a => !a.Grave) && desk.IsWhole;

    private string LinkWord => (LinkIsGood ? "connected" : "check the connection") + $" · sequence {desk.WholeUpTo.ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("en-GB"))}";

    private string SoundWord => soundState switch
    {
        "on" => "Sound on",
        "muted" => "Muted",
        _ => "Sound off",
    };

    private string SoundSentence => soundState switch
    {
        "on" => "New alerts are heard. Press to mute.",
        "muted" => "New alerts are not heard. Press to hear them.",
        _ => "The browser makes no sound until you press a key or this button.",
    };

    private string? RateAlarm
    {
        get
        {
            if (room is not { IsRunning: true } now)
                return null;
            var share = new Proportion(now.Tally.False, now.Counters.FacesCompared);
            return share.Rate > now.Limits.FalseAlertRate
                ? $"The false alert rate is above the policy's limit of {Words.OneIn(now.Limits.FalseAlertRate)} (R30): {share}. Silver decides whether to go on."
                : null;
        }
    }

    private string WindowSentence() => room switch
    {
        { IsRunning: true, Run: { } run } => $"licence until {LondonTime.Time(run.NotAfter)} · {LondonTime.Length(run.NotAfter - Now)} left",
        { Window: { } window } when Now < window.Start => $"{LondonTime.Span(window.Start, window.End)} · opens in {LondonTime.Length(window.Start - Now)}",
        { Window: { } window } when Now < window.End => $"{LondonTime.Span(window.Start, window.End)} · {LondonTime.Length(window.End - Now)} left",
        { Window: { } window } => $"{LondonTime.Span(window.Start, window.End)} · closed",
        _ => "no date yet",
    };
}

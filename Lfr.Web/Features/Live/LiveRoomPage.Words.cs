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

    private string WindowSentence() => room switch
    {
        { IsRunning: true, Run: { } run } => $"licence until {LondonTime.Time(run.NotAfter)} · {LondonTime.Length(run.NotAfter - Now)} left",
        { Window: { } window } when Now < window.Start => $"{LondonTime.Span(window.Start, window.End)} · opens in {LondonTime.Length(window.Start - Now)}",
        { Window: { } window } when Now < window.End => $"{LondonTime.Span(window.Start, window.End)} · {LondonTime.Length(window.End - Now)} left",
        { Window: { } window } => $"{LondonTime.Span(window.Start, window.End)} · closed",
        _ => "no date yet",
    };
}

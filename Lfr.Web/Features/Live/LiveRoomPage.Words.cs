using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Live;

/// <summary>The sentences of the room's head.</summary>
public sealed partial class LiveRoomPage
{
    private bool LinkIsGood => !IsBehind && alarms.All(a => !a.PutsFiguresInDoubt) && desk.IsWhole;

    /// <summary>How the run stands where an order is not on record yet; <see langword="null"/> where the record says how it stands.</summary>
    private string? NotYetRecorded => room is { IsRunning: true } ? Halts.Of(Id)?.NotYetRecorded : null;

    private string LinkWord => (LinkIsGood ? "connected" : IsBehind ? "not up to date" : "check the connection") + (desk.WholeUpTo > 0 ? $" · all alerts up to {Words.Number(desk.WholeUpTo)}" : " · no alert yet");

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
        { IsRunning: true, Run: { } run } => $"licence until {ForceTime.Time(run.NotAfter)} · {Words.Duration(run.NotAfter - Now)} left",
        { Window: { } window } when Now < window.Start => $"{ForceTime.Span(window.Start, window.End)} · opens in {Words.Duration(window.Start - Now)}",
        { Window: { } window } when Now < window.End => $"{ForceTime.Span(window.Start, window.End)} · {Words.Duration(window.End - Now)} left",
        { Window: { } window } => $"{ForceTime.Span(window.Start, window.End)} · closed",
        _ => "no date yet",
    };

    /// <summary>Since when it is paused, by whom and why; and who can release it.</summary>
    private string PausedSentence()
    {
        if (room?.Hold is { Kind: HoldKind.Paused } hold)
            return $"{hold.Ordered()} Nothing is compared. {hold.WhoReleases()}";
        var by = room?.Run?.PausedBy is { } name ? $" by {name}" : "";
        var since = room?.Run?.PausedSince is { } at ? $" since {ForceTime.Time(at)}" : "";
        return $"Paused{since}{by}: {Words.AsSentence(room?.Run?.PauseReason ?? "")} Nothing is compared.";
    }

    private string EndedSentence()
    {
        var confirmed = room?.LastEnd is { EndConfirmedAt: { } confirmedAt } last ? $" {last.WorkerName} confirmed at {ForceTime.TimeWithSeconds(confirmedAt)} that it stopped." : "";
        if (room?.Hold is { } hold)
            return $"{hold.Ordered()}{confirmed} {hold.WhoReleases()}";
        var by = room?.Run?.EndedBy is { } name ? $", stopped by {name}" : "";
        var at = room?.Run?.Ended is { } ended ? $" at {ForceTime.Time(ended)}" : "";
        return $"The run ended{at}{by}{(room?.Run?.EndReason is { Length: > 0 } why ? $": {Words.AsSentence(why)}" : ".")}{confirmed}";
    }
}

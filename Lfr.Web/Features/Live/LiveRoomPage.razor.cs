using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Telemetry;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Lfr.Web.Features.Live;

/// <summary>
/// The live room. Before the run it says what still stands in the way; during the run it shows cameras, the alert under review and those that
/// wait. It is told of what was committed and then asks the database, so that it shows what is kept and nothing else.
/// </summary>
public sealed partial class LiveRoomPage
{
    /// <summary>How often the room looks for what changed without a word.</summary>
    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan NotOnRecordFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WholeBefore = TimeSpan.FromSeconds(5);

    private readonly Queue<DateTimeOffset> notYetDrawn = new();
    private AlertQueue desk = null!;
    private long readAt;
    private Actor actor = CurrentActor.Nobody;
    private LiveRoom? room;
    private AlertDetail? detail;
    private IReadOnlyList<LiveAlarm> alarms = [];
    private Outcome? outcome;
    private string? refusalTitle;
    private bool loaded;
    private string soundState = "blocked";
    private readonly HashSet<long> lateTold = [];
    private AlertReview? review;
    private IDisposable? watching;
    private IJSObjectReference? script;
    private DotNetObjectReference<LiveRoomPage>? self;
    private string announced = "";
    private bool troubled;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Number of the alert on the screen; stands in the address, so that a lost circuit comes back to it.</summary>
    [SupplyParameterFromQuery(Name = "alert")]
    public long? Alert { get; set; }

    [Inject]
    private ReadLiveRoom Rooms { get; set; } = null!;

    [Inject]
    private ReadAlerts Lines { get; set; } = null!;

    [Inject]
    private ReadAlert Details { get; set; } = null!;

    [Inject]
    private ClaimAlert ClaimAlert { get; set; } = null!;

    [Inject]
    private GoLive GoLive { get; set; } = null!;

    [Inject]
    private UseChangedList UseChangedList { get; set; } = null!;

    [Inject]
    private ILogger<LiveRoomPage> Logger { get; set; } = null!;

    [Inject]
    private RunHalts Halts { get; set; } = null!;

    [Inject]
    private WorkerFleet Fleet { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private LiveRunPresence Presence { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private DateTimeOffset Now => Time.GetUtcNow();

    private bool MayDecide => room is { MayDecide: true };

    private WorkerView? Worker => room?.Run?.WorkerId is { } worker ? Fleet.Of(worker) : null;

    /// <summary>A key was pressed outside of any field.</summary>
    [JSInvokable]
    public async Task KeyPressed(string key)
    {
        if (room is not { IsRunning: true } && detail is null)
            return;
        if (key == "n")
            await SelectAsync(desk.Next() ?? desk.Selected);
        else if (review is not null && detail is { Closed: null })
            await review.KeyAsync(key);
        StateHasChanged();
    }

    /// <summary>Whether the browser lets the room make sounds: <c>on</c>, <c>muted</c> or <c>blocked</c>.</summary>
    [JSInvokable]
    public void SoundIs(string state)
    {
        soundState = state;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override TimeSpan Rhythm => LooksEvery;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id || change.Kind is ChangeKind.Worker or ChangeKind.WorkerReport;

    /// <inheritdoc/>
    protected override async ValueTask LeaveAsync()
    {
        watching?.Dispose();
        if (script is not null)
        {
            try
            {
                await script.InvokeVoidAsync("stop");
                await script.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its listeners with it.
            }
        }

        self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        desk = new AlertQueue(Time);
        watching = Presence.Watch(() => room is { IsRunning: true });
        actor = await Current.GetAsync(Leaving);
        await ReadRoomAsync();
        desk.Take(await Lines.OpenAndNewestAsync(actor, Id, Leaving));
        // One that lies further back than the first page, by its address.
        if (Alert is { } number && number < desk.From)
            desk.Take(await Lines.TheseAsync(actor, Id, [number], Leaving));
        desk.Select(Alert);
        await ReadDetailAsync();
        loaded = true;
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Comes when the browser says that it has drawn.
        while (notYetDrawn.TryDequeue(out var raisedAt))
            LfrMeter.AlertShown(Now - raisedAt);
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        script = await Js.InvokeAsync<IJSObjectReference>("import", Leaving, "./" + Assets["live.js"]);
        await script.InvokeVoidAsync("start", Leaving, self);
        if (desk.MayAdvance)
            await SelectAsync(desk.Next());
        else if (desk.Current is { IsWaiting: true })
            await SelectAsync(desk.Selected);
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        try
        {
            long[] alerts = [.. news.Where(c => c.Kind == ChangeKind.Alert && c.DeploymentId == Id).Select(c => c.Sequence).Distinct()];
            var whole = news.Any(c => c.Kind != ChangeKind.WorkerReport) || Time.GetElapsedTime(readAt) >= (room is { IsRunning: false } ? WholeBefore : Whole);
            await ReadAsync(alerts, whole);
        }
        finally
        {
            // What the worker says, and that it says nothing, is known without the database.
            await WarnAsync();
        }
    }

    private async Task ReadAsync(long[] alerts, bool readRoom)
    {
        if (alerts.Length > 0)
            await TakeAsync(await Lines.TheseAsync(actor, Id, alerts, Leaving));
        if (readRoom)
        {
            actor = await Current.GetAsync(Leaving);
            await ReadRoomAsync();
            // Whatever was missed on the way here is asked for; nothing depends on having heard of it.
            if (room is { } now && now.Tally.Alerts > desk.WholeUpTo)
                await TakeAsync(await Lines.AfterAsync(actor, Id, desk.WholeUpTo, Leaving));
        }

        // What was closed opens by itself once the log can be written again, or a reason was given in another window.
        var wasClosed = detail is { Closed: not null };
        if (desk.Selected is { } selected && (alerts.Contains(selected) || (readRoom && wasClosed)))
            await ReadDetailAsync();
        if (wasClosed && detail is { Closed: null })
            await SelectAsync(desk.Selected);
    }

    private async Task WarnAsync()
    {
        alarms = AlarmsNow();
        var grave = alarms.Any(a => a.Grave);
        if (grave && !troubled)
            await PlayAsync("trouble");
        troubled = grave;
        if (room is not { } current || desk.Waiting.FirstOrDefault(l => desk.Waited(l).TotalSeconds >= current.Limits.EscalationSeconds && lateTold.Add(l.Sequence)) is not { } late)
            return;
        announced = $"Alert {late.Sequence} has waited {current.Limits.EscalationSeconds} seconds. A second person should look.";
        await PlayAsync("late");
    }

    private IReadOnlyList<LiveAlarm> AlarmsNow() =>
        (Halts.Of(Id), room) switch
        {
            (_, null) => [],
            // What the worker does meanwhile follows from the order.
            ({ } halt, _) when (Now - halt.At).Duration() > NotOnRecordFor => [new LiveAlarm(halt.NotOnRecord, true)],
            _ => LiveAlarm.Of(room, Worker, desk.IsWhole && room.Tally.Alerts <= desk.LastSequence, Now),
        };

    private async Task TakeAsync(IReadOnlyList<AlertLine> lines)
    {
        AlertLine[] raised = [.. lines.Where(l => l.Sequence > desk.LastSequence && l.IsWaiting)];
        foreach (var line in raised)
            notYetDrawn.Enqueue(line.RaisedAt);
        if (raised.Length > 0)
            announced = string.Join(" ", raised.Select(l => $"Alert {l.Sequence}, {l.CameraName}, waiting."));
        if (!desk.Take(lines))
            return;
        if (lines.Any(l => l.IsWaiting))
            await PlayAsync("alert");
        if (desk.MayAdvance)
            await SelectAsync(desk.Next());
    }

    private async Task ReadRoomAsync()
    {
        room = await Rooms.RunAsync(actor, Id, Leaving);
        readAt = Time.GetTimestamp();
        alarms = AlarmsNow();
    }

    private async Task ReadDetailAsync() =>
        detail = desk.Selected is { } number ? await Details.RunAsync(actor, Id, number, Leaving) : null;

    private async Task SelectAsync(long? number)
    {
        desk.Select(number);
        await ReadDetailAsync();
        // Nobody opens what they cannot see.
        if (detail is { Closed: null, Line: { IsWaiting: true, LookedAtBy: null } line } && MayDecide)
        {
            await ClaimAlert.RunAsync(actor, line.Id, Leaving);
            await ReadDetailAsync();
        }

        var address = number is { } n ? Navigation.GetUriWithQueryParameter("alert", n) : Navigation.GetUriWithQueryParameter("alert", (long?)null);
        if (!string.Equals(address, Navigation.Uri, StringComparison.Ordinal))
            Navigation.NavigateTo(address, new NavigationOptions { ReplaceHistoryEntry = true });
        StateHasChanged();
    }

    /// <summary>Something was said about the alert on the screen. Once nothing more is to be said, the oldest that waits comes up.</summary>
    private async Task AnsweredAsync()
    {
        if (desk.Selected is { } number)
            desk.Take(await Lines.TheseAsync(actor, Id, [number], Leaving));
        await ReadRoomAsync();
        await ReadDetailAsync();
        // Whoever was sent reports from the street; the desk is free for the next face.
        if (desk.Current is { State: AlertState.False or AlertState.NotDetermined or AlertState.Dispatched or AlertState.Closed } && desk.Next() is { } next)
            await SelectAsync(next);
        StateHasChanged();
    }

    private async Task OlderAsync() => desk.Take(await Lines.BeforeAsync(actor, Id, desk.From, Leaving));

    private async Task PlayAsync(string sound)
    {
        if (script is null)
            return;
        try
        {
            await script.InvokeVoidAsync("sound", Patience, sound);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException && !Leaving.IsCancellationRequested)
        {
            Logger.LogWarning(e, "A browser could not be made to sound: it may be away.");
        }
    }

    private async Task MuteAsync()
    {
        if (script is not null)
            await script.InvokeVoidAsync("mute", Leaving, string.Equals(soundState, "on", StringComparison.Ordinal));
    }

    private Task GoLiveAsync() => DoAsync("The deployment did not go live", (who, cancel) => GoLive.RunAsync(who, Id, room?.Revision, cancel));

    private Task UseListAsync() => DoAsync("The changed list does not run yet", (who, cancel) => UseChangedList.RunAsync(who, Id, room?.Revision, cancel));

    private async Task DoAsync(string title, Func<Actor, CancellationToken, Task<Outcome>> command)
    {
        actor = await Current.GetAsync(Leaving);
        var answer = await command(actor, Leaving);
        (outcome, refusalTitle) = answer.Succeeded ? (null, null) : (answer, title);
        await ReadRoomAsync();
        StateHasChanged();
    }
}

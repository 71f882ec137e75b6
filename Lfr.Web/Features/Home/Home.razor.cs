using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Home;

/// <summary>Where staff start: what needs them, what runs, what comes. Follows what others do while it is open.</summary>
public sealed partial class Home : IDisposable
{
    private static readonly TimeSpan WorkerPace = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource closing = new();
    private DateTimeOffset readAt;
    private Actor actor = CurrentActor.Nobody;
    private HomeBoard? board;
    private IDisposable? subscription;

    [Inject]
    private HomeQuery Query { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ChangeFeed Changes { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private bool MayEnter => actor.IsAny(Roles.Operator, Roles.Silver, Roles.EngagementOfficer);

    private bool Engages => actor.Is(Roles.EngagementOfficer) && !actor.IsAny(Roles.Operator, Roles.Silver);

    private string Greeting => actor.UserId == CurrentActor.Nobody.UserId ? "Home" : $"{PartOfDay}, {actor.Name}";

    private string PartOfDay => LondonTime.At(Clock.GetUtcNow()).Hour switch
    {
        < 12 => "Good morning",
        < 18 => "Good afternoon",
        _ => "Good evening",
    };

    private string Today => LondonTime.DateWithWeekday(Clock.GetUtcNow());

    /// <inheritdoc/>
    public void Dispose()
    {
        subscription?.Dispose();
        closing.Cancel();
        closing.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => await LoadAsync();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            subscription = Changes.Subscribe(change => IsNews(change) ? InvokeAsync(LoadAsync) : Task.CompletedTask);
    }

    // Workers report every second. Only of a run is anything of it shown here, and the count of faces may be a few seconds old.
    private bool IsNews(ChangeNotice change)
    {
        var now = Clock.GetUtcNow();
        if (change.Kind == ChangeKind.WorkerReport && (now - readAt < WorkerPace || board?.Now.Any(d => d.IsRunning) != true))
            return false;
        readAt = now;
        return true;
    }

    private async Task LoadAsync()
    {
        try
        {
            actor = await Current.GetAsync(closing.Token);
            board = await Query.ReadAsync(actor, closing.Token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The page was left while it loaded.
        }
    }

    private static string? Blocked(HomeDeployment d) => d.Blocks is { } blocks and > 0 ? blocks == 1 ? "1 rule blocks" : $"{blocks} rules block" : null;

    private string Left(HomeDeployment d) => d.Window is { } window ? $" · {Words.Duration(window.End - Clock.GetUtcNow())} left" : "";
}

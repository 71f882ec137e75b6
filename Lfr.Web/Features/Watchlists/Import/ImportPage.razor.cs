using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A list from files: choose, check, see what was found, propose. What goes on goes on in the background; every compiler of the deployment sees it here.</summary>
public sealed partial class ImportPage
{
    private WatchlistView? list;
    private ImportProgress? progress;
    private Outcome? outcome;
    private CsvFile? table;
    private byte[] tableBytes = [];
    private string tableName = "";
    private UploadedPictures? pictures;
    private string picturesName = "";
    private Dictionary<string, string> map = [];
    private Actor actor = CurrentActor.Nobody;
    private bool missing;
    private bool busy;
    private bool all;
    private MudDataGrid<RowAnswer>? grid;
    private double percent;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadWatchlist Lists { get; set; } = null!;

    [Inject]
    private RunningImports Imports { get; set; } = null!;

    [Inject]
    private BeginImport Begin { get; set; } = null!;

    [Inject]
    private ProposeChecked ProposeThem { get; set; } = null!;

    [Inject]
    private PauseImport PauseIt { get; set; } = null!;

    [Inject]
    private GoOnWithImport GoOn { get; set; } = null!;

    [Inject]
    private StopImport StopIt { get; set; } = null!;

    [Inject]
    private PutImportAway PutAway { get; set; } = null!;

    [Inject]
    private ReadImportRows Rows { get; set; } = null!;

    [Inject]
    private ImportFiles Files { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan Rhythm => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Watchlist or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        var before = (progress?.Id, progress?.Answered);
        progress = Permissions.ProposeEntries.IsDoneBy(actor) ? await Imports.OfAsync(Id, Leaving) : null;
        if (list is null || news.Count > 0)
            list = await Lists.RunAsync(actor, Id, Leaving);
        missing = list is null;
        if (grid is not null && before != (progress?.Id, progress?.Answered))
            await grid.ReloadServerData();
    }

    /// <inheritdoc/>
    protected override ValueTask LeaveAsync()
    {
        pictures?.Dispose();
        pictures = null;
        return ValueTask.CompletedTask;
    }

    private async Task TakeTableAsync(IBrowserFile? file)
    {
        if (file is null)
            return;
        await TakingAsync(async () =>
        {
            if (file.Size > CsvFile.MostBytes)
                throw CsvFile.TooLarge();
            using var bytes = new MemoryStream();
            await using (var stream = file.OpenReadStream(CsvFile.MostBytes, Leaving))
                await stream.CopyToAsync(bytes, Leaving);
            (tableBytes, tableName) = (bytes.ToArray(), file.Name);
            table = CsvFile.Read(tableBytes);
            var found = table.Columns([.. ListColumns.All.Select(c => c with { IsNeeded = false })], new Dictionary<string, string>());
            map = ListColumns.All.ToDictionary(c => c.Name, c => found.TryGetValue(c.Name, out var index) ? table.Headings[index] : "", StringComparer.Ordinal);
        });
    }

    private async Task TakePicturesAsync(IBrowserFile? file)
    {
        if (file is null)
            return;
        await TakingAsync(async () =>
        {
            pictures?.Dispose();
            pictures = null;
            if (file.Size > UploadedList.MostBytes)
                throw new UnreadableFileException("The photographs are larger than 4 GB. Import them in parts, or by the command line.");
            await using var stream = file.OpenReadStream(UploadedList.MostBytes, Leaving);
            pictures = await Files.TakeAsync(stream, Came, Leaving);
            picturesName = file.Name;

            void Came(long bytes)
            {
                var now = Math.Floor(100.0 * bytes / Math.Max(1, file.Size));
                if (now <= percent)
                    return;
                percent = now;
                StateHasChanged();
            }
        });
    }

    private async Task TakingAsync(Func<Task> take)
    {
        (busy, percent, outcome) = (true, 0, null);
        try
        {
            await take();
        }
        catch (UnreadableFileException e)
        {
            outcome = Outcome.Incomplete(e.Message, "Choose another file.");
        }
        catch (IOException e)
        {
            outcome = Outcome.Incomplete($"The file did not come whole: {e.Message}", "Choose it again.");
        }
        finally
        {
            busy = false;
        }
    }

    private async Task CheckAsync()
    {
        if (table is null || pictures is null)
            return;
        try
        {
            (outcome, _) = await Begin.RunAsync(await Current.GetAsync(Leaving), Id, new UploadedList(tableName, tableBytes, Chosen(), pictures), isDryRun: true, Leaving);
            if (outcome.Succeeded)
                (table, tableBytes, pictures) = (null, [], null);
        }
        catch (UnreadableFileException e)
        {
            outcome = Outcome.Incomplete(e.Message, "Say which heading it has, or choose another table.");
        }

        await ReadAfreshAsync();
    }

    // With the import that was shown: what came between is looked at before anybody decides about it.
    private async Task TellAsync(Func<Actor, Guid, Guid, CancellationToken, Task<Outcome>> what, Guid shown)
    {
        outcome = await what(await Current.GetAsync(Leaving), Id, shown, Leaving) is { Succeeded: false } refused ? refused : null;
        await ReadAfreshAsync();
    }

    private Dictionary<string, string> Chosen() => map.Where(m => m.Value.Length > 0).ToDictionary(StringComparer.Ordinal);

    private async Task<GridData<RowAnswer>> PageAsync(GridState<RowAnswer> state, CancellationToken cancellationToken)
    {
        if (progress is not { } shown)
            return new GridData<RowAnswer>();
        var (rows, count) = await Rows.RunAsync(await Current.GetAsync(cancellationToken), shown.Id, all, state.Page * state.PageSize, state.PageSize, cancellationToken);
        return new GridData<RowAnswer> { Items = [.. rows], TotalItems = count };
    }

    private async Task ShowAllAsync(bool value)
    {
        all = value;
        if (grid is not null)
            await grid.ReloadServerData();
    }

    private bool IsMine(ImportProgress p) => p.By.UserId == actor.UserId;

    private static string ToldOf(ImportProgress p) => (p.State, p.ToldBy) switch
    {
        (ImportState.Paused, { } by) when p.Problem is null => $" Paused by {by.Name}.",
        (ImportState.Stopped, { } by) => $" Stopped by {by.Name}.",
        _ => "",
    };

    private static string Plain(string column) => Words.Capital(column.Replace('_', ' '));

    private static string Headline(ImportProgress p) => (p.State, p.IsDryRun) switch
    {
        (ImportState.Running, true) => "The files are being checked",
        (ImportState.Running, false) => "The list is being imported",
        (ImportState.Paused, _) => "Paused",
        (ImportState.Done, true) => "The files were checked",
        (ImportState.Done, false) => "The list was imported",
        (ImportState.Stopped, _) => "Stopped",
        _ => $"It broke off after row {Words.Number(p.Answered)}",
    };

    private static string Word(RowOutcome outcome, bool isDryRun) => outcome switch
    {
        RowOutcome.Accepted => isDryRun ? "Can be proposed" : "Proposed",
        RowOutcome.Unchanged => "On the list",
        RowOutcome.Differs => "Differs",
        _ => "Refused",
    };

    private static Tone ToneOf(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Accepted => Tone.Good,
        RowOutcome.Unchanged => Tone.Quiet,
        RowOutcome.Differs => Tone.Waiting,
        _ => Tone.Bad,
    };
}

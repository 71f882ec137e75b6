using Lfr.Shared.Policy;
using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Lfr.Web.Features.Records;

/// <summary>Imports a force's own table of past uses, after a look at what was found, and keeps the headings of forces.</summary>
public sealed partial class PastUsesPage : IDisposable
{
    /// <summary>Most bytes of a file here; the command line takes <see cref="CsvFile.MostBytes"/>.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    private const string UsualHeadings = "None: usual headings";
    private const string NotThere = "Not in the file";

    private readonly CancellationTokenSource leaving = new();
    private readonly Dictionary<string, string> headings = new(StringComparer.Ordinal);
    private IReadOnlyList<ForceColumnMap> maps = [];
    private IReadOnlyList<PublishedRow> rows = [];
    private CsvFile? table;
    private Outcome? outcome;
    private string? problem;
    private string? done;
    private bool imported;
    private string fileName = "";
    private string name = "";
    private Guid? chosen;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ListColumnMaps Maps { get; set; } = null!;

    [Inject]
    private KeepColumnMap Keep { get; set; } = null!;

    [Inject]
    private ForgetColumnMap Forget { get; set; } = null!;

    [Inject]
    private ImportRecords Import { get; set; } = null!;

    [Inject]
    private PolicyNow InForce { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private ForceColumnMap? Chosen => maps.FirstOrDefault(m => m.Id == chosen);

    private int Refused => rows.Count(r => r.IsRefused);

    private IReadOnlyList<PublishedRow> Found => [.. rows.Where(r => r.Findings.Count > 0)];

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => maps = await Maps.RunAsync(leaving.Token);

    private string MapName(Guid? id) => maps.FirstOrDefault(m => m.Id == id)?.Name ?? UsualHeadings;

    private async Task TakeAsync(IBrowserFile? file)
    {
        (outcome, problem, done, table, rows) = (null, null, null, null, []);
        if (file is null)
            return;
        if (file.Size > MostBytes)
        {
            problem = "The file is larger than 10 MB. Split it, or import it on the server with import-records.";
            return;
        }

        using var bytes = new MemoryStream();
        await using (var opened = file.OpenReadStream(MostBytes, leaving.Token))
            await opened.CopyToAsync(bytes, leaving.Token);
        Open(file.Name, bytes.ToArray());
    }

    /// <summary>Opens a table, and reads it with the chosen map.</summary>
    internal void Open(string file, byte[] bytes)
    {
        try
        {
            (fileName, table) = (file, CsvFile.Read(bytes));
            Propose();
        }
        catch (UnreadableFileException e)
        {
            problem = e.Message;
        }
    }

    private Task ChooseMapAsync(Guid? id)
    {
        chosen = id;
        name = Chosen?.Name ?? "";
        Propose();
        return Task.CompletedTask;
    }

    // What the map says, and what Lfr knows by itself of the columns that it leaves out.
    private void Propose()
    {
        headings.Clear();
        if (table is null)
            return;
        foreach (var (column, heading) in PublishedFile.Guess(table).Concat(Chosen?.Headings ?? new Dictionary<string, string>()))
            headings[column] = heading;
        Judge();
    }

    private void SetHeading(string column, string heading)
    {
        headings[column] = heading;
        Judge();
    }

    private void Judge()
    {
        (problem, rows, done, outcome, imported) = (null, [], null, null, false);
        try
        {
            var today = ForceTime.Day(Time.GetUtcNow());
            rows = PublishedTable.Judge(PublishedFile.Rows(table!, headings), InForce.Pack, today);
            if (rows.Count == 0)
                problem = "The file has headings and no rows.";
        }
        catch (UnreadableFileException e)
        {
            problem = e.Message;
        }
    }

    private async Task KeepMapAsync()
    {
        var before = maps.FirstOrDefault(m => m.Key == ForceColumnMap.KeyOf(name));
        outcome = await Keep.RunAsync(await Current.GetAsync(leaving.Token), name, headings, before?.Revision ?? 0, leaving.Token);
        maps = await Maps.RunAsync(leaving.Token);
        if (!outcome.Succeeded)
            return;
        chosen = maps.FirstOrDefault(m => m.Key == ForceColumnMap.KeyOf(name))?.Id;
        (outcome, done) = (null, $"The column map of {name.Trim()} is kept.");
    }

    private async Task ForgetMapAsync()
    {
        if (Chosen is not { } map)
            return;
        outcome = await Forget.RunAsync(await Current.GetAsync(leaving.Token), map.Id, map.Revision, leaving.Token);
        maps = await Maps.RunAsync(leaving.Token);
        if (!outcome.Succeeded)
            return;
        (outcome, chosen, done) = (null, null, $"The column map of {map.Name} is taken away. What was imported with it stays.");
    }

    private async Task ImportAsync()
    {
        (outcome, var told) = await Import.RunAsync(await Current.GetAsync(leaving.Token), rows, fileName, leaving.Token);
        if (!outcome.Succeeded)
            return;
        int Of(string kind) => told.Count(r => r.Findings.Any(f => f.Kind == kind));
        var (known, corrected) = (Of(RowFindingKinds.Known), Of(RowFindingKinds.Correction));
        done = $"Imported {Words.Count(told.Count - Refused - known - corrected, "use", "uses")} from {fileName}; {Words.Count(corrected, "correction", "corrections")}, {Words.Number(known)} known already, {Words.Number(Refused)} refused.";
        (outcome, table, rows, imported) = (null, null, [], true);
    }
}

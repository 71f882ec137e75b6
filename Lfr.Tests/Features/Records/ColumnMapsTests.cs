using System.Text;
using Lfr.Shared.Identity;
using Lfr.Shared.Records.AsPublished;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Records;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Records;

/// <summary>Column maps of forces: kept once, chosen by name, changed by two people, and 20,000 rows read with one.</summary>
public sealed class ColumnMapsTests(SharedApp shared) : IClassFixture<SharedApp>, IDisposable
{
    private static readonly Dictionary<string, string> Headings = new(StringComparer.Ordinal) { ["location"] = "Where", ["date"] = "When", ["faces_estimated"] = "Crowd", ["alerts"] = "Pings" };

    private readonly string folder = Directory.CreateTempSubdirectory("lfr-maps-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Map_IsKeptOnce_AndWhoeverDidNotSeeTheLastChangeIsRefused()
    {
        var (keep, officer) = (shared.App.Services.GetRequiredService<KeepColumnMap>(), await OfficerAsync());

        Given.Do(await keep.RunAsync(officer, "Borsetshire Police", Headings, 0, Cancel));
        Says.RefusedBy("CONFLICT", await keep.RunAsync(officer, "borsetshire police", Headings, 0, Cancel), "kept a column map of Borsetshire Police");
        var map = Assert.Single(await MapsAsync(), m => m.Key == "borsetshire_police");
        Given.Do(await keep.RunAsync(officer, "Borsetshire Police", new Dictionary<string, string> { ["location"] = "Site" }, map.Revision, Cancel));
        var forget = shared.App.Services.GetRequiredService<ForgetColumnMap>();
        Says.RefusedBy("CONFLICT", await forget.RunAsync(officer, map.Id, map.Revision, Cancel), "changed the column map of Borsetshire Police");
        var changed = Assert.Single(await MapsAsync(), m => m.Id == map.Id);
        Assert.Equal("Site", Assert.Single(changed.Headings).Value);
        Given.Do(await forget.RunAsync(officer, changed.Id, changed.Revision, Cancel));
        Assert.DoesNotContain(await MapsAsync(), m => m.Id == map.Id);
        Says.RefusedBy("CONFLICT", await keep.RunAsync(officer, "Borsetshire Police", Headings, changed.Revision, Cancel), "was taken away while you were looking");
    }

    /// <summary>A second import of 20,000 rows finds each at once.</summary>
    [Fact]
    public async Task TwentyThousandRows_AreImportedAndKnownAgain()
    {
        var officer = await OfficerAsync();
        var table = new StringBuilder("Where;When;Crowd;Pings\n");
        for (var i = 0; i < 20_000; i++)
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"Square {i};{1 + (i % 28)}/{1 + (i % 12)}/2024;{1000 + i};3\n");
        var rows = PublishedTable.Judge(PublishedFile.Read(Encoding.UTF8.GetBytes(table.ToString()), Headings), Given.Uk, new DateOnly(2026, 11, 27));
        var import = shared.App.Services.GetRequiredService<ImportRecords>();

        Given.Do((await import.RunAsync(officer, rows, "borset.csv", Cancel)).Outcome);
        var (again, told) = await import.RunAsync(officer, rows, "borset.csv", Cancel);

        Given.Do(again);
        Assert.Equal(20_000, told.Count(r => r.Findings.Any(f => f.Kind == RowFindingKinds.Known)));
        Assert.Equal(20_000, await shared.App.InDatabaseAsync(db => db.PublishedUses.CountAsync(u => u.Source == "borset.csv", Cancel)));
    }

    /// <summary>Kept with the first import, and chosen by its name for the next.</summary>
    [Fact]
    public async Task CommandLine_KeepsAMap_AndTakesItByName()
    {
        var (map, file) = (Path.Combine(folder, "map.json"), Path.Combine(folder, "essex.csv"));
        await File.WriteAllTextAsync(map, """{"location":"Where","date":"When","faces_estimated":"Crowd","alerts":"Pings"}""", Cancel);
        await File.WriteAllTextAsync(file, "Where,When,Crowd,Pings\nChelmsford,3/4/2024,1803,2\n", Cancel);
        var data = new Dictionary<string, string> { ["LFR_DATA"] = Path.Combine(folder, "data") };

        var first = await LfrProcess.RunAsync(folder, data, LfrProcess.Program, ImportRecordsVerb.Verb, file, "--json", "--map", map, "--keep-map", "Essex Police");
        var second = await LfrProcess.RunAsync(folder, data, LfrProcess.Program, ImportRecordsVerb.Verb, file, "--json", "--map", "essex-police");
        var unknown = await LfrProcess.RunAsync(folder, data, LfrProcess.Program, ImportRecordsVerb.Verb, file, "--dry-run", "--map", "Kent Police");

        Assert.Equal((0, 0, 2), (first.ExitCode, second.ExitCode, unknown.ExitCode));
        Assert.Contains("\"accepted\":1", first.Output, StringComparison.Ordinal);
        Assert.Contains("\"known\":1", second.Output, StringComparison.Ordinal);
        Assert.Contains("no column map is kept under this name. Kept are Essex Police.", unknown.Error, StringComparison.Ordinal);
    }

    private async Task<Actor> OfficerAsync() => new(await shared.App.IdOfAsync(Roles.AuthorisingOfficer), "Sue Perintendent", Rank.Superintendent, new HashSet<string>([Roles.AuthorisingOfficer], StringComparer.Ordinal));

    private Task<IReadOnlyList<ForceColumnMap>> MapsAsync() => shared.App.Services.GetRequiredService<ListColumnMaps>().RunAsync(Cancel);
}

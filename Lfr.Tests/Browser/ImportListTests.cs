using System.IO.Compression;
using Lfr.Shared.Identity;
using Lfr.Tests.Features.Watchlists;
using Lfr.Tests.Features.Watchlists.Import;
using Lfr.Tests.Support;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Urls;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>A compiler brings a list from two files, sees what is wrong with it, and proposes the rest.</summary>
public sealed class ImportListTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-import-page-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(360, 740)]
    [InlineData(1440, 900)]
    public async Task ListFromFiles_IsChecked_AndThenProposed(int width, int height)
    {
        var list = await CompiledList.StartAsync(shared.App);
        var table = Path.Combine(folder, "wanted.csv");
        // The source system has a heading of its own for the reference.
        await File.WriteAllTextAsync(
            table, ListTable.Csv([ListTable.Row(1, "1.jpg"), ListTable.Row(2, "2.jpg"), ListTable.Row(3, "missing.jpg", (ListColumns.Category, "W9"))]).Replace("\"reference\"", "\"Nominal no.\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var photographs = Path.Combine(folder, "photographs.zip");
        await using (var archive = await ZipFile.OpenAsync(photographs, ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        {
            for (var i = 1; i <= 2; i++)
                await archive.CreateEntryFromFileAsync(Path.Combine(TestData.Demo, "people", $"0{i}", "portrait.jpg"), $"{i}.jpg", TestContext.Current.CancellationToken);
        }

        await using var compiler = await Desk.OfAsync(chromium, shared.App, Roles.Compiler, width, height);
        await compiler.GoAsync(LfrRoutes.Watchlist(list.DeploymentId));
        await compiler.Page.GetByRole(AriaRole.Link, new() { Name = "Import a list" }).ClickAsync();
        await compiler.SeesAsync("Choose the table");
        await compiler.Page.Locator(".files > div").Nth(0).Locator("input[type=file]").Last.SetInputFilesAsync(table);
        await compiler.SeesAsync("wanted.csv: 3 rows.");
        await compiler.Page.Locator(".files > div").Nth(1).Locator("input[type=file]").Last.SetInputFilesAsync(photographs);
        await compiler.SeesAsync("photographs.zip is here.", 60);
        await compiler.ChooseAsync("Reference", "Nominal no.");
        await compiler.LookAsync($"24-import-files-{width}");
        await compiler.PressAsync("Check the files");

        await compiler.SeesAsync("The files were checked", 60);
        await compiler.SeesAsync("The category 'W9' is none that the policy knows.");
        await compiler.SeesAsync("There is no file 'missing.jpg' among the photographs.");
        await compiler.LookAsync($"24-import-findings-{width}");
        Assert.InRange(await compiler.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 0, width);
        await compiler.PressAsync("Propose 2 people");
        await compiler.SeesAsync("The list was imported", 60);
        await compiler.Page.GetByRole(AriaRole.Link, new() { Name = "Open the list" }).ClickAsync();
        await compiler.SeesAsync("0 of 2 signed off");
        compiler.AssertQuiet();
    }
}

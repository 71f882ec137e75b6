using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration;

/// <summary>Invites the people of a staff table, after a look at what would be done.</summary>
public sealed partial class ImportPage
{
    private static readonly (string, string?)[] Trail = [("People", LfrRoutes.People), ("Import", null)];

    private Outcome? outcome;
    private StaffTable? table;
    private readonly List<string> unsent = [];
    private string? links;
    private int invited;

    [Inject]
    private PolicyNow InForce { get; set; } = null!;

    [Inject]
    private ImportStaff Import { get; set; } = null!;

    [Inject]
    private MailLink Mails { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private int Good => table?.Rows.Count(r => r.IsGood) ?? 0;

    private async Task TakeAsync(IBrowserFile? chosen)
    {
        if (chosen is null)
            return;
        (outcome, table) = (null, null);
        if (chosen.Size > StaffFile.MostBytes)
        {
            outcome = Outcome.Incomplete("The file is larger than 1 MB.", "Split it.");
            return;
        }

        using var bytes = new MemoryStream();
        await using (var file = chosen.OpenReadStream(StaffFile.MostBytes))
            await file.CopyToAsync(bytes);
        table = StaffFile.Read(bytes.ToArray(), ForceTime.Day(Time.GetUtcNow()), InForce.Pack);
        if (table.Outcome.Succeeded)
            table = await Import.JudgeAsync(await Current.GetAsync(), table, CancellationToken.None);
        if (!table.Outcome.Succeeded)
            outcome = table.Outcome;
    }

    private async Task InviteAsync()
    {
        (outcome, var people) = await Import.RunAsync(await Current.GetAsync(), table!, CancellationToken.None);
        if (!outcome.Succeeded)
            return;
        var until = Time.GetUtcNow() + Invitation.Valid;
        var file = CsvTable.Write<ImportedPerson>(
            [
                new("name", p => p.Name), new("email", p => p.Email), new("link", p => Navigation.ToAbsoluteUri(LfrRoutes.Invitation(p.Key)).ToString()), new("works_until", _ => until),
            ], people);
        // In the page and nowhere else: Lfr keeps no copy, and a second look needs another link.
        (links, invited, table) = ($"data:{CsvTable.MediaType.Replace(" ", "", StringComparison.Ordinal)};base64,{Convert.ToBase64String(file)}", people.Count, null);
        unsent.Clear();
        unsent.AddRange(people.Select(p => p.Key));
    }

    private async Task MailAsync()
    {
        var all = await Mails.ForAllAsync(await Current.GetAsync(), [.. unsent], key =>
        {
            unsent.Remove(key);
            StateHasChanged();
        }, CancellationToken.None);
        outcome = all.Succeeded ? null : all;
    }
}

using System.Globalization;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Data;
using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>Uses of which only the force's own figures are known, year by year: published beside computed. Static, no script, no sign-in.</summary>
public partial class PublishedUseList
{
    private PublishedYear shown = new(null, [], []);

    /// <summary>The year; the latest when it is left out.</summary>
    [SupplyParameterFromQuery(Name = "year")]
    public string? Year { get; set; }

    [Inject]
    public required PublishedUses Uses { get; init; }

    [Inject]
    public required PolicyNow InForce { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private IReadOnlyList<string> Kinds => [.. shown.Uses.SelectMany(u => u.Findings).Select(f => f.Kind).Distinct(StringComparer.Ordinal).Where(RowFindingKinds.Explained.ContainsKey).Order(StringComparer.Ordinal)];

    private IEnumerable<(string Label, string Value)> Sums
    {
        get
        {
            var all = shown.Uses.Select(u => u.Figures).ToList();
            yield return ("Uses", Words.Number(all.Count));
            yield return ("Faces compared, as estimated", Words.Number(all.Sum(f => f.Faces ?? 0)));
            yield return ("Alerts", Words.Number(all.Sum(f => f.Alerts ?? 0)));
            yield return ("Arrests", Words.Number(all.Sum(f => f.Arrests ?? 0)));
            // Only of rows that have both: a sum over others would set false alerts against faces of another day.
            var rates = all.Select(f => f.FalsePerFace).OfType<Proportion>().ToList();
            yield return ("False alerts per face, computed", new Proportion(rates.Sum(r => r.Events), rates.Sum(r => r.Of)).ToString());
            yield return ("Uses with something that does not add up", Words.Number(shown.Uses.Count(u => u.Findings.Count > 0)));
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => shown = await Uses.RunAsync(int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null, Http?.RequestAborted ?? CancellationToken.None);

    /// <summary>What was corrected, the latest first.</summary>
    private IReadOnlyList<Correction> Corrections => [.. shown.Uses.SelectMany(Of).OrderByDescending(c => c.By.At).ThenBy(c => c.Use.Id)];

    private static IEnumerable<Correction> Of(PublishedUse use)
    {
        for (var i = 0; i < use.Replaced.Count; i++)
        {
            var (before, after) = (use.Replaced[i], i + 1 < use.Replaced.Count ? use.Replaced[i + 1].Figures : use.Figures);
            yield return new Correction(use, before.By, before.Source, i + 1 < use.Replaced.Count ? use.Replaced[i + 1].Source : use.Source, after.DifferencesFrom(before.Figures));
        }
    }

    // The public reads which rank imported it, and no name.
    private string By(Signature by) => by.UserId == Actor.System.UserId ? "whoever keeps the server" : WithArticle(InForce.NameOf(by.Rank));

    private static string WithArticle(string rank) => rank.Length > 0 && "aeiou".Contains(rank[0], StringComparison.OrdinalIgnoreCase) ? $"an {rank}" : $"a {rank}";

    private static string Said(string text) => text.Length == 0 ? "not published" : text;

    private sealed record Correction(PublishedUse Use, Signature By, string Before, string After, IReadOnlyList<(string Column, string Here, string There)> Differences);
}

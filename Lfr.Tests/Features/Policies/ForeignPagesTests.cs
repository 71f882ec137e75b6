using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Assessments;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Notices;
using Lfr.Web.Features.Oversight;
using Lfr.Web.Features.Oversight.Commands;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Features.PublicSite.Sheets;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Policies;

/// <summary>Under the policy of another country no page and no document of a deployment says a word of England's law, ranks, records or bodies. New pages are read without being named here.</summary>
public sealed partial class ForeignPagesTests
{
    /// <summary>Quotes the critics of one country by name, and says so.</summary>
    private static readonly string[] AboutEngland = [LfrRoutes.Scorecard];

    // No pages of Lfr's own, streams, and what only a machine reads.
    private static readonly string[] NoPage = ["/_", "/health", "/metrics", "/hubs", "/api", "/administration/api", "/.well-known", "/{**path", "/invitation", "/staff-calendar", "/staff/alerts", "/staff/entries", "/fonts"];

    // Together they may open every page.
    private static readonly string[] Readers = [Roles.Administrator, Roles.Planner, Roles.Compiler, Roles.WatchlistApprover, Roles.AuthorisingOfficer, Roles.EngagementOfficer];

    private static readonly string[] Read = ["text/html", "text/csv", "text/plain", "text/calendar", "application/atom+xml", "application/json", "application/x-ndjson", "application/zip"];

    private readonly SortedSet<string> found = new(StringComparer.Ordinal);
    private readonly StringBuilder all = new();
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoPageAndNoDocument_SaysEnglandsWords()
    {
        var folder = Directory.CreateTempSubdirectory("lfr-ruritania-").FullName;
        File.Copy(ForeignPackTests.Foreign, Path.Combine(folder, "ruritania.json"));
        var library = PolicyLibrary.Load(folder);
        Directory.Delete(folder, recursive: true);
        var pack = library.All[0];
        await using var rig = await LiveRig.StartAsync(g => Abroad(g, pack), accounts: true, configure: builder => builder.Services.AddSingleton(library));
        await CriteriaAsync(rig, pack);
        // What happened in London stays a fact, in rows with their sources.
        await rig.App.InDatabaseAsync(db => db.Trials.ExecuteDeleteAsync(Cancel));
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(LiveRig.Oversight, rig.DeploymentId, "Inspects every list.", Cancel));
        var list = await rig.Get<ExportWatchlist>().RunAsync(LiveRig.Oversight, rig.DeploymentId, EntryFilter.From(null, null, null, null), Cancel);
        Given.Do(list.Outcome);
        Look("list", Encoding.UTF8.GetString(list.Csv));
        Assert.Contains("S1,Runaway smuggler", Encoding.UTF8.GetString(list.Csv), StringComparison.Ordinal);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        Assert.True((await rig.RaiseAsync()).Accepted);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5001), Answer.Same, "The same scar.", rig.Clock.GetUtcNow(), Cancel));
        var readers = new List<HttpClient> { rig.App.Anybody() };
        foreach (var role in Readers)
            readers.Add(await rig.App.SignInAsync(role));

        // What the operator at the desk reads, as far as it is not drawn before the circuit is open.
        var revealed = (await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancel))!.Revealed!;
        Assert.Equal(("Runaway smuggler", "on the customs list"), (revealed.CategoryInWords, revealed.Category.StillInWords(revealed.Policy)));
        Assert.Equal([("r", "Register of Strelsau"), ("g", "guardroom")], StatusSourceKeys.Of(revealed.Policy!.Terms!.StatusSources));
        Assert.DoesNotContain(Disposal.Arrest, PossibleOutcomes.Disposals(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, (EntryCategory)802, pack));

        // While an alert is open, and after the record is published.
        await WalkAsync(rig, readers, "live", _ => true);
        Given.Do(await rig.Get<CheckAlertStatus>().RunAsync(Given.Operator, Given.Id(5001), false, "Register of Strelsau", 0, Cancel));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Done for today.", Cancel));
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancel));
        Given.Do(await rig.Get<EditRecord>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(40), new RecordText("A quiet day.", "", null), null, Cancel));
        Given.Do(await rig.Get<PublishRecord>().RunAsync(Given.Officer, rig.DeploymentId, null, Cancel));
        await WalkAsync(rig, readers, "published", t => t.Contains("{Reference}", StringComparison.Ordinal) || t.Contains("{Number}", StringComparison.Ordinal) || t.EndsWith("/record", StringComparison.Ordinal) || t.StartsWith("/open-data", StringComparison.Ordinal) || t is LfrRoutes.Home or LfrRoutes.Records or LfrRoutes.Policies);
        await DocumentsAsync(rig, pack);
        readers.ForEach(r => r.Dispose());

        // The country's own words are there.
        foreach (var said in (string[])["Runaway smuggler", "customs number", "ship of the smuggler", "Examination of secrecy", "Faces Act, section 21", "Tribune of the People", "major of the Watch", "section 4 of the Faces Act", "part II of the Ruritanian Faces Act", "You may wear a mask.", "Customs house", "1 use is on public record.", "RTC 375", "does not publish the threshold, other arrests of the operation"])
            Assert.Contains(said, all.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.True(found.Count == 0, string.Join('\n', found));
        // Read they were: pages of the deployment, and not one door that stayed closed.
        Assert.All(
            new[] { "/deployments/{Id:guid}", "/deployments/{Id:guid}/plan", "/deployments/{Id:guid}/authority", "/deployments/{Id:guid}/live", "/deployments/{Id:guid}/watchlist/criteria", "/notices/{Reference}", "/notices/{Reference}/assessments/{Kind}", "/deployments/{Id:guid}/assessments/{Kind}", "/records/{Reference}", LfrRoutes.YourRights },
            page => Assert.Contains(page, answered));
    }

    /// <summary>A deployment as people of that country would write it.</summary>
    private static void Abroad(Given g, PolicyPack pack)
    {
        g.Policy = pack;
        g.Plan = g.Plan with
        {
            Grounds = g.Plan.Grounds with { UseCase = (UseCase)801, LegalPower = "Section 4 of the Faces Act" },
            Resources = new Resources(4, 2, 1250, 30_000, "Ledger of the Watch") { Currency = pack.Currency },
            Criteria = new WatchlistCriteria("Smugglers who come by the ferry", [(EntryCategory)801, (EntryCategory)802]),
        };
        g.Text = g.Text with { WhoIsLookedFor = "Smugglers who ran away." };
        g.Details = d => d with
        {
            Category = (EntryCategory)801, ImageSource = (ImageSource)801, Offence = "Thirteen barrels of brandy on 3 May", Fields = EntryFields.Of([new("vessel", "The Grey Goose"), new("ban_ends", "2031-12-31")]), LegalReference = $"Customs {d.SourceReference}", LawfulHolding = "Taken at the customs house", ResponsePlan = "Bring to the guardroom",
            Justification = $"Carried brandy past the customs house, case {d.SourceReference}.",
        };
    }

    private static Task<int> CriteriaAsync(LiveRig rig, PolicyPack pack) => rig.App.InDatabaseAsync(async db =>
    {
        var criteria = ListCriteria.Start(Given.Id(8), rig.DeploymentId);
        var plan = (await rig.DeploymentAsync()).Plan;
        var terms = new CriteriaTerms([(EntryCategory)801], [(ImageSource)801], [AgeBand.Adult], "Seen on the ferry.");
        Given.Do(criteria.Propose(terms, plan, pack, Given.Compiler, Given.Start));
        Given.Do(criteria.Decide(true, "No wider than needed.", plan, Given.Officer, Given.Start));
        Given.Do(criteria.Propose(terms, plan, pack, Given.Compiler, Given.Start));
        db.ListCriteria.Add(criteria);
        var document = AssessmentDocumentTests.Approved(AssessmentKind.Equality, plan, pack);
        Given.Do(document.Publish(1, [], Given.Officer, Given.Start));
        db.AssessmentDocuments.Add(document);
        return await db.SaveChangesAsync(Cancel);
    });

    private async Task WalkAsync(LiveRig rig, IReadOnlyList<HttpClient> readers, string when, Func<string, bool> those)
    {
        var pages = typeof(LfrRoutes).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template);
        var files = rig.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && Path.GetExtension(e.RoutePattern.RawText) is "" or ".csv" or ".json" or ".ics" or ".atom" or ".zip").Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'));
        foreach (var template in pages.Concat(files).Distinct(StringComparer.Ordinal).Where(t => !NoPage.Any(n => t.StartsWith(n, StringComparison.Ordinal)) && !AboutEngland.Contains(t) && those(t)))
        {
            foreach (var step in template.EndsWith("/plan", StringComparison.Ordinal) ? Steps : template.EndsWith("/live", StringComparison.Ordinal) ? ["", "?alert=1"] : [""])
            {
                // Whoever is the first to see it; what a page adds for another duty has the same words.
                foreach (var reader in readers)
                {
                    if (await ReadAsync(reader, template, Filled(rig, template) + step, when))
                        break;
                }
            }
        }
    }

    private static readonly string[] Steps = ["", "?step=grounds", "?step=necessity", "?step=criteria", "?step=assessments", "?step=cameras", "?step=staff", "?step=footfall"];

    private async Task<bool> ReadAsync(HttpClient reader, string template, string address, string when)
    {
        using var answer = await reader.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType is not { } kind || !Read.Contains(kind))
            return answer.IsSuccessStatusCode;
        answered.Add(template);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Look($"{when} {address}", kind.Contains("zip", StringComparison.Ordinal) ? Unzipped(bytes) : WebUtility.HtmlDecode(Scripts().Replace(Encoding.UTF8.GetString(bytes), "")));
        return true;
    }

    private static string Filled(LiveRig rig, string template) => template
        .Replace("{Id:guid}", rig.DeploymentId.ToString(), StringComparison.Ordinal).Replace("{deploymentId:guid}", rig.DeploymentId.ToString(), StringComparison.Ordinal)
        .Replace("{EntryId:guid}", Given.Id(301).ToString(), StringComparison.Ordinal).Replace("{entryId:guid}", Given.Id(301).ToString(), StringComparison.Ordinal)
        .Replace("{alertId:guid}", Given.Id(5001).ToString(), StringComparison.Ordinal).Replace("{Reference}", "2026-014", StringComparison.Ordinal).Replace("{reference}", "2026-014", StringComparison.Ordinal)
        .Replace("{Number:int}", "1", StringComparison.Ordinal).Replace("{Kind}", "equality", StringComparison.Ordinal).Replace("{Number}", "2026", StringComparison.Ordinal).Replace("{name}", "poster-a4", StringComparison.Ordinal);

    /// <summary>What leaves Lfr otherwise than over its pages.</summary>
    private async Task DocumentsAsync(LiveRig rig, PolicyPack pack)
    {
        var bundle = (await rig.Get<ExportBundle>().RunAsync(LiveRig.Oversight, rig.DeploymentId, Cancel)).Value!;
        Look("bundle", Unzipped(OversightBundle.Write(bundle, rig.Get<KeyFolder>().LicenceKey)));
        var notice = (await rig.Get<PublicNotices>().FindAsync("2026-014", Cancel))!;
        foreach (var sheet in NoticeSheet.Of(pack))
        {
            var content = SheetContent.Of(sheet, notice, rig.Get<Lfr.Web.Components.Force>(), "https://watch.example");
            Look($"sheet {sheet.Name}", string.Join('\n', content.Body.Concat(content.Foot).Select(b => b.Text)));
        }

        Assert.DoesNotContain(NoticeSheet.Of(pack), s => s.InWelsh);
        var text = NoticeFromPlan.Write((await rig.DeploymentAsync()).Plan, pack);
        Look("notice", text.ToString());
        Assert.Contains("smugglers who ran away and lost sailors", text.WhoIsLookedFor, StringComparison.Ordinal);
        Assert.Contains("complain to the police and the Tribune of the People (tribune.example)", text.YourRights, StringComparison.Ordinal);
    }

    private void Look(string where, string text)
    {
        all.AppendLine(text);
        foreach (Match match in England().Matches(text))
            found.Add($"{where}: …{text[Math.Max(0, match.Index - 60)..Math.Min(text.Length, match.Index + match.Length + 40)].ReplaceLineEndings(" ")}…");
    }

    private static string Unzipped(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var text = new StringBuilder();
        // The pack itself is among the files, with the names that its format has for ranks.
        foreach (var entry in zip.Entries.Where(e => e.Name != "policy.json"))
        {
            using var reader = new StreamReader(entry.Open());
            text.AppendLine(RankInFile().Replace(reader.ReadToEnd(), ""));
        }

        return text.ToString();
    }

    [GeneratedRegex(
        @"Police National Computer|\bPNC\b|Code of Practice|\bwarrants?\b|superintendent|constable|\binspectors?\b|\bsergeants?\b|\bPACE\b|\bICO\b|ico\.org|IOPC|Independent Office|Information Commissioner|policeconduct|\bEngland\b|\bWales\b|"
        + @"\bWelsh\b|Cymraeg|United Kingdom|\bBritish\b|\bBridges\b|Equality Act|Data Protection Act|\bDPA\b|College of Policing|by the courts|Suspected of an offence|\bbail\b|\bcustody\b|\bW[1-7]\b(?!\.org)|Articles? (?:8|9|10|11|14)\b|"
        + @"Crime and Policing|designated locality|appropriate policy document|Metropolitan|gov\.uk|police and crime|Passport or driving|£|\bGBP\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex England();

    // A file for machines has the rank as the pack's format names it.
    [GeneratedRegex("\"rank\": \"[A-Za-z]+\"")]
    private static partial Regex RankInFile();

    [GeneratedRegex("<script.*?</script>|<style.*?</style>|<!--.*?-->|[A-Za-z0-9_-]{60,}", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}

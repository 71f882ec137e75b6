using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Oversight;
using Lfr.Web.Features.Oversight.Commands;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Oversight;

/// <summary>What leaves Lfr for an inspector: whole, signed, and about nobody by name.</summary>
public class OversightBundleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bundle_LeadsFromTheDecisionToTheDestruction()
    {
        await using var rig = await PublishedAsync();

        var files = await FilesAsync(rig);

        Assert.Contains("Necessary and proportionate.", Text(files, "deployment.json"), StringComparison.Ordinal);
        Assert.Contains("R-0001", Text(files, "list.json"), StringComparison.Ordinal);
        Assert.Contains("\"answer\": \"NotSame\"", Text(files, "alerts.json"), StringComparison.Ordinal);
        Assert.Contains("\"remaining\": 0", Text(files, "destroyed.json"), StringComparison.Ordinal);
        Assert.Contains("A quiet day.", Text(files, "record.json"), StringComparison.Ordinal);
        Assert.Contains(Given.Uk.Title, Text(files, "policy.json"), StringComparison.Ordinal);
        Assert.Contains(nameof(ExportBundle), Text(files, "log.json"), StringComparison.Ordinal);
    }

    /// <summary>R30 and R44 are said in the bundle as on every page.</summary>
    [Fact]
    public async Task Bundle_SaysWhatTheStandingRulesSay()
    {
        await using var rig = await PublishedAsync();
        var standing = await rig.Get<ReadStanding>().RunAsync(LiveRig.Oversight, rig.DeploymentId, Cancel);

        using var findings = JsonDocument.Parse(Text(await FilesAsync(rig), "findings.json"));

        Assert.Equal(["R30", "R44", "R50"], standing.Select(f => f.RuleId).Order(StringComparer.Ordinal));
        Assert.Equal(standing.Select(f => f.Sentence), findings.RootElement.EnumerateArray().Select(f => f.GetProperty("sentence").GetString()));
    }

    [Fact]
    public async Task Bundle_BeforeTheRun_SaysWhatTheRulesSayOfThePlan()
    {
        await using var rig = await LiveRig.StartAsync(g => g.NoticeAt = null);

        var content = (await rig.Get<ExportBundle>().RunAsync(LiveRig.Oversight, rig.DeploymentId, Cancel)).Value!;

        Assert.Contains(content.Findings, f => f is { RuleId: "R13", IsBroken: true });
    }

    /// <summary>Whoever has the bundle checks it with the tools of any computer; here they are three calls.</summary>
    [Fact]
    public async Task Bundle_IsWholeAndSigned_AndOneChangedLetterShows()
    {
        await using var rig = await PublishedAsync();

        var files = await FilesAsync(rig);
        var sums = Text(files, OversightBundle.Sums).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  ")).ToDictionary(l => l[1], l => l[0], StringComparer.Ordinal);
        using var key = ECDsa.Create();
        key.ImportFromPem(Text(files, OversightBundle.PublicKey));
        bool Fits(byte[] signed) => key.VerifyData(signed, files[OversightBundle.Signature], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        Assert.Equal(files.Keys.Except([OversightBundle.Sums, OversightBundle.Signature]).Order(StringComparer.Ordinal), sums.Keys.Order(StringComparer.Ordinal));
        Assert.All(sums, s => Assert.Equal(s.Value, Convert.ToHexStringLower(SHA256.HashData(files[s.Key]))));
        Assert.Equal(rig.Get<KeyFolder>().LicencePublicKey.Trim(), Text(files, OversightBundle.PublicKey).Trim());
        Assert.True(Fits(files[OversightBundle.Sums]));
        files[OversightBundle.Sums][5] ^= 1;
        Assert.False(Fits(files[OversightBundle.Sums]));
    }

    /// <summary>Each line of the log has all that its hash covers.</summary>
    [Fact]
    public async Task Bundle_HasTheLogSoThatEachHashCanBeComputedAgain()
    {
        await using var rig = await PublishedAsync();

        using var log = JsonDocument.Parse(Text(await FilesAsync(rig), "log.json"));

        var events = log.RootElement.GetProperty("events").EnumerateArray().ToArray();
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.Equal(e.GetProperty("hash").GetString(), HashOf(e)));
        Assert.Equal(log.RootElement.GetProperty("newest").GetProperty("hash").GetString(), events[^1].GetProperty("hash").GetString());
    }

    [Fact]
    public async Task Bundle_NamesNobodyWhoWasLookedFor_AndNoCamera()
    {
        // While the list is not yet destroyed there is most to tell.
        await using var rig = await LiveRig.StartLiveAsync();
        Assert.True((await rig.RaiseAsync()).Accepted);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5001), Answer.NotSame, "Person 1 is taller.", rig.Clock.GetUtcNow(), Cancel));
        var entries = await rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().ToListAsync(Cancel));
        var alert = await rig.App.InDatabaseAsync(db => db.Alerts.AsNoTracking().SingleAsync(Cancel));
        Assert.All(entries, e => Assert.Contains("Person ", e.Details.SubjectName, StringComparison.Ordinal));

        var all = string.Concat((await FilesAsync(rig)).Values.Select(Encoding.UTF8.GetString));

        string[] never =
        [
            .. entries.SelectMany(e => (string[])
            [
                e.Details.SubjectName, e.Details.SourceReference, e.Details.LegalReference, e.Details.Justification, e.Details.WhyHereAndNow, e.Details.Necessity, e.Details.Proportionality, e.Details.ResponsePlan,
                $"{e.Photograph!.ImageBlobId}", $"{e.Photograph.TemplateBlobId}",
            ]),
            $"{alert.Evidence.ProbeImageBlobId}", $"{alert.Evidence.ContextImageBlobId}", "demo:walk.mp4", "is taller",
        ];
        Assert.All(never, word => Assert.DoesNotContain(word, all, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Roles.Oversight, true)]
    [InlineData(Roles.DataProtectionOfficer, true)]
    [InlineData(Roles.Silver, false)]
    [InlineData(Roles.Operator, false)]
    [InlineData(Roles.Administrator, false)]
    public async Task Bundle_IsForWhoeverInspects_AndEachAskingIsInTheLog(string role, bool granted)
    {
        await using var rig = await LiveRig.StartAsync();
        var reader = Given.Person(77, "Rea Reader", Rank.Inspector, role);

        var bundle = await rig.Get<ExportBundle>().RunAsync(reader, rig.DeploymentId, Cancel);

        Assert.Equal((granted, granted), (bundle.Outcome.Succeeded, bundle.Value is not null));
        var line = await rig.App.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().SingleAsync(e => e.Action == nameof(ExportBundle), Cancel));
        Assert.Equal((granted, rig.DeploymentId, reader.UserId), (line.Done, line.DeploymentId, line.ActorId));
    }

    private static async Task<LiveRig> PublishedAsync()
    {
        var rig = await LiveRig.StartLiveAsync();
        Assert.True((await rig.RaiseAsync()).Accepted);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5001), Answer.NotSame, "Different ears.", rig.Clock.GetUtcNow(), Cancel));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Done for today.", Cancel));
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancel));
        Given.Do(await rig.Get<EditRecord>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(40), new RecordText("A quiet day.", "", null), null, Cancel));
        Given.Do(await rig.Get<PublishRecord>().RunAsync(Given.Officer, rig.DeploymentId, null, Cancel));
        return rig;
    }

    private static async Task<Dictionary<string, byte[]>> FilesAsync(LiveRig rig)
    {
        var content = (await rig.Get<ExportBundle>().RunAsync(LiveRig.Oversight, rig.DeploymentId, Cancel)).Value!;
        using var zip = new ZipArchive(new MemoryStream(OversightBundle.Write(content, rig.Get<KeyFolder>().LicenceKey)));
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using var file = await entry.OpenAsync(Cancel);
            await file.CopyToAsync(bytes, Cancel);
            files.Add(entry.FullName, bytes.ToArray());
        }

        return files;
    }

    private static string Text(Dictionary<string, byte[]> files, string name) => Encoding.UTF8.GetString(files[name]);

    // As AuditEvent says it is computed, from nothing but the file.
    private static string HashOf(JsonElement e)
    {
        string Field(string name) => e.GetProperty(name).GetString()!;
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes((object?[])
        [
            e.GetProperty("number").GetInt64(), e.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds(), Field("actorId"), Field("actorName"), Field("action"), e.GetProperty("done").GetBoolean(),
            e.GetProperty("deploymentId").GetString(), Field("subject"), Field("sentence"), Field("rules"), .. Field("covers") is { Length: > 0 } covers ? (string[])[covers] : [], Field("previousHash"),
        ])));
    }
}

using System.Text;
using Lfr.Inference.Faces;
using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Pipeline;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Tests.Video;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Faults;

/// <summary>
/// One whole day of the demonstration, once: the marker walks past the camera and is not on the list. Whatever can be found of the marker afterwards is
/// written down here, moment by moment.
/// </summary>
public sealed class NobodyElseIsKept : IAsyncLifetime
{
    /// <summary>Walks by in the first 42 frames; on no list.</summary>
    public const string Marker = "02";

    private const int MarkerLeavesAfter = 41;
    private const long LargestFile = 64 * 1024 * 1024;
    private readonly Traces traces = new();

    /// <summary>Templates of the marker that the engine's own encoder made.</summary>
    public int MarkerTemplates { get; private set; }

    /// <summary>Runs of bytes that are looked for.</summary>
    public int Runs => traces.Count;

    /// <summary>What was found, and when and where. Ought to be empty.</summary>
    public List<string> Found { get; } = [];

    /// <summary>Moments at which was looked, with the number of files.</summary>
    public Dictionary<string, int> Looked { get; } = [];

    /// <summary>What the worker counted.</summary>
    public FaceCounts Counted { get; private set; } = FaceCounts.None;

    /// <summary>People beside an alert who are not on the list: how like themselves they are in the frame, and in what was kept.</summary>
    public List<(string Person, float InTheFrame, float InWhatIsKept)> Beside { get; } = [];

    /// <summary>Pictures that the vault opened before the close-down.</summary>
    public int Pictures { get; private set; }

    /// <summary>Items left after the close-down.</summary>
    public int Left { get; private set; } = -1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!Tools.HasFfmpeg || Lfr.Inference.Models.ModelStore.Inspect(Lfr.Inference.Models.ModelStore.FindFolder()).Problem is not null)
            return;
        using var people = new Passersby();
        MarkerTemplates = people.Trace(Marker, await Passersby.FramesAsync(Enumerable.Range(0, MarkerLeavesAfter + 1).Select(n => (long)n), Cancellation), traces);

        var since = DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().UtcDateTime, DateTimeKind.Utc);
        await using var app = await DemoDay.StartAsync();
        var id = await DemoDay.GoLiveAsync(app);
        await DemoDay.RaisedAsync(app, id, 3);
        await Eventually.HoldsAsync(
            async () => (await DemoDay.AlertsAsync(app, id)).Exists(a => a.Evidence.FrameNumber > MarkerLeavesAfter), "the marker has walked by", TimeSpan.FromSeconds(60));
        await LookAsync("while it is live", app, since);

        var silver = await DemoDay.ActorAsync(app, Roles.Silver);
        Given.Do(await DemoDay.Get<StopRun>(app).RunAsync(silver, id, "The day is done.", Cancellation));
        await Eventually.HoldsAsync(() => DemoDay.Get<WorkerFleet>(app).IsReady(), "the worker is idle again");
        await LookAsync("after the end", app, since);
        await OpenPicturesAsync(app, id, people);
        await CloseDownAsync(app, id, silver);
        await LookAsync("after the close-down", app, since);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What of the marker is in a file.</summary>
    public string? FindIn(string file) => traces.FindIn(Read(file));

    /// <summary>A template and a row of pixels of the marker, as something careless would write them.</summary>
    public static async Task<(byte[] Pixels, byte[] Template)> MarkerBytesAsync()
    {
        using var people = new Passersby();
        var frame = (await Passersby.FramesAsync([10], Cancellation))[10];
        var box = WalkRun.Truth(10)[Marker].Box;
        var from = ((((int)box.Y + 30) * 1280) + (int)box.X) * 3;
        var template = people.Unlisted(10, frame)[Marker];
        return (frame[from..(from + ((int)box.Width * 3))], System.Runtime.InteropServices.MemoryMarshal.AsBytes(template.AsSpan()).ToArray());
    }

    /// <summary>Bytes of a file that another may be writing.</summary>
    public static byte[] Read(string file)
    {
        // Held by the program as long as it runs, and never written: an empty file keeps nobody.
        if (Path.GetFileName(file) is "lfr.lock" or "worker.lock" && new FileInfo(file).Length == 0)
            return [];
        // Of this test's own program, or of another that runs beside it in this process.
        if (Path.GetFileName(file).StartsWith("lfr.db", StringComparison.Ordinal))
            return ReadApart.Bytes(file);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private async Task LookAsync(string moment, LfrApp app, DateTime since)
    {
        var signs = await app.InDatabaseAsync(db => db.SignPictures.Select(s => s.Jpeg).ToListAsync(Cancellation));
        signs = signs.ConvertAll(s => s[..Math.Min(s.Length, 1024)]);
        var files = 0;
        foreach (var file in Directory.EnumerateFiles(app.Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(file))
                continue;
            var bytes = Read(file);
            files++;
            Note(moment, Path.GetRelativePath(app.Data, file), traces.FindIn(bytes) ?? PictureIn(bytes, signs));
        }

        foreach (var file in TemporaryFiles(app.Data, since))
        {
            files++;
            try
            {
                Note(moment, file, traces.FindIn(Read(file)));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
            {
                // Somebody else's, and gone meanwhile.
                files--;
            }
        }

        Note(moment, "the log", traces.FindIn(Encoding.UTF8.GetBytes(string.Join('\n', app.Log))));
        Looked[moment] = files;
    }

    private void Note(string moment, string where, string? what)
    {
        if (what is not null)
            Found.Add($"{moment}, in {where}: {what}");
    }

    /// <summary>Nothing that is written may be a picture: whatever begins like a JPEG must not open as one.</summary>
    /// <param name="bytes">Of a file.</param>
    /// <param name="signs">How the photographs of signs begin, in which nobody is: they lie there as they are.</param>
    private static string? PictureIn(byte[] bytes, IReadOnlyList<byte[]> signs)
    {
        for (var at = 0; at + 3 < bytes.Length; at++)
        {
            if (bytes[at] != 0xFF || bytes[at + 1] != 0xD8 || bytes[at + 2] != 0xFF)
                continue;
            if (signs.Any(sign => bytes.AsSpan(at).StartsWith(sign)))
                continue;
            try
            {
                using var picture = Picture.Decode(bytes.AsMemory(at, Math.Min(bytes.Length - at, 4 * 1024 * 1024)));
                return $"a picture of {picture.Width} × {picture.Height} that is not encrypted, at {at}";
            }
            catch (PictureRefusedException)
            {
                // Three bytes of noise.
            }
        }

        return null;
    }

    private static IEnumerable<string> TemporaryFiles(string data, DateTime since)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device };
        return new DirectoryInfo(Path.GetTempPath()).EnumerateFiles("*", everywhere)
            .Where(f => f.Exists && f.LastWriteTimeUtc >= since && f.Length is > 0 and <= LargestFile && !f.FullName.StartsWith(data, StringComparison.Ordinal)
                && f.UnixFileMode != UnixFileMode.None)
            .Select(f => f.FullName).ToList();
    }

    private async Task OpenPicturesAsync(LfrApp app, Guid id, Passersby people)
    {
        var alerts = await DemoDay.AlertsAsync(app, id);
        var frames = await Passersby.FramesAsync(alerts.Select(a => a.Evidence.FrameNumber), Cancellation);
        var vault = DemoDay.Get<BiometricVault>(app);
        var faces = await app.InDatabaseAsync(db => vault.OpenAllAsync(db, id, BlobKind.AlertPicture, Cancellation));
        var pictures = (await app.InDatabaseAsync(db => vault.OpenAllAsync(db, id, BlobKind.ContextFrame, Cancellation))).Concat(faces).ToDictionary();
        Pictures = pictures.Count;
        Counted = await app.InDatabaseAsync(db => FaceCountStore.TotalAsync(db, alerts[0].LicenceId, Cancellation));
        foreach (var alert in alerts)
        {
            var frame = frames[Passersby.InFilm(alert.Evidence.FrameNumber)];
            var original = JpegEncoder.Encode(new BgrImage(frame, 1280, 720), 80);
            foreach (var (person, template) in people.Unlisted(alert.Evidence.FrameNumber, frame))
            {
                var kept = Math.Max(
                    people.Likeness(pictures[alert.Evidence.ProbeImageBlobId!.Value], template), people.Likeness(pictures[alert.Evidence.ContextImageBlobId!.Value], template));
                Beside.Add((person, people.Likeness(original, template), kept));
            }
        }
    }

    private async Task CloseDownAsync(LfrApp app, Guid id, Actor silver)
    {
        var reviewer = await DemoDay.ActorAsync(app, Roles.Operator);
        foreach (var alert in await DemoDay.AlertsAsync(app, id))
            Given.Do(await DemoDay.Get<AdjudicateAlert>(app).RunAsync(reviewer, alert.Id, Answer.NotSame, "Ears and jaw differ.", alert.RaisedAt, Cancellation));
        Given.Do(await DemoDay.Get<CloseDown>(app).RunAsync(silver, id, null, Cancellation));
        Left = await app.InDatabaseAsync(db => db.Blobs.CountAsync(
            b => b.DeploymentId == id && (b.Kind == BlobKind.WatchlistPhotograph || b.Kind == BlobKind.WatchlistTemplate), Cancellation));
    }
}

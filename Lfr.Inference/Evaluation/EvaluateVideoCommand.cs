using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Spectre.Console;

namespace Lfr.Inference.Evaluation;

/// <summary>The verb <c>evaluate video</c>: how the whole pipeline behaves on recorded material.</summary>
internal static class EvaluateVideoCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var gallery = new Option<string>("--gallery") { Description = "Folder with one sub-folder of photographs for each identity.", Required = true };
        var video = new Option<string>("--video") { Description = "Video file, or a folder of images written as images:FOLDER.", Required = true };
        var threshold = new Option<float>("--threshold")
        {
            Description = "Cosine from which a comparison matches, between -1 and 1.",
            DefaultValueFactory = _ => 0.54f,
        };
        threshold.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<float>() is not (>= -1 and <= 1))
                result.AddError("The threshold must lie between -1 and 1.");
        });
        var agreeing = new Option<int>("--agreeing-frames")
        {
            Description = "Frames of one track that must match the same identity, at least 2.",
            DefaultValueFactory = _ => 3,
        };
        var height = new Option<int>("--minimum-face-height")
        {
            Description = "Faces lower than this, in pixels, are not compared.",
            DefaultValueFactory = _ => 48,
        };
        var repeat = new Option<int>("--repeat-suppression")
        {
            Description = "Seconds for which a second alert for the same identity is suppressed.",
            DefaultValueFactory = _ => 300,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON line for each alert, one with \"repeat\": true for each pass that repeats one (its best look, after the alerts), and a last one with the totals." };
        var models = new Option<string?>("--models") { Description = $"The models folder. Default: {ModelStore.FolderVariable}, or the nearest .models upward." };
        var ofVideo = new Command("video", "Run a video through the live pipeline, without dropping frames, and list its alerts.")
        {
            gallery, video, threshold, agreeing, height, repeat, json, models,
        };
        ofVideo.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(gallery)!,
            parsed.GetValue(video)!,
            new MatchPolicy(
                parsed.GetValue(threshold),
                Math.Max(2, parsed.GetValue(agreeing)),
                Math.Max(16, parsed.GetValue(height)),
                TimeSpan.FromSeconds(Math.Max(0, parsed.GetValue(repeat)))),
            parsed.GetValue(models) ?? ModelStore.FindFolder(),
            parsed.GetValue(json),
            parsed.InvocationConfiguration,
            cancellationToken));
        return ofVideo;
    }

    private static async Task<int> RunAsync(
        string galleryFolder,
        string video,
        MatchPolicy policy,
        string? modelsFolder,
        bool json,
        InvocationConfiguration output,
        CancellationToken cancellationToken)
    {
        try
        {
            if (ModelStore.Inspect(modelsFolder).Problem is { } missing)
                throw new ModelRefusedException(missing);
            var source = CameraSource.Parse(video.StartsWith("images:", StringComparison.OrdinalIgnoreCase) ? video : "file:" + video, null);
            using var models = ModelSet.Open(modelsFolder!);
            using var enrolment = new PhotographEnrolment(models);
            var people = PhotographGallery.Enrol(galleryFolder, enrolment, cancellationToken);
            foreach (var sentence in people.Refused)
                await output.Error.WriteLineAsync(sentence);
            using var gallery = Gallery.Load(people.Rows);
            var tell = json ? line => output.Output.WriteLine(JsonSerializer.Serialize(line, Json)) : Table(output.Output, people, policy);
            Action<AlertMessage> alert = a => tell(Line(a.FrameTime, a.FrameNumber, people.Names[a.EntryId], a.Score, a.Box) with { NextBest = a.RunnerUpScore });
            Action<RepeatedSighting> repeated = r => tell(Line(r.FrameTime, r.FrameNumber, people.Names[r.EntryId], r.Score, r.Face.ToBox()) with { Repeat = true });
            var totals = await VideoEvaluation.RunAsync(models, gallery, policy, source, alert, repeated, TimeProvider.System, cancellationToken);
            await output.Output.WriteLineAsync(json ? JsonSerializer.Serialize(Last(totals), Json) : Sentence(totals));
            return 0;
        }
        catch (Exception e) when (e is VideoException or ModelRefusedException or GalleryFolderException)
        {
            await output.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static AlertLine Line(TimeSpan time, long frame, string identity, float score, FaceBox box) => new(
        Math.Round(time.TotalSeconds, 3), frame, identity, Math.Round(score, 4), [Round(box.X), Round(box.Y), Round(box.Width), Round(box.Height)]);

    private static TotalsLine Last(EvaluationTotals totals) =>
        new(totals.Frames, totals.Faces, totals.Tracks, totals.Drops, totals.Damaged, totals.Invented, totals.Unreadable, totals.Complaints, Math.Round(totals.Elapsed.TotalSeconds, 3));

    private static double Round(float pixels) => Math.Round(pixels, 1);

    private static string Sentence(EvaluationTotals totals) => string.Create(
        CultureInfo.InvariantCulture,
        $"{totals.Frames} frames, {totals.Faces} faces, {totals.Tracks} tracks, {totals.Drops} frames dropped, {totals.Damaged} damaged ({totals.Invented} of them not analysed), {totals.Unreadable} unreadable, {totals.Complaints} complaints of the decoder, {totals.Elapsed.TotalSeconds:0.0} seconds.");

    private static Action<AlertLine> Table(TextWriter writer, PhotographGallery people, MatchPolicy policy)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.MarkupLineInterpolated($"[bold]{people.Names.Count} identities, threshold {policy.Threshold:0.000}[/]");
        return line => console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{TimeSpan.FromSeconds(line.TimeS):mm\\:ss\\.ff}  frame {line.Frame}  [bold]{line.Identity}[/]  score {line.Score:0.000}{(line.Repeat ? ", repeats an alert" : $", next best {line.NextBest:0.000}")}");
    }

    private sealed record AlertLine(double TimeS, long Frame, string Identity, double Score, double[] Box)
    {
        /// <summary>Whether it raised no alert, because it repeats one.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool Repeat { get; init; }

        /// <summary>Best cosine with any other identity; told in words only.</summary>
        [JsonIgnore]
        public double NextBest { get; init; }
    }

    private sealed record TotalsLine(long Frames, long Faces, long Tracks, long Drops, long Damaged, long Invented, long Unreadable, long Complaints, double Seconds);
}

using System.Text.Json;
using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Support;
using Lfr.Tests.Video;

namespace Lfr.Tests.Pipeline;

/// <summary>The synthetic street, run once through the pipeline with the demonstration's list; and who really walks where in it.</summary>
public sealed class WalkRun : IAsyncLifetime
{
    /// <summary>The demonstration's list: the first five walk by, the others never do.</summary>
    public static readonly IReadOnlyList<string> Listed = ["03", "05", "07", "09", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24"];

    public static readonly IReadOnlyList<string> WalkBy = ["03", "05", "07", "09", "14"];

    /// <summary>The numbers of the shipped policy.</summary>
    public static readonly MatchPolicy Shipped = new(0.54f, 3, 48, TimeSpan.FromSeconds(300));

    public List<AlertMessage> Alerts { get; } = [];

    /// <summary>Passes that raised no alert because they repeat one.</summary>
    public List<RepeatedSighting> Repeats { get; } = [];

    /// <summary>The same film without the suppression of repeats.</summary>
    public List<AlertMessage> AlertsUnsuppressed { get; } = [];

    public EvaluationTotals? Totals { get; private set; }

    public PhotographGallery? People { get; private set; }

    public static string Film => Path.Combine(TestData.Demo, "walk.mp4");

    /// <summary>Why the film could not be run on this machine; <see langword="null"/> when it was.</summary>
    public static void SkipUnlessPossible()
    {
        TestModels.FolderOrSkip();
        Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");
    }

    public string NameOf(AlertMessage alert) => People!.Names[alert.EntryId];

    public async ValueTask InitializeAsync()
    {
        if (!Tools.HasFfmpeg || Lfr.Inference.Models.ModelStore.Inspect(Lfr.Inference.Models.ModelStore.FindFolder()).Problem is not null)
            return;
        People = Enrol(Listed);
        using var gallery = Gallery.Load(People.Rows);
        var models = TestModels.OpenOrSkip();
        var source = CameraSource.Parse("file:" + Film, null);
        var cancel = TestContext.Current.CancellationToken;
        Totals = await VideoEvaluation.RunAsync(models, gallery, Shipped, source, Alerts.Add, Repeats.Add, TimeProvider.System, cancel);
        await VideoEvaluation.RunAsync(
            models, gallery, Shipped with { RepeatSuppression = TimeSpan.Zero }, source, AlertsUnsuppressed.Add, static _ => { }, TimeProvider.System, cancel);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A gallery of portraits, one for each person.</summary>
    public static PhotographGallery Enrol(IReadOnlyList<string> people)
    {
        var folder = Directory.CreateTempSubdirectory("lfr-gallery").FullName;
        try
        {
            foreach (var person in people)
            {
                Directory.CreateDirectory(Path.Combine(folder, person));
                File.Copy(Path.Combine(TestData.Demo, "people", person, "portrait.jpg"), Path.Combine(folder, person, "portrait.jpg"));
            }

            using var enrolment = new PhotographEnrolment(TestModels.OpenOrSkip());
            return PhotographGallery.Enrol(folder, enrolment, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Everybody's true face box in a frame, and how much of the face is to be seen.</summary>
    public static IReadOnlyDictionary<string, (Detection Box, double Visible)> Truth(long frame)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestData.Demo, "walk.json")));
        var truth = new Dictionary<string, (Detection, double)>(StringComparer.Ordinal);
        foreach (var person in json.RootElement.GetProperty("people").EnumerateArray())
        {
            foreach (var box in person.GetProperty("boxes").EnumerateArray())
            {
                if (box[0].GetInt64() == frame)
                {
                    truth[person.GetProperty("id").GetString()!] =
                        (new Detection(box[1].GetSingle(), box[2].GetSingle(), box[3].GetSingle(), box[4].GetSingle(), 1), box[5].GetDouble());
                }
            }
        }

        return truth;
    }
}

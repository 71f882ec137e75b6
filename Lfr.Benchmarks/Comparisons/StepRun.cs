using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>One variant of the analysis on its way through the material, with all that is counted of it.</summary>
internal sealed class StepRun : IDisposable
{
    private readonly CameraAnalyser analyser;
    private readonly FaceCounts counters = new();
    private TimeSpan cpu;
    private int frames;

    public StepRun(string name, AnalysisSteps steps, ModelSet models, Gallery gallery, float threshold, FramePool pool)
    {
        Name = name;
        var policy = new MatchPolicy(threshold, 3, 48, TimeSpan.Zero);
        analyser = new CameraAnalyser(
            new AnalysisContext(models, gallery, policy, new RepeatSuppression(TimeSpan.Zero), counters, Guid.Empty, Alerts.Add), Guid.Empty, pool, steps);
    }

    /// <summary>What the variant leaves out.</summary>
    public string Name { get; }

    /// <summary>Alerts since they were last cleared.</summary>
    public List<AlertMessage> Alerts { get; } = [];

    /// <summary>People on the list who could be found.</summary>
    public int Mated { get; set; }

    /// <summary>Those for whom the right alert was raised.</summary>
    public int Found { get; set; }

    /// <summary>Alerts that name somebody else.</summary>
    public int FalseAlerts { get; set; }

    /// <summary>Milliseconds of processor time for one frame.</summary>
    public double CostPerFrame => cpu.TotalMilliseconds / frames;

    /// <summary>Everything counted, in one line.</summary>
    public string Figures => string.Create(
        CultureInfo.InvariantCulture,
        $"TPIR {100.0 * Found / Mated:0.0} % of {Mated}, {FalseAlerts} false, {counters.Comparisons / (double)Math.Max(1, counters.FacesCompared):0.0} embeddings a track, {CostPerFrame:0.0} ms a frame");

    /// <summary>Analyses frames one after another; what is not analysis is not counted.</summary>
    public void Run(IEnumerable<VideoFrame> film)
    {
        foreach (var frame in film)
        {
            var before = Environment.CpuUsage.TotalTime;
            analyser.Analyse(frame);
            cpu += Environment.CpuUsage.TotalTime - before;
            frames++;
        }

        analyser.Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => analyser.Dispose();
}

using Lfr.Shared.Live;

namespace Lfr.Web.Features.Live.Claims;

/// <summary>An alert's score, computed again from its template and that of the entry: a number that a worker only claims decides nothing.</summary>
/// <param name="Score">Cosine of the two templates, in [-1, 1].</param>
/// <param name="Problem">Why the claim is not believed; <see langword="null"/> when it is.</param>
internal readonly record struct AlertMatch(float Score, string? Problem)
{
    /// <summary>Compares what the worker claims with what follows from the templates.</summary>
    /// <param name="message">The alert.</param>
    /// <param name="licence">Its licence.</param>
    /// <param name="listed">The entry's template; <see langword="null"/> when it is gone.</param>
    public static AlertMatch Of(AlertMessage message, DeploymentLicence licence, byte[]? listed)
    {
        if (listed is null)
            return new(0, "The entry's template is gone.");
        if (message.ProbeTemplate is not { } probe || probe.Length != listed.Length)
            return new(0, "The template does not have the size of the licence's model.");
        var (dot, length) = Products(GalleryDigest.AsFloats(probe), GalleryDigest.AsFloats(listed));
        if (!(Math.Abs(length - 1) <= AlertMessage.ScoreTolerance))
            return new(0, "The template is not of length 1.");
        var score = (float)Math.Clamp(dot, -1, 1);
        if (!(Math.Abs(message.Score - score) <= AlertMessage.ScoreTolerance))
            return new(score, "The score does not follow from the template.");
        if (score < licence.Threshold - AlertMessage.ScoreTolerance)
            return new(score, "The score is below the threshold of the licence.");
        if (!(message.RunnerUpScore >= -1 && message.RunnerUpScore <= score + AlertMessage.ScoreTolerance))
            return new(score, "Another entry would have matched better than this one.");
        return new(MathF.Max(score, licence.Threshold), null);
    }

    private static (double Dot, double Length) Products(ReadOnlySpan<float> probe, ReadOnlySpan<float> listed)
    {
        double dot = 0, square = 0;
        for (var i = 0; i < probe.Length; i++)
        {
            dot += (double)probe[i] * listed[i];
            square += (double)probe[i] * probe[i];
        }

        return (dot, Math.Sqrt(square));
    }
}

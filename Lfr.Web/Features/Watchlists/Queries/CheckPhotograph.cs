using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Web.Features.Watchlists.Photographs;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>Whether a photograph could be enrolled.</summary>
/// <param name="Refusal">Why not, as a sentence; <see langword="null"/> when it can.</param>
/// <param name="Jpeg">The clean picture that would be kept.</param>
/// <param name="Width">Its width, pixels.</param>
/// <param name="Height">Its height, pixels.</param>
/// <param name="Face">Where the face is in it.</param>
/// <param name="Measures">What was measured, each beside what a good photograph reaches; empty when it cannot be enrolled.</param>
public sealed record CheckedPhotograph(string? Refusal, byte[] Jpeg, int Width, int Height, FaceBox? Face, IReadOnlyList<QualityMeasure> Measures)
{
    /// <summary>The upload itself, where it could be turned or a face in it be picked; <see langword="null"/> when it was taken, or could not be read.</summary>
    public PhotographShown? Shown { get; init; }
}

/// <summary>Tells a compiler at once whether a photograph can be used, with the same models and gates as the enrolment itself. Keeps and compares nothing.</summary>
public sealed class CheckPhotograph(Enrolment enrolment)
{
    /// <summary>Looks at one upload.</summary>
    public async Task<CheckedPhotograph> RunAsync(Actor actor, UploadedPhotograph photograph, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return Refused(refused.Explanation);
        switch (await enrolment.EnrolAsync(photograph, cancellationToken))
        {
            case EnrolmentOutcome.Enrolled face:
                CryptographicOperations.ZeroMemory(face.Template);
                using (var picture = Picture.Decode(face.CleanJpeg))
                    return new CheckedPhotograph(null, face.CleanJpeg, picture.Width, picture.Height, face.Box, EnrolmentMeasures.Of(face.Named, face.Quality));
            case EnrolmentOutcome.Refused no:
                return Refused(no.Sentence) with { Shown = no.Shown };
            default:
                return Refused("The photograph was not looked at.");
        }
    }

    /// <summary>Shows a whole upload as it is held, so that a person can crop it. Looks for nobody in it.</summary>
    public async Task<CheckedPhotograph> ToCropAsync(Actor actor, ReadOnlyMemory<byte> file, int quarterTurns, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return Refused(refused.Explanation);
        try
        {
            var shown = await enrolment.ToCropAsync(file, quarterTurns, cancellationToken);
            return new CheckedPhotograph(null, [], shown.Width, shown.Height, null, []) { Shown = shown };
        }
        catch (PictureRefusedException e)
        {
            return Refused(e.Message);
        }
    }

    private static CheckedPhotograph Refused(string sentence) => new(sentence, [], 0, 0, null, []);
}

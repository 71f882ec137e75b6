using Lfr.Inference.Faces;

namespace Lfr.Inference.Children;

/// <summary>
/// Decodes the many pictures of one import, one after the other. A child process serves some of them and is then killed and replaced: starting one costs more than decoding a photograph. Pictures of
/// one child come from one file and one person (ADR 24); those of two imports never meet. Not for two threads at once.
/// </summary>
public sealed class PictureLane : IDisposable
{
    /// <summary>Pictures after which a child is replaced: what is wrong with one can spoil no more than these.</summary>
    private const int MostOfAChild = 50;

    private const int Tries = 2;

    private readonly Func<PictureChild> start;
    private PictureChild? child;
    private int decoded;

    internal PictureLane(Func<PictureChild> start) => this.start = start;

    /// <summary>Decodes a picture to pixels, as <see cref="PictureDecoder.DecodeAsync(ReadOnlyMemory{byte}, PictureView, CancellationToken)"/> does.</summary>
    /// <exception cref="PictureRefusedException">It is no picture that is taken, or cannot be looked at now.</exception>
    public async Task<Picture> DecodeAsync(ReadOnlyMemory<byte> file, PictureView view, CancellationToken cancellationToken)
    {
        for (var left = Tries - 1; ; left--)
        {
            try
            {
                if (decoded++ >= MostOfAChild)
                    End();
                child ??= start();
                return await child.DecodeAsync(file, view, Picture.MaximumPixels, cancellationToken);
            }
            catch (PictureChildException) when (left > 0)
            {
                // Once more, with a new child: the one before may have spent its processor time on others.
                End();
            }
            catch (PictureChildException)
            {
                End();
                throw new PictureRefusedException(
                    "unreadable", "This picture could not be read, because it takes more memory or time than a picture should. Export it again as a JPEG and try once more.") { MayWorkLater = true };
            }
            catch (OperationCanceledException)
            {
                End();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private void End()
    {
        child?.Dispose();
        (child, decoded) = (null, 0);
    }
}

using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Web.Biometrics;
using Lfr.Web.Settings;

namespace Lfr.Web.Dossiers;

/// <summary>Tries cameras from the machine on which Lfr runs, few at once: each costs a decoder for some seconds.</summary>
public sealed class CameraTrials(CameraPasswords passwords, LfrPaths paths, TimeProvider time) : IDisposable
{
    private const int AtOnce = 2;

    private readonly SemaphoreSlim places = new(AtOnce);

    /// <summary>Tries one, with the password that is kept for it.</summary>
    /// <param name="camera">Id, name and address.</param>
    /// <param name="withView">Whether a small picture without anybody's face is given back, if there is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TriedCamera> RunAsync(LicensedCamera camera, bool withView, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(TimeSpan.Zero, cancellationToken))
            return new TriedCamera("Other cameras are being tried at the moment. Try again in half a minute.");
        try
        {
            var address = passwords.Of([camera]).TryGetValue(camera.CameraId, out var password)
                ? CameraPassword.PutIn(CameraPassword.TakeOut(camera.Source).Address, password) : camera.Source;
            // Shared with whoever has them open; without models the camera is tried all the same, and no word is said of faces.
            using var models = await Task.Run(() => ModelStore.Inspect(paths.Models).Problem is null ? ModelSet.Open(paths.Models) : null, cancellationToken);
            return await CameraTrial.RunAsync(address, Path.Combine(AppContext.BaseDirectory, "Demo"), time, cancellationToken, models, withView);
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}

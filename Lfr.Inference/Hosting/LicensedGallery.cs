using System.Security.Cryptography;
using Lfr.Inference.Galleries;
using Lfr.Shared.Live;
using Microsoft.AspNetCore.SignalR;

namespace Lfr.Inference.Hosting;

/// <summary>Brings the list of a licence into memory: checked against the licence, without those who were withdrawn since.</summary>
internal static class LicensedGallery
{
    /// <summary>Loads and checks it. What arrived is zeroed whatever happens.</summary>
    /// <exception cref="LicenceRefusedException">The list is not the one that was signed off, or was not handed over.</exception>
    public static async Task<Gallery> LoadAsync(
        IWorkerHub hub, DeploymentLicence licence, IReadOnlyList<Guid> withdrawn, CancellationToken cancellationToken)
    {
        var rows = new List<GalleryRow>(licence.GallerySize is > 0 and < 100_000 ? licence.GallerySize : 0);
        try
        {
            await foreach (var chunk in hub.Gallery(licence.LicenceId, cancellationToken).WithCancellation(cancellationToken))
            {
                rows.AddRange(chunk);
                if (rows.Count > licence.GallerySize)
                    break;
            }

            LicenceCheck.GalleryRows(licence, rows);
            // The licence's hash covers those who were withdrawn; nobody is compared with them.
            var compared = rows.Where(row => !withdrawn.Contains(row.EntryId)).ToArray();
            // Each camera searches in a thread of its own; only cores beyond those can help.
            return Gallery.Load(compared, Environment.ProcessorCount / licence.Cameras.Count);
        }
        catch (HubException e)
        {
            throw new LicenceRefusedException("The web did not hand over the gallery: the licence is not live, or the list cannot be read.", e);
        }
        catch (ArgumentException e)
        {
            throw new LicenceRefusedException("The gallery holds templates that do not fit this worker's models: nothing is compared.", e);
        }
        finally
        {
            foreach (var row in rows)
                CryptographicOperations.ZeroMemory(row.Template);
        }
    }
}

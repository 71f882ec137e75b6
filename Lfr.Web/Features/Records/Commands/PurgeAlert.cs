using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>Lfr itself destroys the pictures and the template of an alert that fell due (R39). Numbers and answers stay.</summary>
public sealed class PurgeAlert(LfrTransaction transaction)
{
    /// <summary>Destroys them.</summary>
    public Task<Outcome> RunAsync(Guid alertId, CancellationToken cancellationToken) =>
        transaction.For(this, Actor.System, Subjects.Alert(alertId)).RunAsync(async (context, alert, cancel) =>
        {
            var blobs = new[] { alert.Evidence.ProbeImageBlobId, alert.Evidence.ContextImageBlobId, alert.Evidence.ProbeTemplateBlobId }.OfType<Guid>();
            await BiometricVault.DestroyAsync(context.Db, blobs, cancel);
            alert.Purge(context.Now);
            return context.Did(Outcome.Done, $"The pictures of alert {alert.Sequence} fell due and were destroyed.");
        }, cancellationToken);
}

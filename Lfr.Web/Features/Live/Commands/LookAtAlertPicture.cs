using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Which picture of an alert.</summary>
public enum AlertPicture
{
    /// <summary>The face as the camera saw it.</summary>
    Probe,

    /// <summary>The whole frame, other faces pixelated.</summary>
    Context,

    /// <summary>The photograph of the watchlist entry; seen on an alert only.</summary>
    Reference,
}

/// <summary>A picture, or why there is none.</summary>
/// <param name="Outcome">Whether the look was granted, and is in the log.</param>
/// <param name="Jpeg">The picture; <see langword="null"/> when it is gone or refused.</param>
/// <param name="Page">The page of the alert, where somebody says why they look.</param>
public sealed record PictureAnswer(Outcome Outcome, byte[]? Jpeg, string Page)
{
    /// <summary>Whether the person may not see it.</summary>
    public bool Refused => !Outcome.Succeeded;
}

/// <summary>
/// Decrypts one picture of one alert for somebody who may see it. The gate asks whose task it is; the three pictures of an alert are one look, together with what is
/// written beside them (R40, R41).
/// </summary>
public sealed class LookAtAlertPicture(LookGate gate, LfrTransaction transaction, IDbContextFactory<LfrDbContext> contexts, BiometricVault vault)
{
    /// <summary>The picture.</summary>
    /// <param name="reader">Who looks.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="kind">Which picture.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PictureAnswer> RunAsync(Actor reader, Guid alertId, AlertPicture kind, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var alert = await db.Alerts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == alertId, cancellationToken);
        var page = alert is null ? LfrRoutes.Home : $"{LfrRoutes.Live(alert.DeploymentId)}?alert={alert.Sequence}";
        var outcome = await gate.AskAsync(this, reader, new Look(LookKind.Alert, alert?.DeploymentId, alert is null ? [] : [LookedAt.Of(alert)]), cancellationToken);
        if (!outcome.Succeeded)
            return new PictureAnswer(outcome, null, page);
        var blob = kind switch
        {
            _ when alert is null => null,
            AlertPicture.Probe => alert.Evidence.ProbeImageBlobId,
            AlertPicture.Context => alert.Evidence.ContextImageBlobId,
            // Once the alert's own pictures are destroyed there is nothing left to compare: the photograph closes with them.
            _ when alert.PurgedAt is not null => null,
            _ => (await db.Entries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == alert.EntryId, cancellationToken))?.Photograph?.ImageBlobId,
        };
        try
        {
            return new PictureAnswer(outcome, blob is { } id ? await vault.OpenAsync(db, id, cancellationToken) : null, page);
        }
        catch (ChangedByHandException e)
        {
            return new PictureAnswer(await ChangedAsync(reader, alert!, e, cancellationToken), null, page);
        }
    }

    private Task<Outcome> ChangedAsync(Actor reader, Alert alert, ChangedByHandException changed, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, reader, (context, _) =>
        {
            context.About(alert.DeploymentId, $"Alert {alert.Id}");
            return Task.FromResult(changed.Refusal);
        }, cancellationToken);
}

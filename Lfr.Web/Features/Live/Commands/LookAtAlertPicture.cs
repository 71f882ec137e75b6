using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
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
/// <param name="Jpeg">The picture; <see langword="null"/> when it is gone or refused.</param>
/// <param name="Refused">Whether the person may not see it.</param>
public sealed record PictureAnswer(byte[]? Jpeg, bool Refused);

/// <summary>
/// Decrypts one picture of one alert for somebody who may see it. Those who decide look because it is their task; those who inspect give a
/// reason, and each look of theirs is logged (R40, R41).
/// </summary>
public sealed class LookAtAlertPicture(IDbContextFactory<LfrDbContext> contexts, BiometricVault vault, LfrTransaction transaction)
{
    /// <summary>The picture.</summary>
    /// <param name="reader">Who looks.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="kind">Which picture.</param>
    /// <param name="reason">Why an inspector looks; not asked of those whose task it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PictureAnswer> RunAsync(Actor reader, Guid alertId, AlertPicture kind, string? reason, CancellationToken cancellationToken)
    {
        if (!reader.IsAny(Roles.Operator, Roles.EngagementOfficer, Roles.Silver) && !await LoggedAsync(reader, alertId, kind, reason, cancellationToken))
            return new PictureAnswer(null, true);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var alert = await db.Alerts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == alertId, cancellationToken);
        var blob = kind switch
        {
            _ when alert is null => null,
            AlertPicture.Probe => alert.Evidence.ProbeImageBlobId,
            AlertPicture.Context => alert.Evidence.ContextImageBlobId,
            // Once the alert's own pictures are destroyed there is nothing left to compare: the photograph closes with them.
            _ when alert.PurgedAt is not null => null,
            _ => (await db.Entries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == alert.EntryId, cancellationToken))?.Photograph?.ImageBlobId,
        };
        return new PictureAnswer(blob is { } id ? await vault.OpenAsync(db, id, cancellationToken) : null, false);
    }

    private async Task<bool> LoggedAsync(Actor reader, Guid alertId, AlertPicture kind, string? reason, CancellationToken cancellationToken)
    {
        var outcome = await transaction.For(this, reader, Subjects.Alert(alertId)).By(Roles.Operator, Roles.EngagementOfficer, Roles.Silver, Roles.Oversight).RunAsync(
            (context, alert) => string.IsNullOrWhiteSpace(reason)
                ? Outcome.Incomplete("No reason is given.", "Enter why you look at the picture.")
                : context.Did(Outcome.Done, $"Looked at a picture ({kind}) of alert {alert.Sequence}: {Shortened(reason.Trim())}"),
            cancellationToken);
        return outcome.Succeeded;
    }

    private static string Shortened(string reason) => reason.Length <= 300 ? reason : reason[..300];
}

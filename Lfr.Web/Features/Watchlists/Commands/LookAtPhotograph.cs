using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A photograph that may be shown, or why not.</summary>
/// <param name="Outcome">Whether the look was granted, and is in the log.</param>
/// <param name="Jpeg">The picture; <see langword="null"/> when it was refused or destroyed.</param>
public sealed record PhotographLook(Outcome Outcome, byte[]? Jpeg);

/// <summary>
/// Somebody who compiles, signs off or authorises looks at the photograph of an entry; others see it on an alert only. Every look is in the audit
/// log (R40): a full photograph by its entry, the small ones of the list once for the list.
/// </summary>
public sealed class LookAtPhotograph(LfrTransaction transaction, IDbContextFactory<LfrDbContext> contexts, BiometricVault vault, PhotographLooks looks)
{
    /// <summary>Longer side of a small photograph, pixels.</summary>
    public const int SmallSide = 240;

    private const int SmallQuality = 80;

    /// <summary>Roles that may look without an alert.</summary>
    public static readonly IReadOnlyList<string> Lookers = [Roles.Compiler, Roles.WatchlistApprover, Roles.AuthorisingOfficer];

    /// <summary>Whether somebody may look without an alert.</summary>
    public static bool MayLook(Actor actor) => actor.IsAny([.. Lookers]);

    /// <summary>Decrypts the photograph after the look is written down.</summary>
    public async Task<PhotographLook> RunAsync(Actor actor, Guid entryId, bool small, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entry = await db.Entries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == entryId, cancellationToken);
        // What the log must keep is kept even if the browser has gone away meanwhile: another request may wait for the same line.
        var outcome = small && entry is not null
            ? await looks.OnceAsync(actor.UserId, entry.DeploymentId, () => KeepAsync(actor, entry.DeploymentId, $"Watchlist of deployment {entry.DeploymentId}", "the small photographs of the list"))
            : await looks.OnceAsync(actor.UserId, entryId, () => KeepAsync(actor, entry?.DeploymentId, $"Entry {entryId}", $"the photograph of {entry?.Reference}"));
        if (!outcome.Succeeded || entry?.Photograph is not { } photograph)
            return new PhotographLook(outcome, null);
        var jpeg = await vault.OpenAsync(db, photograph.ImageBlobId, cancellationToken);
        return new PhotographLook(outcome, jpeg is null || !small ? jpeg : Small(jpeg));
    }

    private Task<Outcome> KeepAsync(Actor actor, Guid? deploymentId, string subject, string what) =>
        transaction.RunAsync(this, actor, (context, _) =>
        {
            context.About(deploymentId, subject);
            if (Permissions.Of(actor, [.. Lookers]) is { Succeeded: false } refused)
                return Task.FromResult(refused);
            if (deploymentId is null)
                return Task.FromResult(Permissions.NotFound("This entry"));
            context.Did($"Looked at {what}.");
            return Task.FromResult(Outcome.Done);
        }, CancellationToken.None);

    private static byte[] Small(byte[] jpeg)
    {
        try
        {
            // In this process: the file is one that Lfr drew itself, and the vault vouches for it.
            using var picture = Picture.Decode(jpeg);
            return JpegEncoder.Encode(picture.Image, SmallQuality, SmallSide);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(jpeg);
        }
    }
}

using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A photograph that may be shown, or why not.</summary>
/// <param name="Outcome">Whether the look was granted, and is in the log.</param>
/// <param name="Jpeg">The picture; <see langword="null"/> when it was refused or destroyed.</param>
/// <param name="DeploymentId">Whose list it is on; <see langword="null"/> when there is no such entry.</param>
public sealed record PhotographLook(Outcome Outcome, byte[]? Jpeg, Guid? DeploymentId);

/// <summary>
/// Somebody who compiles, signs off or authorises looks at the photograph of an entry; others see it on an alert only. Every look is in the audit
/// log (R40): the small photographs of a list with the page that they are on.
/// </summary>
public sealed class LookAtPhotograph(LookGate gate, LfrTransaction transaction, IDbContextFactory<LfrDbContext> contexts, BiometricVault vault)
{
    /// <summary>Longer side of a small photograph, pixels.</summary>
    public const int SmallSide = 240;

    private const int SmallQuality = 80;

    /// <summary>Whether somebody's role may look without an alert.</summary>
    public static bool MayLook(Actor actor) => LookKind.Photograph.IsDutyOf(actor);

    /// <summary>Decrypts the photograph after the look is written down.</summary>
    public async Task<PhotographLook> RunAsync(Actor actor, Guid entryId, bool small, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Entries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == entryId, cancellationToken) is not { } entry)
            return new PhotographLook(await MissingAsync(actor, entryId, cancellationToken), null, null);
        var look = new Look(small ? LookKind.NamesAndPhotographs : LookKind.Photograph, entry.DeploymentId, [LookedAt.Of(entry)]);
        var outcome = await gate.AskAsync(this, actor, look, cancellationToken);
        if (!outcome.Succeeded || entry.Photograph is not { } photograph)
            return new PhotographLook(outcome, null, entry.DeploymentId);
        try
        {
            var jpeg = await vault.OpenAsync(db, photograph.ImageBlobId, cancellationToken);
            return new PhotographLook(outcome, jpeg is null || !small ? jpeg : Small(jpeg), entry.DeploymentId);
        }
        catch (ChangedByHandException e)
        {
            return new PhotographLook(await ChangedAsync(actor, entry, e, cancellationToken), null, entry.DeploymentId);
        }
    }

    private Task<Outcome> ChangedAsync(Actor actor, WatchlistEntry entry, ChangedByHandException changed, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, (context, _) =>
        {
            context.About(entry.DeploymentId, $"Entry {entry.Id}");
            return Task.FromResult(changed.Refusal);
        }, cancellationToken);

    private Task<Outcome> MissingAsync(Actor actor, Guid entryId, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, (context, _) =>
        {
            context.About(null, $"Entry {entryId}");
            return Task.FromResult(Permissions.Of(actor, [.. LookKind.Photograph.Duties()]) is { Succeeded: false } refused ? refused : Permissions.NotFound("This entry"));
        }, cancellationToken);

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

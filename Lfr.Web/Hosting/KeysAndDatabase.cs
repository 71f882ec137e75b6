using System.Security.Cryptography;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Hosting;

/// <summary>
/// Keys and database belong together. One without the other, or an old copy of one beside the other, is refused at the start with what to restore; it never
/// silently becomes a new installation, in which nothing that people listed or decided could be read.
/// </summary>
internal static class KeysAndDatabase
{
    /// <summary>Refuses what does not belong together. Asked before anything is made or brought up to date.</summary>
    /// <param name="app">The application.</param>
    /// <param name="db">The database.</param>
    /// <param name="isNew">Whether it has no tables yet.</param>
    /// <param name="acceptsAnyDatabase">Whether it may be another than the keys remember. The keys must be there all the same.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartRefusedException">They do not.</exception>
    public static async Task RefuseStrangersAsync(WebApplication app, LfrDbContext db, bool isNew, bool acceptsAnyDatabase, CancellationToken cancellationToken)
    {
        var paths = app.Services.GetRequiredService<LfrPaths>();
        // The one table that every version had; nothing is kept without a line in it.
        var isUsed = !isNew && await db.AuditEvents.AnyAsync(cancellationToken);
        if (isUsed && !KeyFolder.IsThere(paths))
        {
            throw new StartRefusedException(
                $"The file master.key is missing from {paths.Keys}, and the database holds what was sealed under it. Restore the keys folder from its backup, or move the database away to start with nothing.");
        }

        if (isUsed && !acceptsAnyDatabase && !KeyFolder.HasLicenceKey(paths))
        {
            throw new StartRefusedException(
                $"The file licence.key is missing from {paths.Keys}, and the database holds licences that were signed with it. Restore the keys folder from its backup. " +
                $"If it is lost, run once: Lfr.Web {AcceptDatabase.Verb} --reason \"WHY\"; it is put on record, a new key is made, and every worker on another machine needs its public half.");
        }

        // A first start that died has made neither tables nor what cookies are made with: it may begin again.
        if (isNew && !acceptsAnyDatabase && KeyFolder.IsThere(paths) && !File.Exists(RememberedHead.FileOf(paths)) && Directory.EnumerateFiles(paths.DataProtection, "key-*.xml").Any())
        {
            throw new StartRefusedException(
                $"The database is missing or empty, but Lfr has run with the keys in {paths.Keys}. Restore the database from its backup; to start with nothing, move the whole data folder away.");
        }

        // Makes the keys of a new installation.
        _ = app.Services.GetRequiredService<KeyFolder>();
        if (acceptsAnyDatabase)
            return;
        var head = Remembered(app, paths);
        if (head is null)
            return;
        if (!isUsed)
        {
            throw new StartRefusedException(
                $"The database is missing or empty, but the keys in {paths.Keys} belong to one that was in use until {head.At:d MMMM yyyy HH:mm} UTC (audit event {head.Number}). " +
                "Restore the database from its backup; to start with nothing, move the whole data folder away.");
        }

        var hash = await db.AuditEvents.Where(e => e.Number == head.Number).Select(e => e.Hash).FirstOrDefaultAsync(cancellationToken);
        if (hash != head.Hash)
        {
            throw new StartRefusedException(
                (hash is null
                    ? $"The database is older than its keys remember: they knew audit event {head.Number} on {head.At:d MMMM yyyy HH:mm} UTC, and it is not there. "
                    : $"The database is not the one that its keys belong to: its audit event {head.Number} is another. ") +
                $"Restore the newest backup of the database. If this one is the newest that there is, run once: Lfr.Web {AcceptDatabase.Verb} --reason \"WHY\"; it is put on record.");
        }
    }

    /// <summary>Refuses a master key under which the database was not sealed. Asked once it is up to date.</summary>
    /// <exception cref="StartRefusedException">It is another's.</exception>
    public static async Task RefuseAnotherKeyAsync(WebApplication app, LfrDbContext db, CancellationToken cancellationToken)
    {
        if (!await app.Services.GetRequiredService<BiometricVault>().FitsAsync(db, cancellationToken))
        {
            throw new StartRefusedException(
                $"The file master.key in {app.Services.GetRequiredService<LfrPaths>().Keys} is not the one that the database was sealed under. Restore the keys folder from its backup: all of it, from one time.");
        }
    }

    /// <summary>Refuses keys of cookies and forms with which nobody's authenticator app can be read: whoever signed in would meet an error at the second step. Asked once the database is up to date.</summary>
    /// <exception cref="StartRefusedException">They are missing, or another's.</exception>
    public static async Task RefuseUnreadableAppsAsync(WebApplication app, LfrDbContext db, CancellationToken cancellationToken)
    {
        if (await app.Services.GetRequiredService<SecondFactors>().AreAllUnreadableAsync(db, cancellationToken))
        {
            throw new StartRefusedException(
                $"The keys in {app.Services.GetRequiredService<LfrPaths>().DataProtection} are missing or another's: no authenticator app can be read, and nobody could sign in with one. Restore the keys folder from its backup. " +
                $"If they are lost, run once: Lfr.Web {AcceptDatabase.Verb} --reason \"WHY\"; it is put on record, and everybody sets up an app again.");
        }
    }

    private static AuditHead? Remembered(WebApplication app, LfrPaths paths)
    {
        try
        {
            return app.Services.GetRequiredService<RememberedHead>().Read();
        }
        catch (Exception e) when (e is CryptographicException or FormatException or IndexOutOfRangeException)
        {
            throw new StartRefusedException(
                $"The file master.key in {paths.Keys} is not the one that the database was sealed under, or {RememberedHead.FileOf(paths)} beside it was altered or cut short. " +
                $"Restore the keys folder from its backup: all of it, from one time. If nothing but that file is damaged, run once: Lfr.Web {AcceptDatabase.Verb} --reason \"WHY\"; it is put on record.",
                e);
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lfr.Shared;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>The end of the audit log at some moment.</summary>
/// <param name="Number">Number of the last event.</param>
/// <param name="Hash">Its hash, lower-case hex.</param>
/// <param name="At">When the keys last saw that it was the end: Lfr was running then.</param>
public sealed record AuditHead(long Number, string Hash, DateTimeOffset At);

/// <summary>
/// How far the audit log had come, as the keys remember it (<c>keys/head</c>), vouched for by the master key. Tells a database that was put back from an old
/// copy, or is missing, and a master key that is another's.
/// </summary>
public sealed class RememberedHead(LfrPaths paths, KeyFolder keys)
{
    private readonly string file = FileOf(paths);

    /// <summary>Where it lies.</summary>
    public static string FileOf(LfrPaths paths) => Path.Combine(paths.Keys, "head");

    /// <summary>What is remembered; <see langword="null"/> before anything was.</summary>
    /// <exception cref="CryptographicException">It was not written under this master key, or was altered.</exception>
    public AuditHead? Read()
    {
        if (!File.Exists(file))
            return null;
        var lines = File.ReadAllLines(file);
        if (lines is not [var text, var vouched] || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(vouched), Encoding.UTF8.GetBytes(Vouch(text))))
            throw new CryptographicException("The remembered end of the audit log was not written under this master key.");
        var parts = text.Split(' ');
        return new AuditHead(
            long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], DateTimeOffset.Parse(parts[2], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    /// <summary>What of the log is not as the keys remember it, as a sentence; <see langword="null"/> when it is, or nothing is remembered yet.</summary>
    public async Task<string?> FindAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        AuditHead? head;
        try
        {
            head = Read();
        }
        catch (Exception e) when (e is CryptographicException or FormatException or IndexOutOfRangeException)
        {
            return "What the keys remember of the audit log was altered.";
        }

        if (head is null)
            return null;
        var hash = await db.AuditEvents.Where(e => e.Number == head.Number).Select(e => e.Hash).FirstOrDefaultAsync(cancellationToken);
        return hash == head.Hash ? null
            : hash is null ? $"Lines were cut from the end of the audit log: the keys remember event {head.Number} from {Words.Moment(head.At)}, and it is gone."
            : $"Event {head.Number} of the audit log is not the one that the keys remember from {Words.Moment(head.At)}.";
    }

    /// <summary>Remembers; whole or not at all.</summary>
    public void Write(AuditHead head)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{head.Number} {head.Hash} {head.At.UtcDateTime:O}");
        PrivateFile.Write(file, Encoding.UTF8.GetBytes($"{text}\n{Vouch(text)}\n"), overwrite: true);
    }

    /// <summary>Forgets: another database takes the place of the one that was known.</summary>
    public void Forget() => File.Delete(file);

    private string Vouch(string text) => Convert.ToHexStringLower(keys.Vouch("lfr head", Encoding.UTF8.GetBytes(text)));
}

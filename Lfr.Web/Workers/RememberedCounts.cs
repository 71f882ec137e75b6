using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lfr.Shared;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Settings;

namespace Lfr.Web.Workers;

/// <summary>What the keys know of the counts of one licence.</summary>
/// <param name="Before">How they were before the last report, as a digest, until that is known to be saved.</param>
/// <param name="After">How the last report left them.</param>
/// <param name="AlteredAt">When they were first found to be neither; from then on nobody can tell what was counted.</param>
public sealed record CountsKnown(string Before, string After, DateTimeOffset? AlteredAt)
{
    /// <summary>Whether counts are as a report left them. A report is remembered first and saved then, and the program may end in between: both count until it was.</summary>
    public bool Fits(string digest) => AlteredAt is null && (digest == After || digest == Before);
}

/// <summary>
/// What workers counted, as the keys remember it: a file for each licence in <c>keys/counts</c>, vouched for by the master key. Counts change every second, too often for the audit log, and are the
/// denominators that are published: whoever has the database alone can neither change them, nor put an earlier count back, nor take one away without being found out.
/// </summary>
public sealed class RememberedCounts
{
    private readonly string folder;
    private readonly KeyFolder keys;
    private readonly TimeProvider time;
    private readonly DateTimeOffset since;

    /// <summary>Opens the folder; at the first start with it, notes since when counts are remembered.</summary>
    public RememberedCounts(LfrPaths paths, KeyFolder keys, TimeProvider time)
    {
        (folder, this.keys, this.time) = (FolderOf(paths), keys, time);
        Directory.CreateDirectory(folder);
        var begun = Path.Combine(folder, "since");
        if (!File.Exists(begun))
            PrivateFile.Write(begun, Encoding.UTF8.GetBytes(time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)), overwrite: false);
        since = Moment(File.ReadAllText(begun)) ?? DateTimeOffset.MinValue;
    }

    /// <summary>Where they lie.</summary>
    public static string FolderOf(LfrPaths paths) => Path.Combine(paths.Keys, "counts");

    /// <summary>Digest of all counts of one licence, in whatever order.</summary>
    public static string DigestOf(IEnumerable<WorkerFaceCounts> counts)
    {
        var text = new HashedText("counts/1");
        foreach (var of in counts.OrderBy(c => c.WorkerId).ThenBy(c => c.CountingId))
        {
            text.Add("worker", of.WorkerId).Add("counting", of.CountingId);
            foreach (var part in (Lfr.Shared.Deployments.FaceCounts[])[of.Before, of.Current])
            {
                text.Add("compared", part.FacesCompared).Add("discarded", part.FacesDiscarded).Add("raised", part.AlertsRaised)
                    .Add("suppressed", part.AlertsSuppressed).Add("dropped", part.FramesDropped);
            }
        }

        return text.Hash();
    }

    /// <summary>What is known of a licence. A licence from before counts were remembered has <see langword="null"/>: it is not judged.</summary>
    public CountsKnown? Find(Guid licenceId)
    {
        var file = FileOf(licenceId);
        if (!File.Exists(file))
            return MintedAt(licenceId) is { } minted && minted >= since ? new CountsKnown(Nothing, Nothing, null) : null;
        var lines = File.ReadAllLines(file);
        if (lines is [var text, var vouched] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(vouched), Encoding.UTF8.GetBytes(Vouch(licenceId, text)))
            && text.Split(' ') is [var before, var after, var altered])
            return new CountsKnown(before, after, Moment(altered));
        return new CountsKnown("", "", DateTimeOffset.MinValue);
    }

    /// <summary>Remembers what the counts are about to become, before that is saved. Counts that are not as they were left stay in doubt, whatever is counted on top of them.</summary>
    /// <param name="licenceId">Licence.</param>
    /// <param name="now">Digest of what the database holds.</param>
    /// <param name="next">Digest of what it will hold.</param>
    /// <exception cref="IOException">It cannot be written: then it must not be saved either.</exception>
    public void Remember(Guid licenceId, string now, string next)
    {
        var known = Find(licenceId);
        if (now == next && known == new CountsKnown(now, next, null) && File.Exists(FileOf(licenceId)))
            return;
        var alteredAt = known is null || known.Fits(now) ? (DateTimeOffset?)null : known.AlteredAt ?? time.GetUtcNow();
        var text = $"{now} {next} {alteredAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "-"}";
        PrivateFile.Write(FileOf(licenceId), Encoding.UTF8.GetBytes($"{text}\n{Vouch(licenceId, text)}\n"), overwrite: true);
    }

    private static string Nothing { get; } = DigestOf([]);

    private string FileOf(Guid licenceId) => Path.Combine(folder, licenceId.ToString("N"));

    // With the licence in it: the file of one is no other's.
    private string Vouch(Guid licenceId, string text) => Convert.ToHexStringLower(keys.Vouch("lfr counts", Encoding.UTF8.GetBytes($"{licenceId:N} {text}")));

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    // The id says it, and the signed licence the id: a time in the database could be set back.
    private static DateTimeOffset? MintedAt(Guid licenceId)
    {
        const int version = 7;
        if (licenceId.Version != version)
            return null;
        var bytes = licenceId.ToByteArray(bigEndian: true);
        var milliseconds = 0L;
        foreach (var part in bytes.AsSpan(0, 6))
            milliseconds = (milliseconds << 8) | part;
        // To the millisecond, so that what was minted within the one in which Lfr began is judged.
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + 1);
    }
}

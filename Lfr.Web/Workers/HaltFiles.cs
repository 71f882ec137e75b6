using System.Text;
using System.Text.Json;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Web.Settings;

namespace Lfr.Web.Workers;

/// <summary>
/// One file for each deployment that runs, with its orders that are not on record. It is laid out when the run begins: a full disk lets a file be
/// overwritten that it would not let grow. A file that cannot be read counts as an order to stop.
/// </summary>
public sealed class HaltFiles(LfrPaths paths, TimeProvider time, ILogger<HaltFiles> logger)
{
    /// <summary>Bytes of a file: room for one order of each kind and rank with a long reason.</summary>
    private const int Reserved = 32 * 1024;

    private const int LongestReason = 500;

    private string Folder => Path.Combine(paths.Data, "halts");

    /// <summary>Orders that an earlier process left.</summary>
    public IReadOnlyList<RunHalt> ReadAll() =>
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*.json").SelectMany(Read)] : [];

    /// <summary>Writes the orders of a deployment; none leaves the room for some.</summary>
    public void Write(Guid deploymentId, IReadOnlyList<RunHalt> orders)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            var bytes = new byte[Reserved];
            bytes.AsSpan().Fill((byte)' ');
            if (orders.Count > 0)
            {
                var text = JsonSerializer.SerializeToUtf8Bytes(orders.Select(Kept.Of));
                Array.Resize(ref bytes, Math.Max(Reserved, text.Length));
                bytes.AsSpan().Fill((byte)' ');
                text.CopyTo(bytes, 0);
            }

            using var file = new FileStream(FileOf(deploymentId), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            file.Write(bytes);
            file.SetLength(bytes.Length);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogError(e, "An order to stop or pause could not be kept on disk; it holds as long as Lfr runs.");
        }
    }

    /// <summary>Deletes the file of a deployment that runs no more.</summary>
    public void Delete(Guid deploymentId)
    {
        try
        {
            if (Directory.Exists(Folder))
                File.Delete(FileOf(deploymentId));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(e, "The reserved file of deployment {Deployment} could not be deleted.", deploymentId);
        }
    }

    private string FileOf(Guid deploymentId) => Path.Combine(Folder, $"{deploymentId:N}.json");

    private IEnumerable<RunHalt> Read(string file)
    {
        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length == 0 ? [] : [.. JsonSerializer.Deserialize<Kept[]>(text)!.Select(k => k.Halt)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or DecoderFallbackException)
        {
            logger.LogError(e, "An order that was not on record when Lfr ended cannot be read, so its deployment is stopped: {File}", file);
            return Guid.TryParseExact(Path.GetFileNameWithoutExtension(file), "N", out var id)
                ? [new RunHalt(id, [], LeaseState.None, "An order that was kept before a restart cannot be read.", Actor.System, time.GetUtcNow())]
                : [];
        }
    }

    private sealed record Kept(
        Guid DeploymentId, Guid[] Licences, LeaseState State, string Reason, Guid UserId, string Name, Rank Rank, string[] RoleNames, DateTimeOffset At, string? Acting = null)
    {
        public RunHalt Halt => new(DeploymentId, Licences, State, Reason, new Actor(UserId, Name, Rank, RoleNames.ToHashSet(StringComparer.Ordinal)) { Acting = Acting }, At);

        public static Kept Of(RunHalt halt) => new(
            halt.DeploymentId, [.. halt.Licences], halt.State, halt.Reason[..Math.Min(halt.Reason.Length, LongestReason)],
            halt.By.UserId, halt.By.Name, halt.By.Rank, [.. halt.By.RoleNames], halt.At, halt.By.Acting);
    }
}

using System.Buffers.Binary;
using Lfr.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>One question to the system that knows who is still sought, about everybody on one list, and what it answered. Names nobody.</summary>
public sealed class StatusLook
{
    /// <summary>How many are kept of one list.</summary>
    public const int Most = 100;

    /// <summary>Longest sentence about what went wrong.</summary>
    public const int LongestProblem = 500;

    private const int Packed = 16 + sizeof(long);

    private StatusLook()
    {
    }

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Deployment of the list.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Who had it asked.</summary>
    public Signature By { get; private set; } = null!;

    /// <summary>When the answer was there.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Name of the source.</summary>
    public string Source { get; private set; } = "";

    /// <summary>About how many people it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>How many it says are still sought.</summary>
    public int Sought { get; private set; }

    /// <summary>How many were suspended because of what it said.</summary>
    public int Suspended { get; private set; }

    /// <summary>What it said that was not believed: about nobody who was asked for, in a word that Lfr does not know, or checked at a time that has not come yet.</summary>
    public int NotBelieved { get; private set; }

    /// <summary>What went wrong, as a sentence; <see langword="null"/> when nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Of each entry that is still sought when that was last checked: 16 bytes of its id, 8 of UTC ticks. Only the latest look of a list has it.</summary>
    public byte[]? Confirmations { get; private set; }

    /// <summary>Keeps one.</summary>
    public static StatusLook Keep(Guid id, Guid deploymentId, Signature by, string source, StatusCounts counts, string? problem, IReadOnlyDictionary<Guid, DateTimeOffset> confirmed) => new()
    {
        Id = id,
        DeploymentId = deploymentId,
        By = by,
        At = by.At,
        Source = source,
        Asked = counts.Asked,
        Sought = counts.Sought,
        Suspended = counts.Suspended,
        NotBelieved = counts.NotBelieved,
        Problem = problem is { Length: > LongestProblem } ? problem[..LongestProblem] : problem,
        Confirmations = Pack(confirmed),
    };

    /// <summary>A later look has taken over what this one knew.</summary>
    public void HandOn() => Confirmations = null;

    /// <summary>When each entry was last confirmed.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> Confirmed()
    {
        var confirmed = new Dictionary<Guid, DateTimeOffset>();
        for (var rest = Confirmations.AsSpan(); rest.Length >= Packed; rest = rest[Packed..])
            confirmed[new Guid(rest[..16], bigEndian: true)] = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(rest[16..]), TimeSpan.Zero);
        return confirmed;
    }

    /// <summary>The entries of a list that its source confirmed at <paramref name="earliest"/> or later.</summary>
    public static async Task<IReadOnlySet<Guid>> ConfirmedSinceAsync(LfrDbContext db, Guid deploymentId, DateTimeOffset? earliest, CancellationToken cancellationToken) =>
        earliest is { } since && await db.StatusLooks.AsNoTracking().FirstOrDefaultAsync(l => l.DeploymentId == deploymentId && l.Confirmations != null, cancellationToken) is { } latest
            ? latest.Confirmed().Where(c => c.Value >= since).Select(c => c.Key).ToHashSet()
            : new HashSet<Guid>();

    private static byte[] Pack(IReadOnlyDictionary<Guid, DateTimeOffset> confirmed)
    {
        var packed = new byte[confirmed.Count * Packed];
        var rest = packed.AsSpan();
        foreach (var (id, at) in confirmed.OrderBy(c => c.Key))
        {
            id.TryWriteBytes(rest, bigEndian: true, out _);
            BinaryPrimitives.WriteInt64BigEndian(rest[16..], at.UtcTicks);
            rest = rest[Packed..];
        }

        return packed;
    }
}

/// <summary>What a source answered, counted.</summary>
/// <param name="Asked">About how many people it was asked.</param>
/// <param name="Sought">How many it says are still sought.</param>
/// <param name="Suspended">How many were suspended because of it.</param>
/// <param name="NotBelieved">What it said that was not believed.</param>
public sealed record StatusCounts(int Asked, int Sought, int Suspended, int NotBelieved);

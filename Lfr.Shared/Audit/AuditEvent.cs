using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Lfr.Shared.Audit;

/// <summary>One line of the audit log (R40, DPA 2018 s.62): who did what, when and why. Appended in the same transaction as the change, never changed.</summary>
public sealed class AuditEvent
{
    private AuditEvent()
    {
    }

    /// <summary>Position in the chain, from 1, without gaps.</summary>
    public long Number { get; private set; }

    /// <summary>When (UTC, whole milliseconds so that every database keeps it exactly).</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Account; empty for Lfr itself.</summary>
    public Guid ActorId { get; private set; }

    /// <summary>Name at that time.</summary>
    public string ActorName { get; private set; } = "";

    /// <summary>What was done, as a command's name: <c>SubmitDeployment</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>Whether it was done; <see langword="false"/> for a refusal.</summary>
    public bool Done { get; private set; }

    /// <summary>Deployment concerned; <see langword="null"/> for accounts and settings.</summary>
    public Guid? DeploymentId { get; private set; }

    /// <summary>Kind and id of the object: <c>Alert 0198…</c>.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Sentence for people. No names of listed people, nothing biometric.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>Rules that refused, comma-separated ids; empty when done.</summary>
    public string Rules { get; private set; } = "";

    /// <summary>SHA-256, lower-case hex, of the rows that the command left; empty when it left none, and for events from before the log vouched for rows.</summary>
    public string Covers { get; private set; } = "";

    /// <summary>Hash of the event before; 64 zeros for the first.</summary>
    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256, lower-case hex, over all of the above.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Hash before the first event.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>Makes the event that follows <paramref name="previous"/>.</summary>
    public static AuditEvent Append(
        AuditEvent? previous, Identity.Actor actor, string action, bool done, Guid? deploymentId, string subject, string sentence, string rules, DateTimeOffset now,
        string covers = "")
    {
        var e = new AuditEvent
        {
            Number = (previous?.Number ?? 0) + 1,
            At = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero),
            ActorId = actor.UserId,
            // Clean before it is hashed, as it is kept.
            ActorName = PlainText.Clean(actor.Name),
            Action = action,
            Done = done,
            DeploymentId = deploymentId,
            Subject = PlainText.Clean(subject),
            Sentence = PlainText.Clean(sentence),
            Rules = rules,
            Covers = covers,
            PreviousHash = previous?.Hash ?? Origin,
        };
        e.Hash = e.ComputeHash();
        return e;
    }

    /// <summary>The hash as it should be: over a JSON array of the fields in the order in which they are declared. Without covers that field is left out, as it was before there were any.</summary>
    public string ComputeHash()
    {
        // Field by field: a go-live computes it for every event there is.
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Number);
            json.WriteNumberValue(At.ToUnixTimeMilliseconds());
            json.WriteStringValue(ActorId);
            json.WriteStringValue(ActorName);
            json.WriteStringValue(Action);
            json.WriteBooleanValue(Done);
            if (DeploymentId is { } deployment)
                json.WriteStringValue(deployment);
            else
                json.WriteNullValue();
            json.WriteStringValue(Subject);
            json.WriteStringValue(Sentence);
            json.WriteStringValue(Rules);
            if (Covers.Length > 0)
                json.WriteStringValue(Covers);
            json.WriteStringValue(PreviousHash);
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}

/// <summary>Walks the chain.</summary>
public static class AuditChain
{
    /// <summary>
    /// The number of the first event that does not fit: altered, removed, inserted or out of order; <see langword="null"/> when the chain is whole.
    /// </summary>
    /// <param name="events">Events in ascending order of number, starting with the first.</param>
    public static long? FirstBreak(IEnumerable<AuditEvent> events)
    {
        var hash = AuditEvent.Origin;
        long number = 0;
        foreach (var e in events)
        {
            number++;
            if (e.Number != number || !string.Equals(e.PreviousHash, hash, StringComparison.Ordinal) || !string.Equals(e.Hash, e.ComputeHash(), StringComparison.Ordinal))
                return number;
            hash = e.Hash;
        }

        return null;
    }
}

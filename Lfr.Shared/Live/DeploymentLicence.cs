using System.Text.Json.Serialization;

namespace Lfr.Shared.Live;

/// <summary>
/// What the engine may do, and all it may do: compare these cameras with this gallery inside this window, with these models at this
/// threshold. Minted by the web in the go-live transaction; without it the engine compares nothing.
/// </summary>
/// <param name="LicenceId">This licence; a resumed run after a pause keeps it, a new go-live mints another.</param>
/// <param name="DeploymentId">The deployment it was minted for.</param>
/// <param name="DeploymentReference">The reference that people use, such as <c>2026-014</c>. Not a secret, names nobody.</param>
/// <param name="NotBefore">First instant (UTC) at which a face may be compared.</param>
/// <param name="NotAfter">First instant (UTC) at which no face may be compared any more.</param>
/// <param name="Cameras">The only sources that may be opened. At least one.</param>
/// <param name="Threshold">Cosine in [-1, 1] at or above which a comparison counts as a match.</param>
/// <param name="AgreeingFrames">How many frames of one track must match the same entry before an alert is raised. At least 2.</param>
/// <param name="RepeatSuppressionSeconds">After an alert for an entry, further alerts for the same entry are suppressed, and counted, for this long.</param>
/// <param name="MinimumFaceHeight">Faces lower than this, in pixels of the camera's frame, are never embedded.</param>
/// <param name="Models">SHA-256 (lower-case hex) of each model file by its role: <c>detector</c>, <c>landmarks</c>, <c>embedder</c>.</param>
/// <param name="GalleryHash">SHA-256 (lower-case hex) of the gallery as <see cref="GalleryDigest"/> computes it.</param>
/// <param name="GallerySize">Number of templates in the gallery.</param>
/// <param name="PolicyVersion">The policy pack under which the deployment was submitted, such as <c>uk-2026.1</c>.</param>
/// <param name="MintedAt">When the licence was minted (UTC).</param>
public sealed record DeploymentLicence(
    Guid LicenceId,
    Guid DeploymentId,
    string DeploymentReference,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    IReadOnlyList<LicensedCamera> Cameras,
    float Threshold,
    int AgreeingFrames,
    int RepeatSuppressionSeconds,
    int MinimumFaceHeight,
    IReadOnlyDictionary<string, string> Models,
    string GalleryHash,
    int GallerySize,
    string PolicyVersion,
    DateTimeOffset MintedAt)
{
    /// <summary>The van that may compare without a connection; <see langword="null"/>: none. Never past <see cref="NotAfter"/>.</summary>
    public LicensedOffline? Offline { get; init; }

    /// <summary>For how long <paramref name="workerId"/> may compare after the last confirmation, while it has no connection: at least for the term of its lease.</summary>
    public TimeSpan OfflineFor(Guid workerId) =>
        Offline is { } allowance && allowance.WorkerId == workerId && allowance.Length > Lease.Term ? allowance.Length : Lease.Term;

    /// <summary>Whether the licence allows a comparison at <paramref name="now"/>: the start is included, the end is not.</summary>
    public bool Allows(DateTimeOffset now) => now >= NotBefore && now < NotAfter;
}

/// <summary>A camera that a licence allows to be opened.</summary>
/// <param name="CameraId">Opaque id, as the plan has it.</param>
/// <param name="Name">What operators call it, such as <c>Camera 1</c>.</param>
/// <param name="Source">
/// Where its frames come from: <c>demo:walk.mp4</c> (a file of the demonstration, played at its natural speed, in a loop), <c>file:PATH</c>
/// (a video file, once, at its natural speed), <c>rtsp://…</c>, <c>http://…</c> or <c>https://…</c> (MJPEG), <c>v4l2:/dev/video0</c> or <c>images:FOLDER</c>.
/// </param>
public sealed record LicensedCamera(Guid CameraId, string Name, string Source);

/// <summary>What a licence allows one van that lost its connection.</summary>
/// <param name="WorkerId">The van's worker.</param>
/// <param name="Minutes">How long after the last confirmation of its lease.</param>
public sealed record LicensedOffline(Guid WorkerId, int Minutes)
{
    /// <summary>The allowance as a time.</summary>
    [JsonIgnore]
    public TimeSpan Length => TimeSpan.FromMinutes(Minutes);
}

/// <summary>A licence and the web's signature over it. What travels; the engine believes nothing else.</summary>
/// <param name="Payload">The licence as UTF-8 JSON, exactly the bytes that were signed.</param>
/// <param name="Signature">ECDSA P-256 over SHA-256 of <paramref name="Payload"/>, IEEE P1363 format (64 bytes).</param>
public sealed record SignedLicence(byte[] Payload, byte[] Signature);

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Lfr.Inference.Video;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;

namespace Lfr.Web.Biometrics;

/// <summary>
/// Passwords of cameras. They stand in the plan and in the licence encrypted under the installation's master key, in the place of the password, and are opened only for the worker that runs
/// the licence. Each is bound to its camera and to where it would be sent (<see cref="CameraPassword.Door"/>): whoever changes host, port or user must know it and type it again.
/// </summary>
public sealed class CameraPasswords(KeyFolder keys)
{
    private const string Mark = "lfr-sealed-";

    /// <summary>The plan with every password that was typed into an address encrypted. What is encrypted already stays as it is.</summary>
    public Plan Seal(Plan plan) =>
        plan.Cameras.Any(c => IsBare(c.Source)) ? plan with { Cameras = [.. plan.Cameras.Select(c => c with { Source = Seal(c.Id, c.Source) })] } : plan;

    /// <summary>The address with its password encrypted.</summary>
    public string Seal(Guid camera, string source)
    {
        if (CameraPassword.TakeOut(source) is not (var address, { } password) || IsSealed(password))
            return source;
        return CameraPassword.PutIn(address, Mark + Base64Url.EncodeToString(keys.Wrap(Owner(camera, address), Encoding.UTF8.GetBytes(password))));
    }

    /// <summary>The passwords of a licence's cameras that are encrypted in it, by camera. One that cannot be opened is missing.</summary>
    public IReadOnlyDictionary<Guid, string> Of(IEnumerable<LicensedCamera> cameras) =>
        cameras.Select(c => (c.CameraId, Password: Open(c.CameraId, c.Source))).Where(c => c.Password is not null).ToDictionary(c => c.CameraId, c => c.Password!);

    /// <summary>What is wrong with the password of a camera, as a sentence; <see langword="null"/> when nothing is.</summary>
    public string? Problem(Camera camera) =>
        CameraPassword.TakeOut(camera.Source).Password is { } password && IsSealed(password) && Open(camera.Id, camera.Source) is null
            ? "Its password was encrypted for another address or with another key, and cannot be read. Type it again."
            : null;

    /// <summary>Whether a password, as it stands in a plan, is encrypted.</summary>
    public static bool IsSealed(string password) => password.StartsWith(Mark, StringComparison.Ordinal);

    private static bool IsBare(string source) => CameraPassword.TakeOut(source).Password is { } password && !IsSealed(password);

    private string? Open(Guid camera, string source)
    {
        if (CameraPassword.TakeOut(source) is not (var address, { } password) || !IsSealed(password))
            return null;
        try
        {
            return Encoding.UTF8.GetString(keys.Unwrap(Owner(camera, address), Base64Url.DecodeFromChars(password.AsSpan(Mark.Length))));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // Whoever shows the plan says so (Problem), and nothing goes live with it.
            return null;
        }
    }

    private static byte[] Owner(Guid camera, string address) => Encoding.UTF8.GetBytes($"camera password|{camera:N}|{CameraPassword.Door(address)}");
}

using Lfr.Inference.Video;
using Lfr.Shared.Deployments;
using Lfr.Web.Biometrics;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>A camera as it is typed. Its password is not part of the address on the screen: once kept it is encrypted, and nobody reads it again.</summary>
public sealed class CameraDraft
{
    private string? password;
    private string? door;

    /// <summary>Begins with a camera of a plan.</summary>
    public CameraDraft(Camera camera)
    {
        (Id, Name, View) = (camera.Id, camera.Name, camera.View);
        (Source, password) = CameraPassword.TakeOut(camera.Source);
        door = CameraPassword.Door(Source);
    }

    /// <summary>Opaque id.</summary>
    public Guid Id { get; }

    /// <summary>Name.</summary>
    public string Name { get; set; }

    /// <summary>Address without its password; with it only while it is typed.</summary>
    public string Source { get; set; }

    /// <summary>View.</summary>
    public string View { get; set; }

    /// <summary>Whether it is one of the register, whose address planners never see.</summary>
    public bool IsRegistered => CameraReference.Is(Source);

    /// <summary>Whether the camera is on a network, and may ask for a password.</summary>
    public bool MayHavePassword => CameraPassword.Door(Source) is not null;

    /// <summary>Whether a password is kept for this address.</summary>
    public bool HasPassword => password is not null && door == CameraPassword.Door(Source);

    /// <summary>Whether a password was kept for another host, port or user: it is not sent to this one.</summary>
    public bool HasLostPassword => password is not null && !HasPassword;

    /// <summary>Keeps a password, encrypted for this address. An empty one forgets what was kept.</summary>
    public void Keep(string? typed, CameraPasswords passwords)
    {
        door = CameraPassword.Door(Source);
        password = string.IsNullOrEmpty(typed) ? null : CameraPassword.TakeOut(passwords.Seal(Id, CameraPassword.PutIn(Source, typed))).Password;
    }

    /// <summary>Takes a password out of the address that was typed, and keeps it.</summary>
    public void TakeOutPassword(CameraPasswords passwords)
    {
        if (CameraPassword.TakeOut(Source.Trim()) is not (var address, { } typed))
            return;
        Source = address;
        Keep(typed, passwords);
    }

    /// <summary>The camera for the plan.</summary>
    public Camera ToCamera() => new(Id, Name.Trim(), HasPassword ? CameraPassword.PutIn(Source.Trim(), password!) : Source.Trim(), View.Trim());
}

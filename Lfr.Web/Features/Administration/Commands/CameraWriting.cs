using Lfr.Inference.Video;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>A camera as an administrator writes it.</summary>
/// <param name="Details">What planners read of it.</param>
/// <param name="Address">Where its picture comes from. A password in it is taken out and encrypted.</param>
/// <param name="Password">A new password; empty to keep the one that is there.</param>
/// <param name="ForgetsPassword">Whether the one that is there goes.</param>
public sealed record WrittenCamera(CameraDetails Details, string Address, string Password, bool ForgetsPassword = false);

/// <summary>What registering and changing a camera have in common.</summary>
internal static class CameraWriting
{
    /// <summary>The address as it is kept, or why it cannot be.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="id">The camera.</param>
    /// <param name="written">What was written.</param>
    /// <param name="before">The address that is kept so far; <see langword="null"/> for a new camera.</param>
    /// <param name="addresses">Judges addresses as the engine does.</param>
    /// <param name="passwords">Encrypts passwords.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(Outcome Outcome, string Source)> JudgeAsync(
        CommandContext context, Guid id, WrittenCamera written, string? before, CameraAddresses addresses, CameraPasswords passwords, CancellationToken cancellationToken)
    {
        if (RegisteredCamera.Check(written.Details) is { Succeeded: false } incomplete)
            return (incomplete, "");
        var address = written.Address.Trim();
        if (address.Length == 0)
            return (Outcome.Incomplete("The camera has no address.", "Enter where its picture comes from, such as rtsp://10.0.0.5/stream."), "");
        if (CameraReference.Is(address) || addresses.Problem(address) is not null)
            return (Outcome.Incomplete(CameraReference.Is(address) ? "A camera of the register has an address of its own." : addresses.Problem(address)!, "Correct the address."), "");
        // The database finds those that begin alike, whatever the case of the letters; which of them is the same name is compared here.
        var (name, capitals) = (written.Details.Name.Trim(), written.Details.Name.Trim().ToUpperInvariant());
        var names = await context.Db.RegisteredCameras.AsNoTracking().Where(c => c.Id != id && c.RetiredBy == null && c.SearchText.StartsWith(capitals)).Select(c => c.Name).ToListAsync(cancellationToken);
        if (names.Exists(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)))
            return (Outcome.WrongState($"Another camera is called {name}.", "Give each camera a name of its own."), "");
        var source = Keep(id, address, written, before, passwords);
        return source.Length > RegisteredCamera.LongestSource ? (Outcome.Incomplete("The address is too long.", "Shorten it, or its password."), "") : (Outcome.Done, source);
    }

    // A password is kept for the very machine, port and user for which it was typed, and goes nowhere else.
    private static string Keep(Guid id, string address, WrittenCamera written, string? before, CameraPasswords passwords)
    {
        var (bare, typed) = CameraPassword.TakeOut(address);
        if (typed is null && written.Password.Length > 0 && CameraPassword.Door(bare) is not null)
            typed = written.Password;
        if (typed is not null)
            return passwords.Seal(id, CameraPassword.PutIn(bare, typed));
        return !written.ForgetsPassword && before is not null && CameraPassword.TakeOut(before) is (var old, { } kept) && CameraPassword.Door(old) == CameraPassword.Door(bare)
            ? CameraPassword.PutIn(bare, kept) : bare;
    }
}

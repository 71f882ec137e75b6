using Lfr.Web.Features.Account.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Account;

/// <summary>Where one is signed in, and the way to end it.</summary>
public partial class DevicesPart
{
    /// <summary>Open sessions.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<OwnDevice> Devices { get; set; } = [];

    /// <summary>Runs a command.</summary>
    [Parameter]
    [EditorRequired]
    public DoOnAccount Do { get; set; } = null!;

    [Inject]
    private EndOwnSession End { get; set; } = null!;

    [Inject]
    private EndOtherSessions EndOthers { get; set; } = null!;

    private Task EndAsync(OwnDevice device) => Do((actor, cancel) => End.RunAsync(actor, device.Id, cancel), "That device is signed out.");

    private Task EndOthersAsync() => Do(EndOthers.RunAsync, "All other devices are signed out.");
}

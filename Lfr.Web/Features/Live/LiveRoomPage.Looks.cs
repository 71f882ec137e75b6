using Lfr.Shared.Policy;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>What the room asks of those whom the plan does not name.</summary>
public sealed partial class LiveRoomPage
{
    [Inject]
    private SayWhyYouLook SayWhy { get; set; } = null!;

    private async Task<Outcome> SayWhyAsync(string reason)
    {
        actor = await Current.GetAsync(Leaving);
        var said = await SayWhy.RunAsync(actor, Id, reason, Leaving);
        if (said.Succeeded)
            await ReadDetailAsync();
        StateHasChanged();
        return said;
    }
}

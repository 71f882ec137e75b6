using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Components.Shared;

/// <summary>Stands where people would be shown: why they are not, and the question of those who have the duty but no task.</summary>
public partial class LookClosed
{
    private Outcome? refused;

    /// <summary>What the gate answered.</summary>
    [Parameter]
    [EditorRequired]
    public Outcome Outcome { get; set; } = Outcome.Done;

    /// <summary>Keeps the reason; the page reads again when that succeeds.</summary>
    [Parameter]
    [EditorRequired]
    public Func<string, Task<Outcome>> Say { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private async Task AskAsync()
    {
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            "Why do you need to see this?", "Show it", "You have no task at this deployment now. Every look is in the audit log with your reason.",
            Hint: "Such as the complaint or the inspection. Do not name the person."));
        if (reason is null)
            return;
        var said = await Say(reason);
        refused = said.Succeeded ? null : said;
    }
}

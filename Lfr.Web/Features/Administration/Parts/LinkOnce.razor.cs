using Lfr.Shared.Policy;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>The link of an invitation, shown to the administrator who made it and to nobody again. Where there is a mail server, the administrator may have it sent.</summary>
public sealed partial class LinkOnce
{
    private Outcome? mailed;
    private string shown = "";

    /// <summary>For whom.</summary>
    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Key in the link.</summary>
    [Parameter]
    [EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>Until when it works.</summary>
    [Parameter]
    [EditorRequired]
    public DateTimeOffset Until { get; set; }

    /// <summary>Whether it is an invitation: a link for a new password is never sent by e-mail.</summary>
    [Parameter]
    public bool IsForInvitation { get; set; } = true;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private MailLink Mails { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (shown != Key)
            (shown, mailed) = (Key, null);
    }

    private async Task MailAsync() => mailed = await Mails.RunAsync(await Current.GetAsync(), Key, CancellationToken.None);
}

using Lfr.Shared.Identity;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Account;

/// <summary>When one hears by e-mail of what needs one.</summary>
public partial class MailsPart
{
    /// <summary>The choice that counts now.</summary>
    [Parameter]
    [EditorRequired]
    public MailChoice Choice { get; set; }

    /// <summary>Where mails go.</summary>
    [Parameter]
    [EditorRequired]
    public string Email { get; set; } = "";

    /// <summary>Runs a command.</summary>
    [Parameter]
    [EditorRequired]
    public DoOnAccount Do { get; set; } = null!;

    [Inject]
    private ChooseMails Choose { get; set; } = null!;

    private Task ChooseAsync(MailChoice choice) => Do((actor, cancel) => Choose.RunAsync(actor, choice, cancel), $"E-mails about what needs you: {choice.InWords()}.");
}

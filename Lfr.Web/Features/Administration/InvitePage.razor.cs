using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Parts;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration;

/// <summary>The form that invites somebody; afterwards the link, once.</summary>
public sealed partial class InvitePage
{
    private static readonly (string, string?)[] Trail = [("People", LfrRoutes.People), ("Invite", null)];

    private readonly HashSet<string> duties = new(StringComparer.Ordinal);
    private ParticularsDraft draft = new();
    private string email = "";
    private Outcome? outcome;
    private string? key;
    private string invited = "";
    private DateTimeOffset until;

    [Inject]
    private InvitePerson Invite { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private void Choose(string duty, bool on)
    {
        if (on)
            duties.Add(duty);
        else
            duties.Remove(duty);
    }

    private void Begin()
    {
        (draft, email, outcome, key) = (new ParticularsDraft(), "", null, null);
        duties.Clear();
    }

    private async Task InviteAsync()
    {
        (outcome, var made) = await Invite.RunAsync(await Current.GetAsync(), new NewPerson(draft.Read(), email, [.. Roles.All.Where(duties.Contains)]), CancellationToken.None);
        if (outcome.Succeeded)
            (key, invited, until) = (made, draft.Name.Trim(), Time.GetUtcNow() + Invitation.Valid);
    }
}

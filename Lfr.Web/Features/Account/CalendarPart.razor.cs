using Lfr.Web.Features.Account.Commands;
using Lfr.Web.Features.Account.Queries;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Account;

/// <summary>The secret address of one's own calendar program: made, shown once, taken back.</summary>
public partial class CalendarPart
{
    private string? shown;

    /// <summary>The address that counts now; <see langword="null"/> while there is none.</summary>
    [Parameter]
    [EditorRequired]
    public OwnCalendar? Address { get; set; }

    /// <summary>Runs a command.</summary>
    [Parameter]
    [EditorRequired]
    public DoOnAccount Do { get; set; } = null!;

    [Inject]
    private MakeCalendarAddress Make { get; set; } = null!;

    [Inject]
    private RevokeCalendarAddress Revoke { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private Task MakeAsync() => Do(
        async (actor, cancel) =>
        {
            var (outcome, key) = await Make.RunAsync(actor, cancel);
            if (key is not null)
                shown = new Uri(new Uri(Navigation.BaseUri), LfrRoutes.StaffCalendar(key)).ToString();
            return outcome;
        },
        "The address is made. Copy it from below.");

    private Task RevokeAsync()
    {
        shown = null;
        return Do((actor, cancel) => Revoke.RunAsync(actor, cancel), "The address is taken back. It answers nobody any more.");
    }
}

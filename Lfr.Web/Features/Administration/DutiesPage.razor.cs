using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration;

/// <summary>The table of duties (<see cref="Permissions"/>) for everybody on the staff, with one's own lines marked.</summary>
public sealed partial class DutiesPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Actor actor = CurrentActor.Nobody;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    private string Yours => actor.RoleNames.Count == 0
        ? "You hold no duty yet. Ask an administrator."
        : $"You hold: {Words.AndList([.. Roles.All.Where(actor.Is).Select(Roles.InSentence)])}. Your lines are marked.";

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => actor = await Current.GetAsync(leaving.Token);

    private static string InWords(IReadOnlyList<string> roles) => roles.Count == 0 ? "–" : Words.Capital(string.Join(", ", roles.Select(Roles.InSentence)));
}

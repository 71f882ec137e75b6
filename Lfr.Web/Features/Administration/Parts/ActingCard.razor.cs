using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>In what a person stands in for others, and for how long; an administrator asks for it here and ends it.</summary>
public sealed partial class ActingCard
{
    private readonly HashSet<string> duties = new(StringComparer.Ordinal);
    private IReadOnlyList<ActingLine> lines = [];
    private Rank? rank;
    private string from = "";
    private string until = "";
    private string forWhom = "";
    private string why = "";
    private Outcome? outcome;
    private string done = "";

    /// <summary>Account.</summary>
    [Parameter]
    [EditorRequired]
    public Guid AccountId { get; set; }

    /// <summary>Who the person is.</summary>
    [Parameter]
    [EditorRequired]
    public Particulars Person { get; set; } = null!;

    /// <summary>Duties that the person has.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<string> Held { get; set; } = [];

    /// <summary>Who reads.</summary>
    [Parameter]
    [EditorRequired]
    public Actor Reader { get; set; } = CurrentActor.Nobody;

    /// <summary>Something was asked for or ended.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private PolicyNow InForce { get; set; } = null!;

    [Inject]
    private ReadActing Read { get; set; } = null!;

    [Inject]
    private AskToAct Ask { get; set; } = null!;

    [Inject]
    private EndActing End { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private bool Manages => Permissions.Of(Reader, Permissions.ManagePeople).Succeeded;

    private IEnumerable<Rank> Ranks => Enum.GetValues<Rank>().Where(r => r > Person.Rank);

    private IEnumerable<string> Duties => Acting.Possible.Where(d => !Held.Contains(d));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => lines = await Read.RunAsync(Reader, AccountId, CancellationToken.None);

    private void Choose(string duty, bool on)
    {
        if (on)
            duties.Add(duty);
        else
            duties.Remove(duty);
    }

    private async Task AskAsync()
    {
        if (DateLine.Read(from) is not { } first || DateLine.Read(until) is not { } last)
        {
            outcome = Outcome.Incomplete("The first or the last day is missing.", "Enter both.");
            return;
        }

        outcome = await Ask.RunAsync(await Current.GetAsync(), AccountId, new Acting(rank, [.. duties], first, last, forWhom, why), CancellationToken.None);
        done = "Asked. It counts when a second administrator confirms it.";
        if (outcome.Succeeded)
        {
            duties.Clear();
            (rank, from, until, forWhom, why) = (null, "", "", "", "");
        }

        await Changed.InvokeAsync();
    }

    private async Task EndAsync(ActingLine line)
    {
        var question = new ReasonQuestion("End this now?", "End", "It stops working within seconds. What was decided meanwhile stays as it is.", Grave: true);
        if (await ReasonDialog.AskAsync(Dialogs, question) is not { } reason)
            return;
        outcome = await End.RunAsync(await Current.GetAsync(), line.Id, reason, CancellationToken.None);
        done = "It ended.";
        await Changed.InvokeAsync();
    }
}

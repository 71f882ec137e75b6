using System.Text.Json;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;

namespace Lfr.Web.Features.Deployments;

/// <summary>
/// The plan, one step on the screen at a time, each with an address of its own. A draft saves itself a moment after the last keystroke; an authorised plan only when asked to, because a change takes the
/// authority away. If somebody else changed it meanwhile, nothing is overwritten and both people's words stand side by side.
/// </summary>
public sealed partial class PlanEditor
{
    private static readonly ConfirmQuestion Leave =
        new("Leave this page?", "Leave and lose the changes", "Not everything on this page is saved. What is not saved will be lost.", Destroys: true, BackLabel: "Stay");

    private SelfSavingDraft<Plan> text = null!;
    private IJSObjectReference? keeper;
    private KeptWords? kept;
    private Actor actor = CurrentActor.Nobody;
    private PlanSheet? sheet;
    private PlanDraft? draft;
    private bool loaded;
    private bool scriptAsked;
    private string? cameTo;
    private PlanSheet? theirs;
    private string? heard;
    private readonly FormProblems wrong = new();

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The step that is on the screen, as <see cref="PlanPlaces.Address"/> writes it.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? Step { get; set; }

    [Inject]
    private ReadPlan Read { get; set; } = null!;

    [Inject]
    private ChangePlan Change { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private bool MayChange => sheet is { MayChange: true };

    private bool SavesItself => sheet is { MayChange: true, State: DeploymentState.Draft };

    private IReadOnlyList<string> Problems => draft?.Problems ?? [];

    private PlanStep Current => PlanPlaces.Read(Step);

    private PlanStep? Before => Current == default ? null : Current - 1;

    private PlanStep? After => Current == Enum.GetValues<PlanStep>()[^1] ? null : Current + 1;

    private IReadOnlyList<PlanProgress> Steps => PlanProgress.Of(draft!, sheet!.Plan, sheet.Findings, sheet.Documents);

    private PlanProgress Shown => Steps.Single(s => s.Step == Current);

    /// <summary>What the page says it was refused for. Two people writing is shown by their words, and never takes the focus from whoever types on.</summary>
    private Outcome? Refusal => text.Refusal is { } refusal && !refusal.IsRefusedAs(RefusalKind.Conflict) ? refusal : null;

    /// <summary>Nobody fills in any more what is missing.</summary>
    private bool IsOver => sheet!.State is DeploymentState.Ended or DeploymentState.Debriefed or DeploymentState.Published or DeploymentState.Cancelled;

    private string ReadOnlyLine => !Permissions.WritePlans.IsDoneBy(actor) ? "You may read this plan. A planner changes it."
        : sheet!.State == DeploymentState.Submitted ? "The plan waits for the authorising officer. To change it, take the request back on the deployment's page."
        : $"The plan can no longer be changed: the deployment is {sheet.State.InSentence()}.";

    private string SavedLine
    {
        get
        {
            if (text is { IsDirty: true, IsConflict: false, IsSaving: false } && Problems.Count > 0)
                return $"Not all of it can be saved. {Problems[0]}";
            var line = text.Line("the plan", SavesItself ? "Saves itself as you write." : "Nothing changed.", "Saved");
            return heard is null || text.IsDirty ? line : $"{line} {heard}";
        }
    }

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind == ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async ValueTask LeaveAsync()
    {
        await text.DisposeAsync();
        if (keeper is not null)
        {
            try
            {
                await keeper.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone; nothing runs there any more.
                keeper = null;
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        text = new SelfSavingDraft<Plan>(Time, InvokeAsync, DispatchExceptionAsync)
        {
            Written = () => draft!.ToPlan(),
            Same = (one, other) => Json(one) == Json(other),
            // Own changes are told to this page, too, before the command returns: it must know them as its own.
            Save = async (plan, read, cancellationToken) => await Change.RunAsync(await Actors.GetAsync(cancellationToken), Id, plan, read, cancellationToken),
            Read = async cancellationToken => (theirs = await Read.RunAsync(actor, Id, cancellationToken)) is { } now ? (now.Plan, now.Revision) : null,
            SavesItself = () => SavesItself,
            HasUnreadable = () => Problems.Count > 0,
            AfterSave = WasSavedAsync,
            AfterItself = StateHasChanged,
        };
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => sheet?.Id == Id ? Task.CompletedTask : LoadAsync();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (sheet is null)
            return;
        if (!scriptAsked)
        {
            scriptAsked = true;
            keeper = await Script.InvokeAsync<IJSObjectReference>("import", Leaving, "./forms.js");
        }

        // A link that names a field leads to it, also when the page is already open.
        if (keeper is not null && cameTo != Navigation.Uri && new Uri(Navigation.Uri).Fragment is { Length: > 1 } field)
        {
            cameTo = Navigation.Uri;
            await keeper.InvokeVoidAsync("show", Leaving, field[1..]);
        }
    }

    private async Task LoadAsync()
    {
        actor = await Actors.GetAsync(Leaving);
        Show(await Read.RunAsync(actor, Id, Leaving));
        WasRead();
    }

    private void Show(PlanSheet? read)
    {
        sheet = read;
        if (sheet is not null)
        {
            draft = new PlanDraft(sheet.Plan, Time, sheet.Policy) { Window = { LongestHours = sheet.Policy?.Numbers.LongestWindowHours } };
            if (sheet.MayChange)
                draft.RenewTraining(sheet.Accounts);
            text.Show(sheet.Revision, saved: true);
        }

        (loaded, theirs) = (true, null);
        wrong.Clear();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        if (text.IsSaving || await Read.StandsAsync(Id, Leaving) is not { } stands || stands.Revision <= text.Revision || text.IsSaving)
            return;
        if (text.IsDirty)
        {
            // The attempt is refused, because this screen has read an older plan; then both stand side by side.
            await text.KeepAsync(Leaving);
        }
        else if (await Read.RunAsync(actor, Id, Leaving) is var now && !text.IsDirty && !text.IsSaving)
        {
            // Nothing was typed while it was read.
            Show(now);
            heard = $"Somebody else changed it at {ForceTime.Time(Time.GetUtcNow())}; this is the new plan.";
        }
    }

    private void Typed()
    {
        heard = null;
        wrong.Update(Wrong);
        text.Typed();
    }

    private async Task WasSavedAsync(Plan plan, CancellationToken cancellationToken)
    {
        sheet = sheet! with { Plan = plan, Findings = await Read.FindingsAsync(actor, Id, cancellationToken) };
        if (sheet.State == DeploymentState.Authorised && await Read.StandsAsync(Id, cancellationToken) is { } stands)
            sheet = sheet with { State = stands.State };
    }

    /// <summary>Saves what can be saved and shows beside the button what cannot.</summary>
    private Task SaveNowAsync()
    {
        text.Press();
        wrong.Refuse(Wrong());
        return text.KeepAsync(Leaving);
    }

    private IReadOnlyList<FieldProblem> Wrong() =>
        [.. draft!.Faults.Select(f => new FieldProblem(f.Field, f.Sentence, f.Step == Current ? null : LfrRoutes.PlanField(Id, f.Step.Address(), f.Field)))];

    private async Task MoveAwayAsync(LocationChangingContext context)
    {
        await text.KeepRestAsync(Leaving);
        // Going to another section is not leaving.
        var stays = new Uri(new Uri(Navigation.Uri), context.TargetLocation).AbsolutePath == new Uri(Navigation.Uri).AbsolutePath;
        if (!text.IsDirty || stays)
            return;
        if (!await ConfirmDialog.AskAsync(Dialogs, Leave))
            context.PreventNavigation();
        else
            await kept!.ForgetAsync();
    }

    private Task TakeTheirsAsync()
    {
        Show(theirs);
        heard = "This is the plan as they wrote it.";
        return Task.CompletedTask;
    }

    /// <summary>Their plan with what was changed here on top: the reader has seen both.</summary>
    private async Task KeepMineAsync()
    {
        var (merged, shown) = (PlanParts.Merge(text.Base!, draft!.ToPlan(), theirs!.Plan), theirs);
        Show(shown);
        draft = new PlanDraft(merged, Time, sheet!.Policy) { Window = { LongestHours = sheet!.Policy?.Numbers.LongestWindowHours } };
        Typed();
        if (SavesItself)
            await SaveNowAsync();
    }

    private async Task OpenAfreshAsync()
    {
        await LoadAsync();
        heard = "This is the latest plan.";
    }

    private static string Class(Tone tone) => tone switch { Tone.Good => "ok", Tone.Waiting => "warn", Tone.Bad => "bad", _ => "open" };

    private static string Icon(Tone tone) => tone switch
    {
        Tone.Good => Icons.Material.Filled.Check,
        Tone.Waiting => Icons.Material.Filled.PriorityHigh,
        Tone.Bad => Icons.Material.Filled.Close,
        _ => Icons.Material.Outlined.Circle,
    };

    private static string Json(Plan plan) => JsonSerializer.Serialize(plan);
}

using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Live;

/// <summary>
/// One alert, step by step: the two faces and nothing else; an answer with reasons; only then score and reasons for listing; the status check;
/// the officers; the outcome. Every step is one command, every step has a key.
/// </summary>
public sealed partial class AlertReview
{
    /// <summary>Answers within this long of the alert coming up were meant for what was there before.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(600);


    private readonly HashSet<string> features = new(StringComparer.Ordinal);
    private DateTimeOffset shownAt;
    private Answer? picked;
    private bool correcting;
    private bool correctingStatus;
    private bool scoreSeen;
    private int answersSeen;
    private int reportsSeen;
    private ReportMode? report;
    private AlertDetail? answering;
    private DateTimeOffset openedAt;
    private bool wholeFrame;
    private bool busy;
    private string note = "";
    private string checkedWith = "";
    private Outcome? outcome;

    // Said while typing and never cut: it stands in the record.
    private string? NoteProblem => TextLine.TooLong(note, 300);

    private string? SourceProblem => TextLine.TooLong(checkedWith, 200);

    /// <summary>The alert.</summary>
    [Parameter]
    [EditorRequired]
    public AlertDetail Detail { get; set; } = null!;

    /// <summary>Now.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>How long the screen has shown it, by a clock that nobody sets.</summary>
    [Parameter]
    public TimeSpan ShownFor { get; set; }

    /// <summary>Numbers of the policy.</summary>
    [Parameter]
    [EditorRequired]
    public LiveLimits Limits { get; set; } = null!;

    /// <summary>Whether the person may answer.</summary>
    [Parameter]
    public bool MayDecide { get; set; }

    /// <summary>Whether the person may decide where two others differ.</summary>
    [Parameter]
    public bool MayResolve { get; set; }

    /// <summary>Whether another alert waits.</summary>
    [Parameter]
    public bool HasNext { get; set; }

    /// <summary>Something was said about it.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>On to the next.</summary>
    [Parameter]
    public EventCallback OnNext { get; set; }

    [Inject]
    private AdjudicateAlert Adjudicate { get; set; } = null!;

    [Inject]
    private CorrectAnswer CorrectAnswer { get; set; } = null!;

    [Inject]
    private DecideAnswer DecideAnswer { get; set; } = null!;

    [Inject]
    private CheckAlertStatus CheckStatus { get; set; } = null!;

    [Inject]
    private CorrectAlertStatus CorrectStatus { get; set; } = null!;

    [Inject]
    private DispatchOfficers Dispatch { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>
    /// What is on the screen. Somebody who is about to answer keeps the question and the two images: what another person answers meanwhile is shown afterwards,
    /// or it would no longer be an answer of their own.
    /// </summary>
    private AlertDetail Shown => answering ?? Detail;

    private AlertLine Line => Shown.Line;

    private TimeSpan Waited => Now - Line.RaisedAt > ShownFor ? Now - Line.RaisedAt : ShownFor;

    private bool IsLate => Line.IsWaiting && Waited.TotalSeconds >= Limits.EscalationSeconds;

    /// <summary>Whether this person decides between two others.</summary>
    private bool Decides => MayResolve && Shown.Engagements.Count == 0 && Line.State == AlertState.Disputed && Statement.MayDecide(Shown.Answers, Shown.ReaderId).Succeeded;

    private bool Asks => (MayDecide && (Line.IsWaiting || correcting)) || Decides;

    private bool MayCorrect => MayDecide && !correcting && Shown.Engagements.Count == 0 && Shown.Answers.Count > 0
        && Statement.MayCorrect(Shown.Answers, "answer", Shown.Dispatched is not null, Shown.ReaderId, Now, out _).Succeeded;

    /// <summary>The check that stood everybody down; <see langword="null"/> when none did, or officers have reported since.</summary>
    private StatusCheck? StoodDown => Shown.Engagements.Count == 0 && Shown.StatusChecks is [.., { StillWanted: false } last] ? last : null;

    /// <summary>Where the status can be checked, as the policy names it, each with a key of its own that the page has for nothing else.</summary>
    private IReadOnlyList<(string Key, string Words)> Sources => StatusSourceKeys.Of(PolicyTerms.Of(Shown.Revealed?.Policy).StatusSources);

    // Before the answer nothing is known of the person.
    private string Still => Shown.Revealed is { } known ? known.Category.StillInWords(known.Policy) : "sought";

    /// <summary>Whether officers act on it, or did: a plan that says "arrest" must not stand beside somebody who is no longer wanted.</summary>
    private bool Acts => Line.State is AlertState.Credible or AlertState.Dispatched || (Line.State == AlertState.Closed && Shown.Engagements.Count > 0);

    private bool CorrectsStatus => correctingStatus && StoodDown is not null;

    /// <summary>Officers who are out may have spoken to somebody before they heard that two people differ, or that nobody is wanted.</summary>
    private bool MayReportAnyhow => MayDecide && Report is null
        && Shown is { Dispatched: not null, Engagements.Count: 0, Revealed: not null, Line.State: AlertState.Disputed or AlertState.Closed };

    /// <summary>The form of the officers' report, and as what it is kept; <see langword="null"/> while it is not on the screen.</summary>
    private ReportMode? Report => report ?? (MayDecide && Line.State == AlertState.Dispatched ? ReportMode.First : null);

    private string Reasons => picked is { } answer ? ReviewFeature.Reasons(answer, features, note) : "";

    private Finding? StatusFinding => Shown.Revealed?.Findings.FirstOrDefault(f => f.IsOf<AlertStatusIsCheckedAgain>());

    private bool NeedsStatus => Line.State == AlertState.Credible && (Shown.StatusChecks.Count == 0 || StatusFinding is { Blocks: true });

    /// <summary>What to think of before somebody is stopped; once nobody will be, it would only be noise.</summary>
    private IReadOnlyList<Finding> Warnings => [.. (Line.State is AlertState.Credible or AlertState.Dispatched ? Shown.Revealed?.Findings ?? [] : []).Where(f => f.Weight is Weight.Warn or Weight.Block && !f.IsOf<AlertStatusIsCheckedAgain>())];

    /// <summary>A key was pressed.</summary>
    public async Task KeyAsync(string key)
    {
        if (key == "f")
            wholeFrame = !wholeFrame;
        else if (!(MayDecide || Decides) || busy || Time.GetUtcNow() - shownAt < Grace)
            return;
        else if (Asks)
            await AskedKeyAsync(key);
        else if (key == "u" && MayCorrect)
            Correct();
        else if (NeedsStatus || CorrectsStatus)
            await StatusKeyAsync(key);
        else if (key == "Enter" && Line.State == AlertState.Credible)
            await DispatchAsync();
        else if (key == "Enter" && Line.IsResolved)
            await OnNext.InvokeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => openedAt = shownAt = Time.GetUtcNow();

    /// <inheritdoc/>
    protected override void OnParametersSet() => scoreSeen |= Shown.Revealed is not null;

    private async Task AskedKeyAsync(string key)
    {
        switch (key)
        {
            case "1":
                Pick(Answer.Same);
                break;
            case "2":
                Pick(Answer.NotSame);
                break;
            case "3":
                Pick(Answer.CannotTell);
                break;
            case "Enter" when picked is not null:
                await AnswerAsync();
                break;
            default:
                if (picked is { } answer && ReviewFeature.For(answer).FirstOrDefault(f => string.Equals(f.Key, key, StringComparison.Ordinal)) is { } feature)
                    Toggle(feature);
                break;
        }
    }

    private async Task StatusKeyAsync(string key)
    {
        if (Sources.FirstOrDefault(s => string.Equals(s.Key, key, StringComparison.Ordinal)) is { Words: { } words })
            checkedWith = words;
        else if (key == "1" && CorrectsStatus)
            await CorrectStatusAsync();
        else if (key == "1")
            await CheckAsync(true);
        else if (key == "2" && !CorrectsStatus)
            await CheckAsync(false);
    }

    private void Pick(Answer answer)
    {
        if (picked != answer)
            features.Clear();
        if (Line.IsWaiting)
            answering = Shown;
        if (picked is null && !correcting)
            answersSeen = Shown.Answers.Count;
        picked = answer;
        outcome = null;
    }

    private void Toggle(ReviewFeature feature)
    {
        if (!features.Remove(feature.Word))
            features.Add(feature.Word);
    }

    private void Correct()
    {
        Leave();
        (correcting, answersSeen) = (true, Shown.Answers.Count);
    }

    /// <summary>Leaves the question; what others answered meanwhile comes onto the screen.</summary>
    private void Leave()
    {
        (picked, correcting, note, answering) = (null, false, "", null);
        features.Clear();
    }

    private void BeginReport(ReportMode mode) => (report, reportsSeen) = (mode, Shown.Engagements.Count);

    // The key Enter comes here too, past the button that is disabled.
    private Task AnswerAsync() => NoteProblem is not null ? Task.CompletedTask : DoAsync(async actor =>
    {
        var (answer, reasons) = (picked!.Value, Reasons);
        var answered = correcting
            ? await CorrectAnswer.RunAsync(actor, Line.Id, answer, reasons, answersSeen, CancellationToken.None)
            : Decides
                ? await DecideAnswer.RunAsync(actor, Line.Id, answer, reasons, answersSeen, scoreSeen, CancellationToken.None)
                : await Adjudicate.RunAsync(actor, Line.Id, answer, reasons, openedAt, CancellationToken.None);
        // Reasons that are still to be mended stay; a refusal because of somebody else shows what they did.
        if (answered.Succeeded || answered.IsRefusedAs(RefusalKind.State) || answered.IsRefusedAs(RefusalKind.Conflict))
            Leave();
        return answered;
    });

    private Task CheckAsync(bool stillWanted) => SourceProblem is not null
        ? Task.CompletedTask
        : DoAsync(actor => CheckStatus.RunAsync(actor, Line.Id, stillWanted, checkedWith, Shown.StatusChecks.Count, CancellationToken.None));

    private Task CorrectStatusAsync() => DoAsync(async actor =>
    {
        var corrected = await CorrectStatus.RunAsync(actor, Line.Id, checkedWith, Shown.StatusChecks.Count, CancellationToken.None);
        correctingStatus = corrected.IsRefusedAs(RefusalKind.Form);
        return corrected;
    });

    private Task DispatchAsync() => DoAsync(actor => Dispatch.RunAsync(actor, Line.Id, Shown.Revision, CancellationToken.None));

    private async Task ReportedAsync()
    {
        report = null;
        await OnChanged.InvokeAsync();
    }

    private async Task DoAsync(Func<Lfr.Shared.Identity.Actor, Task<Outcome>> command)
    {
        if (busy)
            return;
        busy = true;
        try
        {
            var answer = await command(await Current.GetAsync());
            outcome = answer.Succeeded ? null : answer;
            if (answer.Succeeded)
                shownAt = Time.GetUtcNow();
        }
        finally
        {
            busy = false;
        }

        await OnChanged.InvokeAsync();
    }

    private static string Score(float score) => Words.Cosine(score);
}

using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Shared.Alerts;

/// <summary>Answers to "same person?" (R31, R32). A missing answer never becomes a yes, however long it takes.</summary>
public sealed partial class Alert
{
    /// <summary>
    /// Answers from the images alone, without having seen anybody's answer. If somebody answered first, this one is kept beside theirs: equal answers stand,
    /// different ones are a disagreement. Also taken after officers were sent: they must hear of a doubt.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="reasons">Features that decided it; at least one reason is needed.</param>
    /// <param name="openedAt">When the reviewer first saw the images.</param>
    /// <param name="reviewer">Who.</param>
    /// <param name="now">When.</param>
    public Outcome Adjudicate(Answer answer, string reasons, DateTimeOffset openedAt, Actor reviewer, DateTimeOffset now)
    {
        if (MayAnswer(answer, reasons) is { Succeeded: false } refused)
            return refused;
        if (Adjudications.LastOrDefault(a => a.By.UserId == reviewer.UserId) is { } own)
            return Outcome.WrongState($"You have already answered alert {Sequence}: '{own.Answer.InWords()}'.", "Change that answer if it is wrong.");
        Append(new Adjudication(answer, reasons.Trim(), openedAt, reviewer.Sign(now)) { Kind = StatementKind.Independent });
        ClaimedBy ??= reviewer.Sign(openedAt);
        return Outcome.Done;
    }

    /// <summary>
    /// Corrects the answer: its author a slip, within <see cref="Statement.CorrectionTime"/> and before officers are sent; afterwards a second person who has seen it.
    /// The score was on the screen by then, and the answer is marked so.
    /// </summary>
    /// <param name="answer">The right answer.</param>
    /// <param name="reasons">What decided it.</param>
    /// <param name="answersSeen">Number of answers on the person's screen.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    public Outcome CorrectAnswer(Answer answer, string reasons, int answersSeen, Actor by, DateTimeOffset now)
    {
        if (MayAnswer(answer, reasons) is { Succeeded: false } refused)
            return refused;
        if (Adjudications is not [.., var last])
            return Outcome.WrongState($"Nobody has answered alert {Sequence} yet.", "Answer it.");
        if (answersSeen != Adjudications.Count)
            return Outcome.Conflict(Said(last));
        if (Statement.MayCorrect(Adjudications, "answer", DispatchedBy is not null, by.UserId, now, out var kind) is { Succeeded: false } notNow)
            return notNow;
        if (kind != StatementKind.OwnCorrection && Adjudication?.Answer == answer)
            return Outcome.WrongState($"The answer to alert {Sequence} already is '{answer.InWords()}'.", "Choose another one, or leave it.");
        Append(new Adjudication(answer, reasons.Trim(), now, by.Sign(now)) { Kind = kind, ScoreShown = true });
        return Outcome.Done;
    }

    /// <summary>Decides a disagreement. Only a third person can.</summary>
    /// <param name="answer">The answer that counts from now on.</param>
    /// <param name="reasons">What decided it.</param>
    /// <param name="answersSeen">Number of answers on the person's screen.</param>
    /// <param name="scoreShown">Whether the score was on that screen, too.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    public Outcome DecideAnswer(Answer answer, string reasons, int answersSeen, bool scoreShown, Actor by, DateTimeOffset now)
    {
        if (MayAnswer(answer, reasons) is { Succeeded: false } refused)
            return refused;
        if (answersSeen != Adjudications.Count && Adjudications is [.., var last])
            return Outcome.Conflict(Said(last));
        if (Statement.MayDecide(Adjudications, by.UserId) is { Succeeded: false } notYou)
            return notYou;
        Append(new Adjudication(answer, reasons.Trim(), now, by.Sign(now)) { Kind = StatementKind.Decision, ScoreShown = scoreShown });
        return Outcome.Done;
    }

    private Outcome MayAnswer(Answer answer, string reasons)
    {
        if (!Enum.IsDefined(answer))
            return Outcome.Incomplete("There is no such answer.", "Choose same, not the same or cannot tell.");
        if (Engagements.Count > 0)
            return Outcome.WrongState($"Officers have reported the outcome of alert {Sequence}, so the answer can no longer be changed.", "Correct the outcome instead.");
        return string.IsNullOrWhiteSpace(reasons)
            ? Outcome.Refused(RuleBook.Find<AlertIsNotDecidedByTheScore>().Weigh(
                Verdict.Broken("No reasons are given.", "Say what in the two images decided it; a score is no reason."), Weight.Block))
            : Outcome.Done;
    }

    private void Append(Adjudication answer)
    {
        Adjudications = [.. Adjudications, answer];
        Settle();
    }

    private static string Said(Adjudication answer) => $"{answer.By.Name} answered '{answer.Answer.InWords()}' while you were looking at it.";
}

using Lfr.Shared.Alerts;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R31: no adverse effect without a human decision, and two people who differ have not decided. Source: the Surveillance Camera Code, and the rules on automated decisions of DPA 2018 Part 3.
/// </summary>
[Rule("R31", "A person decides before officers are sent", "the operator or the engagement officer")]
public sealed class AlertIsDecidedByAPerson : Rule<AlertDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(AlertDossier dossier) => dossier.Alert switch
    {
        { Answers.Disagreement: { First: var first, Second: var second } } => Verdict.Broken(
            $"{first.By.Name} answered '{first.Answer.InWords()}', {second.By.Name} answered '{second.Answer.InWords()}'.", "Officers cannot be sent until a third person decides."),
        { Adjudication: null } => Verdict.Broken("Nobody has answered yet whether it is the same person.", "Look at the two images and answer."),
        { Adjudication.Answer: Answer.Same, Answers.Standing: var answers } when answers.Select(a => a.By.UserId).Distinct().Count() < dossier.Policy.Numbers.VerifyingPeople => Verdict.Broken(
            $"{Words.AndList([.. answers.Select(a => a.By.Name)])} judged it the same person; {dossier.Policy.Numbers.VerifyingPeople} people must, each for themselves.", "Ask somebody else to look at the two images and answer."),
        { Adjudication.Answer: Answer.Same, Answers.Standing: var answers } => Verdict.Met($"{Words.AndList([.. answers.Select(a => a.By.Name)])} judged it the same person."),
        { Adjudication: { Answer: Answer.NotSame } answer } => Verdict.Broken($"{answer.By.Name} judged it not the same person.", "Correct the answer if it was wrong."),
        { Adjudication: var answer } => Verdict.Broken($"{answer.By.Name} could not tell.", "Correct the answer if somebody can tell."),
    };
}

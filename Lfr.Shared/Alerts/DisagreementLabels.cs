namespace Lfr.Shared.Alerts;

/// <summary>What a reader is told of two people who differ: who said what first, and what follows.</summary>
public static class DisagreementLabels
{
    /// <summary><c>PC Reed answered 'not the same person' first; you answered 'same person'. Officers cannot be sent until a third person decides.</c></summary>
    /// <param name="open">The two answers.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="officersSent">Whether officers are out already.</param>
    public static string Of(Disagreement<Adjudication> open, Guid reader, bool officersSent) => string.Concat(
        $"{Who(open.First, reader, true)} answered '{open.First.Answer.InWords()}' first; {Who(open.Second, reader, false)} answered '{open.Second.Answer.InWords()}'. ",
        officersSent ? "Officers are out: they hold off until a third person decides." : "Officers cannot be sent until a third person decides.");

    /// <summary><c>PC Reed reported 'Seen, then lost' first; you reported 'Spoken to: The person sought, Arrest'. A third person decides which is right.</c></summary>
    /// <param name="open">The two reports.</param>
    /// <param name="reader">Who reads it.</param>
    public static string Of(Disagreement<Engagement> open, Guid reader) =>
        $"{Who(open.First, reader, true)} reported '{open.First.InWords()}' first; {Who(open.Second, reader, false)} reported '{open.Second.InWords()}'. A third person decides which is right.";

    private static string Who(IStatement said, Guid reader, bool first) => said.By.UserId != reader ? said.By.Name : first ? "You" : "you";
}

using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Alerts;

/// <summary>How what somebody says about an alert stands to what others had said. The numbers are kept in the database.</summary>
public enum StatementKind
{
    /// <summary>
    /// A second person saw what was said and corrects it. Also what was kept before kinds were: then the last statement counted, as it does after a correction.
    /// </summary>
    Correction = 0,

    /// <summary>Said without having seen what anybody else said.</summary>
    Independent = 1,

    /// <summary>The author corrects a slip, within <see cref="Statement.CorrectionTime"/>.</summary>
    OwnCorrection = 2,

    /// <summary>Somebody who was corrected stands by their view: a disagreement.</summary>
    Objection = 3,

    /// <summary>A third person decides a disagreement.</summary>
    Decision = 4,
}

/// <summary>What people say about an alert, of whom more than one may be asked: an answer, a report of the outcome.</summary>
public interface IStatement
{
    /// <summary>Who and when.</summary>
    Signature By { get; }

    /// <summary>How it stands to what others had said.</summary>
    StatementKind Kind { get; }

    /// <summary>Whether <paramref name="other"/> says the same, whatever its reasons.</summary>
    bool Agrees(IStatement other);
}

/// <summary>Who may change what was said. Pages ask before they offer it, the aggregate before it takes it.</summary>
public static class Statement
{
    /// <summary>How long an author may correct a slip. Afterwards a second person must.</summary>
    public static readonly TimeSpan CorrectionTime = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether, and as what, a person may correct what was said: its author within <see cref="CorrectionTime"/>, later a second person. Once two differ, neither of
    /// them nor a correction ends it.
    /// </summary>
    /// <param name="said">Everything that was said, oldest first.</param>
    /// <param name="thing">Kind of statement, as it stands in a sentence: <c>answer</c>.</param>
    /// <param name="officersSent">Whether officers were sent since, so that it is too late for its author.</param>
    /// <param name="by">Who wants to correct it.</param>
    /// <param name="now">When.</param>
    /// <param name="kind">As what it would be kept.</param>
    public static Outcome MayCorrect<T>(IReadOnlyList<T> said, string thing, bool officersSent, Guid by, DateTimeOffset now, out StatementKind kind)
        where T : class, IStatement
    {
        var weighed = Weigh(said);
        kind = StatementKind.OwnCorrection;
        if (weighed.Standing.FirstOrDefault(s => s.By.UserId == by) is { } own)
        {
            var toDo = weighed.Disagreement is null ? "Ask a second person to correct it." : "Ask a third person to decide.";
            if (officersSent)
                return Outcome.WrongState($"Officers were sent, so you can no longer change your own {thing}.", toDo);
            return now - own.By.At > CorrectionTime
                ? Outcome.WrongState($"You saved your {thing} more than {Words.Duration(CorrectionTime)} ago.", toDo)
                : Outcome.Done;
        }

        if (weighed.Disagreement is { } open)
            return Outcome.WrongState($"{open.First.By.Name} and {open.Second.By.Name} differ.", "Decide which of them is right.");
        var spokeBefore = said.Any(s => s.By.UserId == by);
        if (spokeBefore && weighed.Counts is { Kind: StatementKind.Decision } decision)
            return Outcome.WrongState($"{decision.By.Name} decided between you and somebody else.", "Ask a person who has not spoken yet to look.");
        kind = spokeBefore ? StatementKind.Objection : StatementKind.Correction;
        return Outcome.Done;
    }

    /// <summary>Whether a person may decide a disagreement: a third person.</summary>
    public static Outcome MayDecide<T>(IReadOnlyList<T> said, Guid by)
        where T : class, IStatement
    {
        if (Weigh(said).Disagreement is not { } open)
            return Outcome.WrongState("Nobody disagrees about this alert.");
        return open.Involves(by)
            ? Outcome.WrongState($"{open.First.By.Name} and {open.Second.By.Name} differ, and you are one of them.", "Ask a third person to decide.")
            : Outcome.Done;
    }

    /// <summary>Weighs statements, oldest first.</summary>
    public static Weighed<T> Weigh<T>(IEnumerable<T> said)
        where T : class, IStatement
    {
        List<T> standing = [];
        Disagreement<T>? open = null;
        var ever = false;
        foreach (var statement in said)
        {
            var own = statement.Kind == StatementKind.OwnCorrection ? standing.FindIndex(s => s.By.UserId == statement.By.UserId) : -1;
            if (own >= 0)
            {
                // The slip is mended; that two people differed stays, and a third decides.
                open = open is null ? null : new Disagreement<T>(ReferenceEquals(open.First, standing[own]) ? statement : open.First, ReferenceEquals(open.Second, standing[own]) ? statement : open.Second);
                standing[own] = statement;
            }
            else
            {
                if (statement.Kind is StatementKind.Correction or StatementKind.Decision)
                {
                    standing.Clear();
                    open = null;
                }

                standing.Add(statement);
            }

            if (open is null && standing.FirstOrDefault(s => !s.Agrees(statement)) is { } other)
            {
                open = new Disagreement<T>(other, statement);
                ever = true;
            }
        }

        return new Weighed<T>(standing, open, ever);
    }

    /// <summary>The kind in plain words; <see langword="null"/> where nothing need be said.</summary>
    public static string? InWords(this StatementKind kind) => kind switch
    {
        StatementKind.Correction => "correction by a second person",
        StatementKind.Independent => null,
        StatementKind.OwnCorrection => "corrected by the same person",
        StatementKind.Objection => "objection to the correction",
        StatementKind.Decision => "decided by a third person",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}

/// <summary>Two people who say different things. Neither of them can end it.</summary>
/// <param name="First">Said first.</param>
/// <param name="Second">What differs from it.</param>
public sealed record Disagreement<T>(T First, T Second)
    where T : IStatement
{
    /// <summary>Whether this person is one of the two.</summary>
    public bool Involves(Guid userId) => First.By.UserId == userId || Second.By.UserId == userId;
}

/// <summary>Several people's statements about one thing, weighed: which stand, and whether they differ.</summary>
/// <param name="Standing">Those that nothing has replaced, oldest first.</param>
/// <param name="Disagreement">Two that differ and that no third person has decided; <see langword="null"/> when they agree.</param>
/// <param name="EverDiffered">Whether there ever was a disagreement.</param>
public sealed record Weighed<T>(IReadOnlyList<T> Standing, Disagreement<T>? Disagreement, bool EverDiffered)
    where T : class, IStatement
{
    /// <summary>The statement that counts: the first that stands; <see langword="null"/> while nobody has spoken or people disagree.</summary>
    public T? Counts => Disagreement is null && Standing is [var first, ..] ? first : null;
}

using Lfr.Shared.Alerts;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Identity;

/// <summary>One thing that somebody looks at.</summary>
/// <param name="Id">Entry or alert.</param>
/// <param name="EntryId">Entry of the person who is seen.</param>
/// <param name="Name">How the log names it: <c>R-00007</c>, <c>alert 12</c>. Nobody's name.</param>
public sealed record LookedAt(Guid Id, Guid EntryId, string Name)
{
    /// <summary>An entry.</summary>
    public static LookedAt Of(WatchlistEntry entry) => new(entry.Id, entry.Id, entry.Reference);

    /// <summary>An alert. Its entry is not named: whoever may not know it yet reads the same log.</summary>
    public static LookedAt Of(Alert alert) => new(alert.Id, alert.EntryId, $"alert {alert.Sequence}");
}

/// <summary>What somebody is about to be shown.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="DeploymentId">Deployment; <see langword="null"/> for the log of all of them.</param>
/// <param name="Things">What is on the page.</param>
public sealed record Look(LookKind Kind, Guid? DeploymentId, IReadOnlyList<LookedAt> Things)
{
    private const int MostNamed = 3;

    /// <summary>What the audit log says it is about.</summary>
    public string Subject => (Kind, Things) switch
    {
        (LookKind.LogTable, _) => "Audit log",
        (LookKind.Bundle, _) => $"Deployment {DeploymentId}",
        (LookKind.Alert or LookKind.SoughtPerson or LookKind.Engagements, [var alert]) => $"Alert {alert.Id}",
        (LookKind.Engagements or LookKind.SoughtPerson, _) => $"Deployment {DeploymentId}",
        (_, [var entry]) => $"Entry {entry.Id}",
        _ => $"Watchlist of deployment {DeploymentId}",
    };

    /// <summary>The line of the log.</summary>
    /// <param name="why">The reason in words.</param>
    public string Sentence(string why) =>
        $"Looked at {Kind.InWords()}{(Things.Count == 0 ? "" : $": {Named}")}. Why: {Words.AsSentence(why)}";

    private string Named => Things.Count <= MostNamed
        ? Words.AndList([.. Things.Select(t => t.Name)])
        : $"{Things[0].Name} to {Things[^1].Name}, {Words.Number(Things.Count)} of them";
}

/// <summary>What a look brought.</summary>
/// <param name="Outcome">Whether it was granted, and is in the log.</param>
/// <param name="Value">What is shown; <see langword="null"/> when it was refused or is not there.</param>
public sealed record Looked<T>(Outcome Outcome, T? Value)
    where T : class;

/// <summary>Looks that bring nothing.</summary>
public static class Looked
{
    /// <summary>Nothing is there, or not on this page for this person.</summary>
    public static Looked<T> Nothing<T>()
        where T : class => new(Outcome.Done, null);
}

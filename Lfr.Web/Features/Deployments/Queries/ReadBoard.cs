using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>Columns of the board, in the order of a deployment's life.</summary>
public enum BoardColumn
{
    /// <summary>Being planned.</summary>
    Draft,

    /// <summary>Waiting for authority.</summary>
    Submitted,

    /// <summary>Authorised, not live yet.</summary>
    Authorised,

    /// <summary>Live or paused.</summary>
    Live,

    /// <summary>Ended, and not public yet.</summary>
    Closing,
}

/// <summary>A deployment on the board.</summary>
/// <param name="Row">What every list says of it.</param>
/// <param name="Ready">How many of <see cref="Parts"/> are there.</param>
/// <param name="Missing">What of them is not there yet, in the order in which it is made.</param>
/// <param name="Deadline">The next deadline.</param>
public sealed record BoardCard(DeploymentRow Row, int Ready, IReadOnlyList<string> Missing, Deadline? Deadline)
{
    /// <summary>What a deployment needs before it can go live, by its outline: the rules on its own page say it in full.</summary>
    public const int Parts = 4;

    /// <summary>How ready it is, in a line; empty once it is not ahead any more.</summary>
    public string Readiness => Row.Standing is not { IsAhead: true } ? ""
        : Missing.Count == 0 ? $"{Parts} of {Parts} ready" : $"{Ready} of {Parts} ready, missing: {string.Join(", ", Missing)}";

    /// <summary>The card of a row.</summary>
    public static BoardCard Of(DeploymentRow row)
    {
        if (row.Standing is not { IsAhead: true } standing)
            return new BoardCard(row, 0, [], null);
        (bool IsThere, string Name)[] parts = [(standing.HasWindow, "date"), (standing.NoticeFits, "notice"), (standing.HasAuthority, "authority"), (standing.IsSealed, "sealed list")];
        return new BoardCard(row, parts.Count(p => p.IsThere), [.. parts.Where(p => !p.IsThere).Select(p => p.Name)], row.Deadline);
    }
}

/// <summary>A column of the board.</summary>
/// <param name="Column">Which.</param>
/// <param name="Cards">Its cards, those that are due first at the top; at most <see cref="ReadBoard.Most"/>.</param>
/// <param name="Total">How many deployments it has.</param>
public sealed record BoardLane(BoardColumn Column, IReadOnlyList<BoardCard> Cards, int Total);

/// <summary>Reads the deployments under way by state.</summary>
public sealed class ReadBoard(ListDeployments list)
{
    /// <summary>The longest column; the list has the rest.</summary>
    public const int Most = 40;

    /// <summary>The columns, also those that are empty; <see langword="null"/> when the reader may not see deployments.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="search">Part of name, place or number; empty for all.</param>
    /// <param name="most">The longest column.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<BoardLane>?> RunAsync(Actor reader, string search, int most, CancellationToken cancellationToken)
    {
        if (await list.UnderWayAsync(reader, search, cancellationToken) is not { } rows)
            return null;
        var lanes = rows.ToLookup(r => ColumnOf(r.State));
        return [.. Enum.GetValues<BoardColumn>().Select(c => new BoardLane(
            c, [.. lanes[c].OrderBy(r => r.Deadline?.Due ?? r.Starts ?? DateTimeOffset.MaxValue).ThenBy(r => r.Reference, ReferenceOrder.ByNumber).Take(most).Select(BoardCard.Of)], lanes[c].Count()))];
    }

    private static BoardColumn? ColumnOf(DeploymentState state) => state switch
    {
        DeploymentState.Draft => BoardColumn.Draft,
        DeploymentState.Submitted => BoardColumn.Submitted,
        DeploymentState.Authorised => BoardColumn.Authorised,
        DeploymentState.Live or DeploymentState.Paused => BoardColumn.Live,
        DeploymentState.Ended or DeploymentState.Debriefed => BoardColumn.Closing,
        _ => null,
    };
}

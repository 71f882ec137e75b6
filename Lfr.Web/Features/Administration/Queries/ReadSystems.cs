using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>Another system, as an administrator sees it.</summary>
/// <param name="Id">The system.</param>
/// <param name="Name">Its name.</param>
/// <param name="Responsible">Who answers for it.</param>
/// <param name="May">What it may do, in words.</param>
/// <param name="Networks">Where it may come from.</param>
/// <param name="ExpiresAt">Until when its key works.</param>
/// <param name="AskedBy">Who asked, and when.</param>
/// <param name="ConfirmedBy">Who confirmed, and when.</param>
/// <param name="RevokedBy">Who ended it, and when.</param>
/// <param name="RevokedBecause">Why.</param>
/// <param name="Works">Whether its key works.</param>
/// <param name="IsWaiting">Whether it waits for a second administrator.</param>
/// <param name="LastCallAt">When it last changed something.</param>
/// <param name="IsAnswered">Whether somebody answers for it who was not retired.</param>
/// <param name="HandedTo">Who is to answer for it in place of another, while that waits for a second administrator.</param>
public sealed record SystemLine(
    Guid Id, string Name, string Responsible, IReadOnlyList<string> May, IReadOnlyList<string> Networks, DateTimeOffset ExpiresAt, Signature AskedBy, Signature? ConfirmedBy, Signature? RevokedBy,
    string RevokedBecause, bool Works, bool IsWaiting, DateTimeOffset? LastCallAt, bool IsAnswered, SystemHandover? HandedTo);

/// <summary>Somebody who may answer for a system.</summary>
/// <param name="Id">Account.</param>
/// <param name="Name">Name.</param>
public sealed record ResponsiblePerson(Guid Id, string Name);

/// <summary>Other systems, and who may answer for one.</summary>
/// <param name="Systems">Newest first.</param>
/// <param name="People">By name.</param>
public sealed record SystemsView(IReadOnlyList<SystemLine> Systems, IReadOnlyList<ResponsiblePerson> People);

/// <summary>Reads which other systems may talk to Lfr.</summary>
public sealed class ReadSystems(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>Reads them; empty for whoever may not see them.</summary>
    public async Task<SystemsView> RunAsync(Actor reader, CancellationToken cancellationToken)
    {
        if (!Permissions.ManageSystems.IsSeenBy(reader))
            return new SystemsView([], []);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var clients = await db.SystemClients.AsNoTracking().ToListAsync(cancellationToken);
        var last = await db.SystemCalls.GroupBy(c => c.ClientId).Select(g => new { g.Key, At = g.Max(c => c.At) }).ToDictionaryAsync(c => c.Key, c => c.At, cancellationToken);
        var people = await db.Users.AsNoTracking().Where(u => u.RetiredAt == null).OrderBy(u => u.DisplayName).Select(u => new ResponsiblePerson(u.Id, u.DisplayName)).ToListAsync(cancellationToken);
        var active = people.Select(p => p.Id).ToHashSet();
        return new SystemsView(
            [
                .. clients.OrderByDescending(c => c.AskedBy.At).Select(c => new SystemLine(
                    c.Id, c.Name, c.ResponsibleName, [.. c.Scopes.Select(SystemScopes.InWords)], c.Networks, c.ExpiresAt, c.AskedBy, c.ConfirmedBy, c.RevokedBy, c.RevokedBecause,
                    c.Works(now), c.IsWaiting(now), last.TryGetValue(c.Id, out var at) ? at : null, active.Contains(c.ResponsibleId), c.HandedTo is { } handed && handed.IsWaiting(now) ? handed : null)),
            ],
            people);
    }
}

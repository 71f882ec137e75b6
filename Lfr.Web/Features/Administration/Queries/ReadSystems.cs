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
/// <param name="Email">Address, by which two of one name are told apart.</param>
public sealed record ResponsiblePerson(Guid Id, string Name, string Email)
{
    /// <summary>As the person is chosen.</summary>
    public string InWords => $"{Name}, {Email}";
}

/// <summary>Other systems.</summary>
/// <param name="Systems">Newest first.</param>
public sealed record SystemsView(IReadOnlyList<SystemLine> Systems);

/// <summary>Reads which other systems may talk to Lfr.</summary>
public sealed class ReadSystems(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>Most people that are offered at once.</summary>
    public const int MostPeople = 20;

    /// <summary>Reads them; empty for whoever may not see them.</summary>
    public async Task<SystemsView> RunAsync(Actor reader, CancellationToken cancellationToken)
    {
        if (!Permissions.ManageSystems.IsSeenBy(reader))
            return new SystemsView([]);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var clients = await db.SystemClients.AsNoTracking().ToListAsync(cancellationToken);
        var last = await db.SystemCalls.GroupBy(c => c.ClientId).Select(g => new { g.Key, At = g.Max(c => c.At) }).ToDictionaryAsync(c => c.Key, c => c.At, cancellationToken);
        var named = clients.ConvertAll(c => c.ResponsibleId);
        var active = await db.Users.Where(u => u.RetiredAt == null && named.Contains(u.Id)).Select(u => u.Id).ToListAsync(cancellationToken);
        return new SystemsView(
            [
                .. clients.OrderByDescending(c => c.AskedBy.At).Select(c => new SystemLine(
                    c.Id, c.Name, c.ResponsibleName, [.. c.Scopes.Select(SystemScopes.InWords)], c.Networks, c.ExpiresAt, c.AskedBy, c.ConfirmedBy, c.RevokedBy, c.RevokedBecause,
                    c.Works(now), c.IsWaiting(now), last.TryGetValue(c.Id, out var at) ? at : null, active.Contains(c.ResponsibleId), c.HandedTo is { } handed && handed.IsWaiting(now) ? handed : null)),
            ]);
    }

    /// <summary>The first who may answer for a system and have every word in name, address, force number or unit; nobody for whoever asks for no system. A force has thousands of people.</summary>
    public async Task<IReadOnlyList<ResponsiblePerson>> FindAsync(Actor reader, string words, CancellationToken cancellationToken)
    {
        if (!Permissions.ManageSystems.IsDoneBy(reader))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = db.Users.AsNoTracking().Where(u => u.RetiredAt == null);
        foreach (var word in words.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            people = people.Where(u => u.SearchText.Contains(word));
        return await people.OrderBy(u => u.SearchText).ThenBy(u => u.Id).Take(MostPeople).Select(u => new ResponsiblePerson(u.Id, u.DisplayName, u.Email ?? "")).ToListAsync(cancellationToken);
    }
}

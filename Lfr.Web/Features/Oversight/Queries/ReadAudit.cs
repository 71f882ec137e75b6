using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Oversight.Queries;

/// <summary>What of the log is asked for.</summary>
/// <param name="Deployment">One deployment.</param>
/// <param name="Person">One account.</param>
/// <param name="Action">One kind of action.</param>
/// <param name="RefusedOnly">Only what was refused.</param>
public sealed record AuditFilter(Guid? Deployment, Guid? Person, string? Action, bool RefusedOnly)
{
    /// <summary>Only looks at the person with this reference on a list: <c>R-00007</c>.</summary>
    public string? Seen { get; init; }
}

/// <summary>One line of the log as people read it.</summary>
public sealed record AuditLine(long Number, DateTimeOffset At, string Who, string Action, bool Done, Guid? DeploymentId, string Deployment, string Subject, string Sentence, string Rules, string Hash);

/// <summary>What the filters offer.</summary>
public sealed record AuditChoices(IReadOnlyList<(Guid Id, string Name)> Deployments, IReadOnlyList<(Guid Id, string Name)> People, IReadOnlyList<string> Actions);

/// <summary>A page of the log.</summary>
public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, int Total);

/// <summary>
/// Reads the audit log. Oversight, the data protection officer, authorising officers and Silver read all of it, administrators what is technical, everybody
/// else what they did themselves.
/// </summary>
public sealed class ReadAudit(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>What this person may see of it, in a sentence.</summary>
    public static string ScopeOf(Actor reader) => reader switch
    {
        _ when ReadsAll(reader) => "The whole log.",
        _ when reader.Is(Roles.Administrator) => "Accounts, settings and your own actions.",
        _ => "Your own actions.",
    };

    /// <summary>Whether <paramref name="reader"/> may ask who looked at somebody. Not those who judge alerts: it would tell them whose alert they look at (R32).</summary>
    public static bool MayTrace(Actor reader) => reader.IsAny(Roles.Oversight, Roles.DataProtectionOfficer, Roles.AuthorisingOfficer);

    /// <summary>Lines, the newest first.</summary>
    public async Task<AuditPage> RunAsync(Actor reader, AuditFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var events = Filtered(db, reader, filter);
        var total = await events.CountAsync(cancellationToken);
        var page = await events.OrderByDescending(e => e.Number).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, page, cancellationToken);
        return new AuditPage([.. page.Select(e => Line(e, names))], total);
    }

    /// <summary>Everything that the filter lets through, the newest first, for export.</summary>
    public async Task<IReadOnlyList<AuditLine>> AllAsync(Actor reader, AuditFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var events = await Filtered(db, reader, filter).OrderByDescending(e => e.Number).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, events, cancellationToken);
        return [.. events.Select(e => Line(e, names))];
    }

    /// <summary>What the filters offer to this person.</summary>
    public async Task<AuditChoices> ChoicesAsync(Actor reader, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var events = Filtered(db, reader, new AuditFilter(null, null, null, false));
        var ids = await events.Where(e => e.DeploymentId != null).Select(e => e.DeploymentId!.Value).Distinct().ToListAsync(cancellationToken);
        var deployments = await db.Deployments.AsNoTracking().Where(d => ids.Contains(d.Id)).OrderByDescending(d => d.Reference).ToListAsync(cancellationToken);
        var people = await events.Select(e => new { e.ActorId, e.ActorName }).Distinct().ToListAsync(cancellationToken);
        var actions = await events.Select(e => e.Action).Distinct().OrderBy(a => a).ToListAsync(cancellationToken);
        return new AuditChoices(
            [.. deployments.Select(d => (d.Id, $"{d.Reference} {d.Plan.Name}"))],
            [.. people.DistinctBy(p => p.ActorId).OrderBy(p => p.ActorName, StringComparer.Ordinal).Select(p => (p.ActorId, p.ActorName))],
            actions);
    }

    /// <summary>Whether <paramref name="reader"/> reads the whole log.</summary>
    internal static bool ReadsAll(Actor reader) => reader.IsAny(Roles.Oversight, Roles.DataProtectionOfficer, Roles.AuthorisingOfficer, Roles.Silver);

    private static IQueryable<AuditEvent> Filtered(LfrDbContext db, Actor reader, AuditFilter filter)
    {
        var own = reader.UserId;
        var events = db.AuditEvents.AsNoTracking();
        if (!ReadsAll(reader))
            events = reader.Is(Roles.Administrator) ? events.Where(e => e.DeploymentId == null || e.ActorId == own) : events.Where(e => e.ActorId == own);
        if (filter.Deployment is { } deployment)
            events = events.Where(e => e.DeploymentId == deployment);
        if (filter.Person is { } person)
            events = events.Where(e => e.ActorId == person);
        if (filter.Action is { Length: > 0 } action)
            events = events.Where(e => e.Action == action);
        if (filter.RefusedOnly)
            events = events.Where(e => !e.Done);
        if (filter.Seen?.Trim() is { Length: > 0 } reference)
            events = MayTrace(reader) ? events.Where(e => db.AuditLooks.Any(l => l.Number == e.Number && db.Entries.Any(x => x.Id == l.EntryId && x.Reference == reference))) : events.Where(e => false);
        return events;
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(LfrDbContext db, IReadOnlyCollection<AuditEvent> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.DeploymentId).OfType<Guid>().Distinct().ToList();
        return await db.Deployments.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Reference, cancellationToken);
    }

    private static AuditLine Line(AuditEvent e, Dictionary<Guid, string> names) => new(
        e.Number, e.At, e.ActorName, e.Action, e.Done, e.DeploymentId, e.DeploymentId is { } id ? names.GetValueOrDefault(id, "") : "", e.Subject, e.Sentence, e.Rules, e.Hash);
}

/// <summary>What a check of the whole chain found.</summary>
/// <param name="Events">How many events there are.</param>
/// <param name="FirstBreak">Number of the first that does not fit; <see langword="null"/> when the chain is whole.</param>
/// <param name="LastHash">Hash of the last event: whoever noted it earlier can compare.</param>
/// <param name="Rows">What is not as the log left it, a sentence each: accounts and workers, and rows of deployments with their reference.</param>
public sealed record ChainCheck(long Events, long? FirstBreak, string LastHash, IReadOnlyList<string> Rows);

/// <summary>Walks the whole audit chain, from the first event to the last, and looks whether the rows that it vouches for are as it left them.</summary>
public sealed class VerifyChain(IDbContextFactory<LfrDbContext> contexts, RememberedHead head)
{
    /// <summary>Checks; seconds for a million events, one after the other, never all in memory.</summary>
    public Task<ChainCheck> RunAsync(CancellationToken cancellationToken) => Task.Run(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        long count = 0;
        var last = AuditEvent.Origin;
        var firstBreak = AuditChain.FirstBreak(db.AuditEvents.AsNoTracking().OrderBy(e => e.Number).AsEnumerable().Select(e =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
            last = e.Hash;
            return e;
        }));
        var rows = new List<string>(await FindAsync(db, async (read, cancel) => await head.FindAsync(read, cancel) is { } missing ? [missing] : [], cancellationToken));
        rows.AddRange(await FindAsync(db, EvidenceCheck.FindOfPeopleAsync, cancellationToken));
        foreach (var deployment in await db.Deployments.AsNoTracking().OrderBy(d => d.Reference).Select(d => new { d.Id, d.Reference }).ToListAsync(cancellationToken))
            rows.AddRange((await FindAsync(db, (read, cancel) => EvidenceCheck.FindAsync(read, deployment.Id, cancel), cancellationToken)).Select(found => $"{deployment.Reference}: {found}"));
        return new ChainCheck(count, firstBreak, last, rows);
    }, cancellationToken);

    // Log and rows are read one after the other: a command that ends in between looks like a change by hand. What is found is looked for again while nobody writes.
    private static async Task<IReadOnlyList<string>> FindAsync(LfrDbContext db, Func<LfrDbContext, CancellationToken, Task<IReadOnlyList<string>>> find, CancellationToken cancellationToken)
    {
        if (await find(db, cancellationToken) is [])
            return [];
        await using var nobodyWrites = await WriteLock.BeginAsync(db, cancellationToken);
        return await find(db, cancellationToken);
    }
}

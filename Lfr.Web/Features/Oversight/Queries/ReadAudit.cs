using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Oversight.Queries;

/// <summary>What the log is sorted by.</summary>
public enum AuditOrder
{
    /// <summary>Number, which is the order in which it was written.</summary>
    Number,

    /// <summary>Kind of action.</summary>
    Action,

    /// <summary>Who did it.</summary>
    Who,
}

/// <summary>Filter and order of an audit query.</summary>
/// <param name="Deployment">One deployment.</param>
/// <param name="Person">One account.</param>
/// <param name="Action">One kind of action.</param>
/// <param name="RefusedOnly">Only what was refused.</param>
public sealed record AuditFilter(Guid? Deployment, Guid? Person, string? Action, bool RefusedOnly)
{
    /// <summary>Only looks at the person with this reference on a list: <c>R-00007</c>.</summary>
    public string? Seen { get; init; }

    /// <summary>Sorted by; the newest first within it.</summary>
    public AuditOrder Order { get; init; }

    /// <summary>The last first: for numbers, the newest.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>Whether it is in the order in which the log opens: the newest first.</summary>
    public bool IsNewestFirst => Order == AuditOrder.Number && Descending;

    /// <summary>Whether nothing is left out.</summary>
    public bool IsEverything => Unordered() == new AuditFilter(null, null, null, false);

    /// <summary>The same events in an order that an address says; what means nothing there is the newest first.</summary>
    public AuditFilter OrderedBy(string? order, bool? descending) => Enum.TryParse<AuditOrder>(order, ignoreCase: true, out var known) && Enum.IsDefined(known)
        ? this with { Order = known, Descending = descending == true }
        : Unordered();

    /// <summary>The same events, the newest first.</summary>
    public AuditFilter Unordered() => this with { Order = AuditOrder.Number, Descending = true };
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
    /// <summary>The largest page.</summary>
    public const int Most = 200;

    /// <summary>What this person may see of it, in a sentence.</summary>
    public static string ScopeOf(Actor reader) => reader switch
    {
        _ when ReadsAll(reader) => "The whole log.",
        _ when reader.Is(Roles.Administrator) => "Accounts, settings and your own actions.",
        _ => "Your own actions.",
    };

    /// <summary>Whether <paramref name="reader"/> may ask who looked at somebody. Not those who judge alerts: it would tell them whose alert they look at (R32).</summary>
    public static bool MayTrace(Actor reader) => Permissions.TraceLooks.IsSeenBy(reader);

    /// <summary>A page of lines, in the order of the filter.</summary>
    public async Task<AuditPage> RunAsync(Actor reader, AuditFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var events = Filtered(db, reader, filter);
        var total = await events.CountAsync(cancellationToken);
        var page = await Ordered(events, filter).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, page, cancellationToken);
        return new AuditPage([.. page.Select(e => Line(e, names))], total);
    }

    /// <summary>Everything that the filter lets through, in its order, for export.</summary>
    public async Task<IReadOnlyList<AuditLine>> AllAsync(Actor reader, AuditFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var events = await Ordered(Filtered(db, reader, filter), filter).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, events, cancellationToken);
        return [.. events.Select(e => Line(e, names))];
    }

    /// <summary>What the filters offer to this person.</summary>
    public async Task<AuditChoices> ChoicesAsync(Actor reader, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var events = Filtered(db, reader, new AuditFilter(null, null, null, false));
        var ids = await events.Where(e => e.DeploymentId != null).Select(e => e.DeploymentId!.Value).Distinct().ToListAsync(cancellationToken);
        var deployments = await db.Deployments.AsNoTracking().Where(d => ids.Contains(d.Id)).OrderByDescending(d => d.Year).ThenByDescending(d => d.Number).ThenByDescending(d => d.Reference).ToListAsync(cancellationToken);
        var people = await events.Select(e => new { e.ActorId, e.ActorName }).Distinct().ToListAsync(cancellationToken);
        var actions = await events.Select(e => e.Action).Distinct().OrderBy(a => a).ToListAsync(cancellationToken);
        return new AuditChoices(
            [.. deployments.Select(d => (d.Id, $"{d.Reference} {d.Plan.Name}"))],
            [.. people.DistinctBy(p => p.ActorId).OrderBy(p => p.ActorName, StringComparer.Ordinal).Select(p => (p.ActorId, p.ActorName))],
            actions);
    }

    /// <summary>Whether <paramref name="reader"/> reads the whole log.</summary>
    internal static bool ReadsAll(Actor reader) => Permissions.SeeTheLog.IsSeenBy(reader);

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

    private static IQueryable<AuditEvent> Ordered(IQueryable<AuditEvent> events, AuditFilter filter) => (filter.Order, filter.Descending) switch
    {
        (AuditOrder.Action, false) => events.OrderBy(e => e.Action).ThenByDescending(e => e.Number),
        (AuditOrder.Action, true) => events.OrderByDescending(e => e.Action).ThenByDescending(e => e.Number),
        (AuditOrder.Who, false) => events.OrderBy(e => e.ActorName).ThenByDescending(e => e.Number),
        (AuditOrder.Who, true) => events.OrderByDescending(e => e.ActorName).ThenByDescending(e => e.Number),
        (_, false) => events.OrderBy(e => e.Number),
        _ => events.OrderByDescending(e => e.Number),
    };

    private static async Task<Dictionary<Guid, string>> NamesAsync(LfrDbContext db, IReadOnlyCollection<AuditEvent> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(e => e.DeploymentId).OfType<Guid>().Distinct().ToList();
        return await db.Deployments.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Reference, cancellationToken);
    }

    private static AuditLine Line(AuditEvent e, Dictionary<Guid, string> names) => new(
        e.Number, e.At, e.ActorName, e.Action, e.Done, e.DeploymentId, e.DeploymentId is { } id ? names.GetValueOrDefault(id, "") : "", e.Subject, e.Sentence, e.Rules, e.Hash);
}

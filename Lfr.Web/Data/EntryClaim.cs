using System.Linq.Expressions;
using Lfr.Shared.Identity;

namespace Lfr.Web.Data;

/// <summary>
/// An approver has an entry open, so that no other approver is shown it or decides it meanwhile. A lease and no lock: it lapses by itself when the browser, the connection or the server is
/// gone. It says who reads, not who decided, so it is no evidence and stands in no audit log; the look at the entry does.
/// </summary>
public sealed class EntryClaim
{
    /// <summary>How long it stands without a sign of life. Longer than anybody reads one entry, shorter than others care to wait.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private EntryClaim()
    {
    }

    /// <summary>Entry; one claim each.</summary>
    public Guid EntryId { get; private set; }

    /// <summary>Deployment of the entry.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Account of the approver.</summary>
    public Guid UserId { get; private set; }

    /// <summary>Name of the approver.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The open page: when one page of a person closes, what another one of the same person shows stays claimed.</summary>
    public Guid PageId { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Last sign of life.</summary>
    public DateTimeOffset RenewedAt { get; private set; }

    /// <summary>When it lapses unless it is renewed.</summary>
    public DateTimeOffset Until => RenewedAt + Lease;

    /// <summary>Claims an entry.</summary>
    public static EntryClaim Make(Guid entryId, Guid deploymentId, Actor approver, Guid pageId, DateTimeOffset now) =>
        new() { EntryId = entryId, DeploymentId = deploymentId, UserId = approver.UserId, Name = approver.Name, PageId = pageId, Since = now, RenewedAt = now };

    /// <summary>The same person gives a sign of life, or opens the entry on another page.</summary>
    public void Renew(Guid pageId, DateTimeOffset now) => (PageId, RenewedAt) = (pageId, now);

    /// <summary>Goes to somebody else, once it has lapsed.</summary>
    public void PassTo(Actor approver, Guid pageId, DateTimeOffset now) => (UserId, Name, PageId, Since, RenewedAt) = (approver.UserId, approver.Name, pageId, now, now);

    /// <summary>Which claims stand at a moment. In both directions: a clock that was set back keeps nobody's claim alive for hours.</summary>
    public static Expression<Func<EntryClaim, bool>> StandsAt(DateTimeOffset now)
    {
        var (earliest, latest) = (now - Lease, now + Lease);
        return c => c.RenewedAt > earliest && c.RenewedAt < latest;
    }

    /// <summary>Whether it stands.</summary>
    public bool Stands(DateTimeOffset now) => (now - RenewedAt).Duration() < Lease;
}

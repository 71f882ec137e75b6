using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Web.Data;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Oversight.Commands;

/// <summary>Exports what of the audit log a person may read. Each export is in the log itself: it leaves Lfr.</summary>
[FreshSecondFactor]
public sealed class ExportLog(LookGate gate, ReadAudit audit)
{
    /// <summary>The lines that <paramref name="filter"/> lets through, in its order.</summary>
    public Task<Looked<IReadOnlyList<AuditLine>>> RunAsync(Actor actor, AuditFilter filter, CancellationToken cancellationToken) =>
        gate.ShowAsync(
            this, actor, new Look(LookKind.LogTable, filter.Deployment, []), async () => (IReadOnlyList<AuditLine>?)await audit.AllAsync(actor, filter, cancellationToken), cancellationToken);
}

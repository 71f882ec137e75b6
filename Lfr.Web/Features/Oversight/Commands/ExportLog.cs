using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Oversight.Commands;

/// <summary>Exports what of the audit log a person may read. Each export is in the log itself: it leaves Lfr.</summary>
public sealed class ExportLog(LookGate gate, ReadAudit audit)
{
    /// <summary>The lines that <paramref name="filter"/> lets through, the newest first.</summary>
    public async Task<Looked<IReadOnlyList<AuditLine>>> RunAsync(Actor actor, AuditFilter filter, CancellationToken cancellationToken) =>
        await gate.AskAsync(this, actor, new Look(LookKind.LogTable, filter.Deployment, []), cancellationToken) is { Succeeded: false } closed
            ? new Looked<IReadOnlyList<AuditLine>>(closed, null)
            : new Looked<IReadOnlyList<AuditLine>>(Outcome.Done, await audit.AllAsync(actor, filter, cancellationToken));
}

using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Web.Data;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Oversight.Commands;

/// <summary>Exports what an inspector needs of one deployment. Each export is in the log itself, and in the bundle, before it leaves Lfr.</summary>
[FreshSecondFactor]
public sealed class ExportBundle(LookGate gate, ReadBundle content)
{
    /// <summary>The content; <see langword="null"/> with an outcome that succeeded when there is no such deployment.</summary>
    public Task<Looked<BundleContent>> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) =>
        gate.ShowAsync(this, actor, new Look(LookKind.Bundle, deploymentId, []), () => content.RunAsync(deploymentId, cancellationToken), cancellationToken);
}

using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Watchlists.Import;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>The buttons of the import page, which name the import that it shows: here whichever is there when one is pressed.</summary>
internal sealed class ImportButtons(CompiledList list, RunningImports imports)
{
    public async Task<Outcome> CheckAsync(Actor actor, Guid deploymentId, UploadedList upload, CancellationToken cancel) =>
        (await list.Get<BeginImport>().RunAsync(actor, deploymentId, upload, isDryRun: true, cancel)).Outcome;

    public async Task<Outcome> ImportAsync(Actor actor, Guid deploymentId, CancellationToken cancel) => await list.Get<ProposeChecked>().RunAsync(actor, deploymentId, await ShownAsync(deploymentId, cancel), cancel);

    public async Task<Outcome> PauseAsync(Actor actor, Guid deploymentId, CancellationToken cancel) => await list.Get<PauseImport>().RunAsync(actor, deploymentId, await ShownAsync(deploymentId, cancel), cancel);

    public async Task<Outcome> ResumeAsync(Actor actor, Guid deploymentId, CancellationToken cancel) => await list.Get<GoOnWithImport>().RunAsync(actor, deploymentId, await ShownAsync(deploymentId, cancel), cancel);

    public async Task<Outcome> StopAsync(Actor actor, Guid deploymentId, CancellationToken cancel) => await list.Get<StopImport>().RunAsync(actor, deploymentId, await ShownAsync(deploymentId, cancel), cancel);

    public Task<ImportProgress?> OfAsync(Guid deploymentId, CancellationToken cancel) => imports.OfAsync(deploymentId, cancel);

    public bool IsWorkedOn(Guid jobId) => imports.IsWorkedOn(jobId);

    public Task LookAsync(CancellationToken cancel) => imports.LookAsync(cancel);

    private async Task<Guid> ShownAsync(Guid deploymentId, CancellationToken cancel) => (await imports.OfAsync(deploymentId, cancel))?.Id ?? Guid.Empty;
}

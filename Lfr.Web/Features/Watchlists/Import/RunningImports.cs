using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>
/// Imports that go on in the background, one for each list. They live in this process: one that ends with it is begun again with the same files, and what is on the list already is known by its reference.
/// </summary>
public sealed class RunningImports(IServiceProvider services, Accounts accounts, TimeProvider time, ILogger<RunningImports> logger) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, (RunningImport Import, Task Task)> byDeployment = [];

    /// <summary>Checks a list without keeping anything.</summary>
    /// <param name="actor">Compiler.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="list">What was uploaded; this one's to dispose of when it is taken.</param>
    public Outcome Check(Actor actor, Guid deploymentId, UploadedList list) => Begin(actor, deploymentId, list, isDryRun: true);

    /// <summary>Imports what was checked.</summary>
    public Outcome Import(Actor actor, Guid deploymentId)
    {
        lock (gate)
        {
            return Of(deploymentId) is { IsDryRun: true, IsGoing: false }
                ? Begin(actor, deploymentId, byDeployment[deploymentId].Import.List, isDryRun: false)
                : Of(deploymentId) is { IsGoing: true } going ? Taken(actor, going) : Outcome.WrongState("No list was checked.", "Choose the files and have them checked first.");
        }
    }

    /// <summary>How far the import of a list is; <see langword="null"/> when there is none.</summary>
    public ImportProgress? Of(Guid deploymentId)
    {
        lock (gate)
            return byDeployment.TryGetValue(deploymentId, out var known) ? known.Import.Progress() : null;
    }

    /// <summary>Pauses it.</summary>
    public Outcome Pause(Actor actor, Guid deploymentId) => Tell(actor, deploymentId, i => i.Pause());

    /// <summary>Lets it go on.</summary>
    public Outcome Resume(Actor actor, Guid deploymentId) => Tell(actor, deploymentId, i => i.Resume());

    /// <summary>Ends it; what was kept stays.</summary>
    public Outcome Stop(Actor actor, Guid deploymentId) => Tell(actor, deploymentId, i => i.Stop());

    /// <summary>Forgets an import that ended, and its files.</summary>
    public Outcome Forget(Actor actor, Guid deploymentId)
    {
        lock (gate)
        {
            if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
                return refused;
            if (Of(deploymentId) is { IsGoing: true } going)
                return Taken(actor, going);
            if (byDeployment.Remove(deploymentId, out var known))
                Drop(known.Import);
            return Outcome.Done;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        (RunningImport Import, Task Task)[] all;
        lock (gate)
        {
            all = [.. byDeployment.Values];
            byDeployment.Clear();
        }

        foreach (var (import, task) in all)
        {
            import.Stop();
            await task;
            Drop(import);
        }
    }

    private Outcome Begin(Actor actor, Guid deploymentId, UploadedList list, bool isDryRun)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return refused;
        lock (gate)
        {
            if (byDeployment.TryGetValue(deploymentId, out var before))
            {
                if (before.Import.Progress() is { IsGoing: true } going)
                    return Taken(actor, going);
                before.Import.Dispose();
                if (before.Import.List != list)
                    before.Import.List.Dispose();
            }

            var import = new RunningImport(list, actor.Sign(time.GetUtcNow()), isDryRun, time);
            var order = new ImportOrder(actor, deploymentId, list.Source, list.Rows, list.Pictures, isDryRun) { Afresh = cancel => NowAsync(actor, cancel) };
            byDeployment[deploymentId] = (import, Task.Run(() => import.RunAsync(services.GetRequiredService<ListImport>().RunAsync, order, logger)));
            return Outcome.Done;
        }
    }

    private Outcome Tell(Actor actor, Guid deploymentId, Action<RunningImport> what)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return refused;
        lock (gate)
        {
            if (!byDeployment.TryGetValue(deploymentId, out var known) || !known.Import.Progress().IsGoing)
                return Outcome.WrongState("No import is under way.");
            what(known.Import);
            return Outcome.Done;
        }
    }

    private static Outcome Taken(Actor actor, ImportProgress going)
    {
        var who = going.By.UserId == actor.UserId ? "You have" : $"{going.By.Name} has";
        var what = going.IsDryRun ? "checking" : "importing";
        var rows = $"{Words.Number(going.Answers.Count)} of {Words.Count(going.Total, "row", "rows")}";
        return Outcome.Conflict($"{who} been {what} {going.Source} for this list since {Words.Time(going.By.At)}: {rows}.", "Wait until it is done, or stop it.");
    }

    private async Task<Actor> NowAsync(Actor actor, CancellationToken cancellationToken) =>
        await accounts.FindAsync(actor.UserId, cancellationToken) is { Locked: false } account
            ? new Actor(account.Id, account.Name, account.Rank, account.Roles)
            : actor with { RoleNames = new HashSet<string>(StringComparer.Ordinal) };

    private static void Drop(RunningImport import)
    {
        import.Dispose();
        import.List.Dispose();
    }
}

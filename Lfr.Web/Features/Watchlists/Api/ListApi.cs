using System.Globalization;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Api;

/// <summary>
/// What other systems of the force may ask of watchlists: propose people, read what became of that, and say that somebody is no longer sought. Nothing here decides about anybody, shows a name or a
/// photograph, or says whether somebody is listed whom the system did not propose itself.
/// </summary>
public static class ListApi
{
    private const int MostRows = 500;
    private static readonly object DeploymentKey = new();

    /// <summary>By the very words: a number is none of them.</summary>
    private static readonly Dictionary<string, EntryFate> Fates = new(StringComparer.OrdinalIgnoreCase)
    {
        ["no-longer-wanted"] = EntryFate.NoLongerWanted, ["arrested"] = EntryFate.Arrested, ["located"] = EntryFate.Located, ["stood-down"] = EntryFate.StoodDown, ["challenged"] = EntryFate.Challenged,
    };

    /// <summary>Maps its addresses.</summary>
    public static void Map(WebApplication app)
    {
        var api = app.MapGroup(LfrRoutes.Api)
            .RequireAuthorization(new AuthorizationPolicyBuilder(SystemAuthentication.Name).RequireAuthenticatedUser().Build())
            .WithTags("Watchlists")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .AddEndpointFilter(LogAsync);
        api.MapPost("/deployments/{reference}/imports", ImportAsync)
            .Accepts<ListUpload>("multipart/form-data")
            .WithMetadata(new RequestSizeLimitAttribute(UploadedList.MostBytes + CsvFile.MostBytes + (1024 * 1024)))
            .Produces<ImportAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("ImportList")
            .WithSummary("Propose people for the watchlist of a deployment")
            .WithDescription("A table (CSV) and its photographs (ZIP), as import-list takes them. With dryRun=true nothing is kept. The answer comes at once; the rows are worked on in the background. Needs the header Idempotency-Key.");
        api.MapGet("/imports/{id:guid}", ReadImportAsync)
            .Produces<ImportAnswer>()
            .WithName("ReadImport")
            .WithSummary("Read how far an import is, and what was found");
        api.MapGet("/deployments/{reference}/entries/{sourceReference}", ReadEntryAsync)
            .Produces<EntryAnswer>()
            .WithName("ReadEntry")
            .WithSummary("Read the state of an entry that this system proposed");
        api.MapPost("/deployments/{reference}/entries/{sourceReference}/suspension", SuspendAsync)
            .Accepts<SuspensionAsked>("application/json")
            .Produces<EntryAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("SuspendEntry")
            .WithSummary("Say that somebody is no longer sought")
            .WithDescription("From that moment no camera looks for the person, also during a run. Needs the header Idempotency-Key.");
        api.MapPost("/deployments/{reference}/entries/{sourceReference}/withdrawal", WithdrawAsync)
            .Accepts<WithdrawalAsked>("application/json")
            .Produces<EntryAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("WithdrawEntry")
            .WithSummary("Take somebody off the list")
            .WithDescription("Destroys picture and template. Needs the header Idempotency-Key.");
    }

    private static async Task<IResult> ImportAsync(
        string reference, bool? dryRun, HttpContext http, IDbContextFactory<LfrDbContext> contexts, ImportFiles files, BeginImport import, OnceOnly once, CancellationToken cancellationToken)
    {
        var actor = SystemAuthentication.ActorOf(http);
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return SystemAnswer.Of(refused);
        if (await DeploymentAsync(http, contexts, reference, cancellationToken) is not { } deploymentId)
            return SystemAnswer.NotFound($"Deployment {reference}");
        // Before gigabytes come for nothing.
        if (OnceOnly.Missing(http.Request) is { } keyless)
            return SystemAnswer.Of(keyless);
        var (list, hash, problem) = await UploadReading.ReadAsync(http.Request, files, cancellationToken);
        if (list is null)
            return SystemAnswer.Of(problem!);
        using (list)
        {
            return await once.RunAsync(
                http.Request, actor, $"{dryRun == true} {hash}",
                async () =>
                {
                    try
                    {
                        var (outcome, id) = await import.RunAsync(actor, deploymentId, list, dryRun == true, cancellationToken);
                        if (!outcome.Succeeded)
                            return SystemAnswer.Of(outcome);
                        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                        var begun = ImportProgress.Of(await db.ImportJobs.AsNoTracking().FirstAsync(j => j.Id == id, cancellationToken));
                        return SystemAnswer.Of(StatusCodes.Status202Accepted, ImportAnswer.Of(begun, reference, [], 0), $"{LfrRoutes.Api}/imports/{id}");
                    }
                    catch (UnreadableFileException e)
                    {
                        return SystemAnswer.Of(Outcome.Incomplete(e.Message, "Correct the table and send it again."));
                    }
                },
                cancellationToken);
        }
    }

    private static async Task<IResult> ReadImportAsync(Guid id, bool? all, int? skip, int? take, HttpContext http, IDbContextFactory<LfrDbContext> contexts, ReadImportRows rows, CancellationToken cancellationToken)
    {
        var actor = SystemAuthentication.ActorOf(http);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ImportJobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, cancellationToken) is not { } job || job.BegunById != actor.UserId)
            return SystemAnswer.NotFound("This import");
        http.Items[DeploymentKey] = job.DeploymentId;
        var reference = await db.Deployments.Where(d => d.Id == job.DeploymentId).Select(d => d.Reference).FirstAsync(cancellationToken);
        var (found, count) = await rows.RunAsync(actor, id, all == true, Math.Max(0, skip ?? 0), Math.Clamp(take ?? 100, 0, MostRows), cancellationToken);
        return SystemAnswer.Of(StatusCodes.Status200OK, ImportAnswer.Of(ImportProgress.Of(job), reference, found, count));
    }

    private static async Task<IResult> ReadEntryAsync(string reference, string sourceReference, HttpContext http, IDbContextFactory<LfrDbContext> contexts, CancellationToken cancellationToken)
    {
        var actor = SystemAuthentication.ActorOf(http);
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return SystemAnswer.Of(refused);
        return await OwnEntryAsync(http, contexts, reference, sourceReference, cancellationToken) is { } entry
            ? SystemAnswer.Of(StatusCodes.Status200OK, EntryAnswer.Of(entry))
            : SystemAnswer.NotFound("This person");
    }

    private static Task<IResult> SuspendAsync(
        string reference, string sourceReference, HttpContext http, IDbContextFactory<LfrDbContext> contexts, SuspendEntry suspend, OnceOnly once, CancellationToken cancellationToken) =>
        ChangeAsync<SuspensionAsked>(
            http, contexts, once, reference, sourceReference, Permissions.SuspendEntries, asked => $"{asked.Because} {asked.Reason}",
            (actor, entry, asked) => Fates.TryGetValue(asked.Because ?? "", out var fate)
                ? suspend.RunAsync(actor, entry, fate, asked.Reason ?? "", cancellationToken)
                : Task.FromResult(Outcome.Incomplete($"Lfr knows no reason '{asked.Because}'.", "Send because as no-longer-wanted, arrested, located, stood-down or challenged.")),
            cancellationToken);

    private static Task<IResult> WithdrawAsync(
        string reference, string sourceReference, HttpContext http, IDbContextFactory<LfrDbContext> contexts, RemoveEntry remove, OnceOnly once, CancellationToken cancellationToken) =>
        ChangeAsync<WithdrawalAsked>(
            http, contexts, once, reference, sourceReference, Permissions.TakeOffLists, asked => asked.Reason ?? "",
            (actor, entry, asked) => string.IsNullOrWhiteSpace(asked.Reason)
                ? Task.FromResult(Outcome.Incomplete("No reason is given.", "Send the reason why the person is taken off the list."))
                : remove.RunAsync(actor, entry, asked.Reason, cancellationToken),
            cancellationToken);

    private static async Task<IResult> ChangeAsync<T>(
        HttpContext http, IDbContextFactory<LfrDbContext> contexts, OnceOnly once, string reference, string sourceReference, Permission permission, Func<T, string> says,
        Func<Actor, Guid, T, Task<Outcome>> change, CancellationToken cancellationToken)
        where T : class
    {
        var actor = SystemAuthentication.ActorOf(http);
        if (Permissions.Of(actor, permission) is { Succeeded: false } refused)
            return SystemAnswer.Of(refused);
        if (await OwnEntryAsync(http, contexts, reference, sourceReference, cancellationToken) is not { } entry)
            return SystemAnswer.NotFound("This person");
        var (asked, problem) = await BodyReading.ReadAsync<T>(http.Request, cancellationToken);
        if (asked is null)
            return SystemAnswer.Of(problem!);
        return await once.RunAsync(
            http.Request, actor, says(asked),
            async () => await change(actor, entry.Id, asked) is { Succeeded: false } why
                ? SystemAnswer.Of(why)
                : SystemAnswer.Of(StatusCodes.Status200OK, EntryAnswer.Of((await OwnEntryAsync(http, contexts, reference, sourceReference, CancellationToken.None))!)),
            cancellationToken);
    }

    private static async Task<Guid?> DeploymentAsync(HttpContext http, IDbContextFactory<LfrDbContext> contexts, string reference, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var id = await db.Deployments.Where(d => d.Reference == reference).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(cancellationToken);
        http.Items[DeploymentKey] = id;
        return id;
    }

    /// <summary>The entry with a reference in the source system, if this system proposed it; somebody on the list before somebody taken off.</summary>
    private static async Task<WatchlistEntry?> OwnEntryAsync(HttpContext http, IDbContextFactory<LfrDbContext> contexts, string reference, string sourceReference, CancellationToken cancellationToken)
    {
        if (await DeploymentAsync(http, contexts, reference, cancellationToken) is not { } deploymentId)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var me = SystemAuthentication.ActorOf(http).UserId;
        // Those that it proposed are found by the table of hands; a reference is one of a few thousand there, and lies inside the entry's words.
        var mine = db.Entries.AsNoTracking().Where(e => db.EntryHands.Any(h => h.EntryId == e.Id && h.DeploymentId == deploymentId && h.Part == EntryPart.Compiled && h.UserId == me));
        WatchlistEntry? found = null;
        await foreach (var entry in mine.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (string.Equals(entry.Details.SourceReference, sourceReference, StringComparison.OrdinalIgnoreCase) && (found is null || KnownEntries.IsOff(found.State)))
                found = entry;
        }

        return found;
    }

    private static async ValueTask<object?> LogAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        object? answer = null;
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            answer = await next(context);
            status = (answer as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        }
        catch (Exception)
        {
            // A call that Lfr fails at is one as well.
            await WriteAsync(http, status);
            throw;
        }

        // Nothing is read without a trace. What was done is in the log anyway, by the command that did it.
        return (await WriteAsync(http, status)).Succeeded ? answer : SystemAnswer.Of(Outcome.Busy());
    }

    private static Task<Outcome> WriteAsync(HttpContext http, int status)
    {
        // By its route and not by its address, which names a person's reference.
        var what = string.Create(CultureInfo.InvariantCulture, $"{http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}");
        return http.RequestServices.GetRequiredService<LogSystemCall>().RunAsync(SystemAuthentication.ActorOf(http), http.Items[DeploymentKey] as Guid?, what, status, CancellationToken.None);
    }
}

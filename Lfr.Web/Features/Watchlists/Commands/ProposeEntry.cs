using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A compiler proposes somebody for the list of one deployment.</summary>
public sealed class ProposeEntry(LfrTransaction transaction, BiometricVault vault, Enrolment enrolment)
{
    /// <summary>
    /// Enrols the photograph, then keeps the entry. <paramref name="id"/> is made by the caller: the same id twice is one entry. The photograph as
    /// uploaded is never kept; only its re-encoded pixels are.
    /// </summary>
    public async Task<Outcome> RunAsync(
        Actor actor, Guid deploymentId, Guid id, EntryDetails details, ReadOnlyMemory<byte> photograph, CancellationToken cancellationToken)
    {
        // Seconds of model time do not belong in a transaction; who may not propose does not get them either.
        var enrolled = Permissions.Of(actor, Roles.Compiler).Succeeded ? await enrolment.EnrolAsync(photograph, cancellationToken) : null;
        return await transaction.RunAsync(actor, nameof(ProposeEntry), async (work, cancel) =>
        {
            work.About(deploymentId, $"Entry {id}");
            if (Permissions.Of(actor, Roles.Compiler) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is null)
                return Permissions.NotFound("This deployment");
            if (await work.Db.Entries.AnyAsync(e => e.Id == id, cancel))
                return Outcome.Done;
            var watchlist = await work.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel);
            if (watchlist is null)
                work.Db.Watchlists.Add(watchlist = Watchlist.Start(work.NewId(), deploymentId));
            if (watchlist.NextReference(out var reference) is { Succeeded: false } frozen)
                return frozen;
            if (EntryLabels.Missing(details) is { } incomplete)
                return incomplete;
            if (enrolled is not EnrolmentOutcome.Enrolled face)
                return UnusablePhotograph(enrolled);
            var kept = await KeepAsync(vault, work, deploymentId, face, enrolment.EmbedderHash, cancel);
            work.Db.Entries.Add(WatchlistEntry.Propose(id, deploymentId, reference, details, kept, actor, work.Now));
            work.Did($"Proposed {reference}, category {details.Category.Code()}.");
            work.Tell(ChangeKind.Watchlist, deploymentId);
            return Outcome.Done;
        }, cancellationToken);
    }

    /// <summary>The refusal of a photograph that cannot be compared (R23).</summary>
    internal static Outcome UnusablePhotograph(EnrolmentOutcome? enrolled) => Outcome.Refused(RuleBook.Find<EntryImageIsRecentAndGood>().Weigh(
        Verdict.Broken(enrolled is EnrolmentOutcome.Refused refused ? refused.Sentence : "The photograph was not looked at.", "Choose another photograph."), Weight.Block));

    /// <summary>Keeps picture and template encrypted.</summary>
    internal static async Task<EnrolledPhotograph> KeepAsync(
        BiometricVault vault, CommandContext work, Guid deploymentId, EnrolmentOutcome.Enrolled face, string embedderHash, CancellationToken cancellationToken) => new(
        await vault.KeepAsync(work, deploymentId, BlobKind.WatchlistPhotograph, face.CleanJpeg, cancellationToken),
        await vault.KeepAsync(work, deploymentId, BlobKind.WatchlistTemplate, face.Template, cancellationToken),
        Convert.ToHexStringLower(SHA256.HashData(face.Template)),
        embedderHash,
        face.Quality,
        face.Box);
}

using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A compiler proposes somebody for the list of one deployment.</summary>
[Prepares(PreparedPart.List)]
public sealed class ProposeEntry(LfrTransaction transaction, BiometricVault vault, Enrolment enrolment, DossierReader dossiers)
{
    /// <summary>
    /// Enrols the photograph, then keeps the entry. <paramref name="id"/> is made by the caller: the same id twice is one entry. The photograph as
    /// uploaded is never kept; only its re-encoded pixels are.
    /// </summary>
    public async Task<Outcome> RunAsync(
        Actor actor, Guid deploymentId, Guid id, EntryDetails details, UploadedPhotograph photograph, CancellationToken cancellationToken)
    {
        // Seconds of model time do not belong in a transaction; who may not propose does not get them either.
        using var enrolled = Permissions.Of(actor, Permissions.ProposeEntries).Succeeded ? await enrolment.EnrolAsync(photograph, cancellationToken) : null;
        return await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ProposeEntries).RunAsync(async (context, deployment, cancel) =>
        {
            context.About(deploymentId, $"Entry {id}");
            if (await context.Db.Entries.FirstOrDefaultAsync(e => e.Id == id, cancel) is { } proposed)
            {
                return proposed.DeploymentId == deploymentId && proposed.Compilations is [{ } only] && only.UserId == actor.UserId && proposed.Details == details
                    ? Outcome.Done
                    : Outcome.Conflict($"This form was sent already, as {proposed.Reference}, with other words.", "Start again for another person; change that entry from the list.");
            }

            var (policy, criteria) = (dossiers.PolicyOf(deployment, context.Now), await DossierReader.CriteriaAsync(context.Db, deployment, cancel));
            var watchlist = await context.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel);
            if (watchlist is null)
                context.Db.Watchlists.Add(watchlist = Watchlist.Start(context.NewId(), deploymentId, needsCriteria: true));
            if (watchlist.NextReference(deployment, details, policy, context.Now, out var reference) is { Succeeded: false } frozen)
                return frozen;
            if (await MayCompileAsync(context, deploymentId, cancel) is { Succeeded: false } approver)
                return approver;
            if (await EntryCompleteness.MissingAsync(context.Db, deploymentId, null, details, cancel) is { } incomplete)
                return incomplete;
            if (Fits(criteria, details, policy, deployment) is { Succeeded: false } outside)
                return outside;
            if (enrolled is not EnrolmentOutcome.Enrolled face)
                return UnusablePhotograph(enrolled);
            var kept = await KeepAsync(vault, context, deploymentId, face, enrolment.EmbedderHash, photograph.FileHash, cancel);
            context.Db.Entries.Add(WatchlistEntry.Propose(id, deploymentId, reference, details, kept, actor, context.Now));
            context.Did($"Proposed {reference}, category {details.Category.Code(policy)}.");
            context.Tell(ChangeKind.Watchlist, deploymentId);
            return Outcome.Done;
        }, cancellationToken);
    }

    /// <summary>Whether somebody fits the criteria approved for the list (R52) and has the fields of the category (R55), as the policy weighs that.</summary>
    internal static Outcome Fits(CriteriaInForce criteria, EntryDetails details, PolicyPack? policy, Deployment deployment)
    {
        (Rule Rule, Verdict Verdict)[] asked =
        [
            (RuleBook.Find<EntryFitsTheApprovedCriteria>(), EntryFitsTheApprovedCriteria.Judge(criteria, details, policy)),
            (RuleBook.Find<EntryHasItsFields>(), EntryHasItsFields.Judge(details, policy, deployment.Plan.Window)),
        ];
        return Outcome.From(asked.Select(a => policy?.WeightOf(a.Rule.Id) is { } broken ? a.Rule.Weigh(a.Verdict, broken, policy) : null).OfType<Finding>());
    }

    /// <summary>
    /// Whoever signed entries of a list off does not compile for it (R19): the two duties exclude each other within a deployment. Nor does a system whose person did, or granted what the list is for.
    /// </summary>
    internal static async Task<Outcome> MayCompileAsync(CommandContext context, Guid deploymentId, CancellationToken cancellationToken)
    {
        var me = context.Actor.UserId;
        if (context.Actor.Scopes.Count > 0 && await context.Db.SystemClients.AsNoTracking().FirstOrDefaultAsync(c => c.Id == me, cancellationToken) is { } system
            && await MayCompileAsync(context, deploymentId, system, cancellationToken) is { Succeeded: false } ofItsPerson)
        {
            return ofItsPerson;
        }

        return await context.Db.EntryHands.AnyAsync(h => h.DeploymentId == deploymentId && h.Part == EntryPart.Approved && h.UserId == me, cancellationToken)
            ? Outcome.Refused(RuleBook.Find<EntryIsSignedOffByAnother>().Weigh(
                Verdict.Broken($"{context.Actor.Name} signed entries of this list off and cannot compile for it.", "Leave it to another compiler."), Weight.Block))
            : Outcome.Done;
    }

    private static async Task<Outcome> MayCompileAsync(CommandContext context, Guid deploymentId, SystemClient system, CancellationToken cancellationToken)
    {
        const string toDo = "Leave it to a compiler, or have the system handed to somebody else.";
        if (await context.Db.EntryHands.AnyAsync(h => h.DeploymentId == deploymentId && h.Part == EntryPart.Approved && h.UserId == system.ResponsibleId, cancellationToken))
        {
            return Outcome.Refused(RuleBook.Find<EntryIsSignedOffByAnother>().Weigh(
                Verdict.Broken($"{system.ResponsibleName}, who answers for {system.Name}, signed entries of this list off.", toDo), Weight.Block));
        }

        return (await context.Db.Deployments.FindAsync([deploymentId], cancellationToken))?.Decisions.Any(d => d.Verdict == AuthorityVerdict.Granted && d.By.UserId == system.ResponsibleId) == true
            ? Outcome.Refused(RuleBook.Find<AuthorityIsIndependent>().Weigh(
                Verdict.Broken($"{system.ResponsibleName}, who answers for {system.Name}, authorised this deployment.", toDo), Weight.Block))
            : Outcome.Done;
    }

    /// <summary>The refusal of a photograph that cannot be compared (R23).</summary>
    internal static Outcome UnusablePhotograph(EnrolmentOutcome? enrolled) => Outcome.Refused(RuleBook.Find<EntryImageIsRecentAndGood>().Weigh(
        Verdict.Broken(enrolled is EnrolmentOutcome.Refused refused ? refused.Sentence : "The photograph was not looked at.", "Choose another photograph."), Weight.Block));

    /// <summary>Keeps picture and template encrypted.</summary>
    internal static async Task<EnrolledPhotograph> KeepAsync(
        BiometricVault vault, CommandContext context, Guid deploymentId, EnrolmentOutcome.Enrolled face, string embedderHash, string fileHash, CancellationToken cancellationToken) => new(
        await vault.KeepAsync(context, deploymentId, BlobKind.WatchlistPhotograph, face.CleanJpeg, cancellationToken),
        await vault.KeepAsync(context, deploymentId, BlobKind.WatchlistTemplate, face.Template, cancellationToken),
        Convert.ToHexStringLower(SHA256.HashData(face.Template)),
        embedderHash,
        face.Quality,
        face.Box)
    {
        Cover = face.Named.Cover,
        FileHash = fileHash,
    };
}

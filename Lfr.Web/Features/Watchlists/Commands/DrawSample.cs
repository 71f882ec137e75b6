using System.Security.Cryptography;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>An authorising officer draws signed-off entries by chance, to look at them again. Lfr takes the seed; it is in the audit log, so that an inspector draws the same.</summary>
public sealed class DrawSample(LfrTransaction transaction, DossierReader dossiers)
{
    private const int DigitsOfSeed = 32;

    /// <summary>Draws. Refused while an earlier sample is not finished: nobody draws again until they like what comes.</summary>
    /// <param name="actor">Who draws.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="samplesSeen">How many samples the officer's screen showed; <see langword="null"/> asks nothing. Of two officers who press at once one draws.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, int? samplesSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.WatchlistOf(deploymentId)).By(Permissions.SampleLists).RunAsync(async (context, _, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.MayChangeList(context.Now) is { Succeeded: false } closed)
                return closed;
            if (await IndependentAsync(context, dossiers, deploymentId, cancel) is { Succeeded: false } part)
                return part;
            var earlier = await context.Db.ListSamples.AsNoTracking().Where(s => s.DeploymentId == deploymentId).OrderBy(s => s.Id).ToListAsync(cancel);
            if (samplesSeen is { } seen && seen != earlier.Count)
                return Outcome.Conflict($"{earlier[^1].DrawnBy.Name} drew a sample at {Words.Time(earlier[^1].DrawnBy.At)}.", "Go on with that one.");
            var signedOff = await context.Db.Entries.Where(e => e.DeploymentId == deploymentId && e.State == EntryState.Approved).Select(e => new DrawnEntry(e.Id, e.Reference)).ToListAsync(cancel);
            if (signedOff.Count == 0)
                return Outcome.Incomplete("Nobody on this list is signed off yet.", "Wait for the watchlist approvers.");
            var open = earlier.SelectMany(s => s.Drawn.Where(d => s.FindingOn(d.EntryId) is null)).Intersect(signedOff).ToArray();
            if (open.Length > 0)
                return Outcome.WrongState($"The last sample lacks findings for {Words.AndList([.. open.Select(o => o.Reference)])}.", "Finish that sample first.");
            var sample = ListSample.Draw(context.NewId(), deploymentId, RandomNumberGenerator.GetHexString(DigitsOfSeed, lowercase: true), signedOff, actor, context.Now);
            context.Db.ListSamples.Add(sample);
            return context.Did(
                Outcome.Done,
                $"Drew {sample.Drawn.Count} of {Words.Count(sample.Population, "signed-off entry", "signed-off entries")} with seed {sample.Seed}: {string.Join(", ", sample.Drawn.Select(d => d.Reference))}.");
        }, cancellationToken);

    /// <summary>Whether somebody may look over a list: whoever changed it or signed any of it off would look at their own work.</summary>
    internal static async Task<Outcome> IndependentAsync(CommandContext context, DossierReader dossiers, Guid deploymentId, CancellationToken cancellationToken)
    {
        var (db, officer) = (context.Db, context.Actor);
        if (await dossiers.LookAsync(db, deploymentId, context.Now, officer, cancellationToken) is not { } dossier)
            return Permissions.NotFound("This deployment");
        if (dossier.Preparations.Contains(new Preparation(officer.UserId, PreparedPart.List)) || dossier.List.Hands.Contains(officer.UserId))
            return Outcome.NotYourRole("You changed this list, so you cannot sample it.", "Leave it to another authorising officer.");
        if (dossier.AnswerForHands.Contains(officer.UserId))
            return Outcome.NotYourRole("You answer for a system that proposed people for this list, so you cannot sample it.", "Leave it to another authorising officer.");
        return await db.EntryHands.AnyAsync(h => h.DeploymentId == deploymentId && h.Part == EntryPart.Approved && h.UserId == officer.UserId, cancellationToken)
            ? Outcome.NotYourRole("You signed entries of this list off, so you cannot sample it.", "Leave it to another authorising officer.")
            : Outcome.Done;
    }
}

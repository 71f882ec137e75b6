using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>What the public has been told so far.</summary>
/// <param name="State">State of the notice; <see langword="null"/> when none was written.</param>
/// <param name="Summary">Its text in short, as published or as it is being written.</param>
/// <param name="PublicSince">Since when it says what the plan says; <see langword="null"/> when it does not.</param>
/// <param name="Lead">What the rule about the lead time says (R14); <see langword="null"/> when the policy does not ask.</param>
/// <param name="SecondReason">Why a longer notice was not possible; <see langword="null"/> when nobody said.</param>
public sealed record AnnouncedSoFar(NoticeState? State, string Summary, DateTimeOffset? PublicSince, Finding? Lead, string? SecondReason);

/// <summary>Another use at the same place that ran.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Starts">Its day.</param>
/// <param name="Figures">Its published figures; <see langword="null"/> while none are.</param>
/// <param name="IsFromBefore">Whether it is a trial from before Lfr, of which only what was published is known.</param>
public sealed record EarlierUse(Guid Id, string Reference, string Name, DateTimeOffset? Starts, DeploymentFigures? Figures, bool IsFromBefore);

/// <summary>How fast somebody signs entries of this list off.</summary>
/// <param name="Name">Who.</param>
/// <param name="Answers">Entries about which they had the last word.</param>
/// <param name="MeanSeconds">How long they looked at each of the last ones, mean, whole seconds.</param>
/// <param name="Last">Over how many that is.</param>
public sealed record ApproverPace(string Name, int Answers, int MeanSeconds, int Last)
{
    /// <summary>Whether nobody reads an entry as fast.</summary>
    public bool IsFast => MeanSeconds < SignOffStretch.FastSeconds;
}

/// <summary>What an officer wants to know that is not part of the plan: what the public was told, how carefully the list is read, and what came of earlier uses at this place.</summary>
/// <param name="Announced">The notice.</param>
/// <param name="Earlier">Uses at the same street and landmark, the latest first; at most <see cref="Most"/>.</param>
/// <param name="EarlierCount">How many there are.</param>
/// <param name="Paces">Approvers, those with the most answers first.</param>
public sealed record BesideAuthority(AnnouncedSoFar Announced, IReadOnlyList<EarlierUse> Earlier, int EarlierCount, IReadOnlyList<ApproverPace> Paces)
{
    /// <summary>Most uses and most approvers that are shown.</summary>
    public const int Most = 5;

    private const int PaceOver = 40;

    private static readonly DeploymentState[] Ran = [DeploymentState.Ended, DeploymentState.Debriefed, DeploymentState.Published];

    /// <summary>Reads it.</summary>
    internal static async Task<BesideAuthority> ReadAsync(LfrDbContext db, Dossier dossier, CancellationToken cancellationToken)
    {
        var (deployment, notice) = (dossier.Deployment, dossier.Notice);
        var there = deployment.Venue.Length == 0 ? db.Deployments.Where(d => false) : db.Deployments.Where(d => d.Venue == deployment.Venue && d.Id != deployment.Id && Ran.Contains(d.State));
        var uses = await there.OrderByDescending(d => d.Starts).ThenBy(d => d.Id).Take(Most).ToListAsync(cancellationToken);
        var ids = uses.Select(d => d.Id).ToArray();
        var records = await db.Records.Where(r => ids.Contains(r.DeploymentId)).ToDictionaryAsync(r => r.DeploymentId, cancellationToken);
        return new BesideAuthority(
            new AnnouncedSoFar(
                notice?.State,
                (notice?.Current?.Text ?? notice?.Draft)?.Summary ?? "",
                notice?.PublicSince(deployment.Plan),
                RuleBook.Readiness(dossier).FirstOrDefault(f => f.IsOf<NoticeIsGivenInTime>()),
                notice?.ShortNoticeReason),
            [.. uses.Select(d => new EarlierUse(d.Id, d.Reference, d.Name, d.Starts, records.GetValueOrDefault(d.Id)?.Current?.Figures, d.HistoricalSource is not null))],
            await there.CountAsync(cancellationToken),
            await PacesAsync(db, deployment.Id, cancellationToken));
    }

    private static async Task<IReadOnlyList<ApproverPace>> PacesAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var decided = db.Entries.Where(e => e.DeploymentId == deploymentId && e.DecidedBy != null);
        var most = await decided.GroupBy(e => e.DecidedBy).Select(g => new { By = g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.By).Take(Most).ToListAsync(cancellationToken);
        var paces = new List<ApproverPace>(most.Count);
        foreach (var approver in most)
        {
            var last = await decided.Where(e => e.DecidedBy == approver.By).OrderByDescending(e => e.DecidedAt).Take(PaceOver).Select(e => e.Decisions).ToListAsync(cancellationToken);
            var answers = last.Where(d => d.Count > 0).Select(d => d[^1]).ToArray();
            if (answers.Length > 0)
                paces.Add(new ApproverPace(answers[0].By.Name, approver.Count, (int)answers.Average(a => a.LookedForSeconds), answers.Length));
        }

        return paces;
    }
}

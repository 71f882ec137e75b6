using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Queries;

/// <summary>A notice to be written, with what it is about.</summary>
/// <param name="DeploymentId">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="State">State of the deployment.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Notice">State of the notice; <see langword="null"/> when none was written.</param>
/// <param name="Text">Text being written; <see langword="null"/> when none was written.</param>
/// <param name="Versions">Published versions, the latest first.</param>
/// <param name="ShortNoticeReason">Second reason for a short notice.</param>
/// <param name="Revision">Revision of the notice; 0 when none was written.</param>
/// <param name="Lead">What the rule about the lead time says (R14); <see langword="null"/> when it does not apply.</param>
/// <param name="Policy">Policy of the deployment; <see langword="null"/> when none is in force.</param>
/// <param name="Fits">Whether the public notice says what the plan says now.</param>
/// <param name="MayWrite">Whether the reader may write and publish.</param>
/// <param name="Public">How the deployment stands in the eyes of the public; <see langword="null"/> while nothing is published.</param>
public sealed record NoticeSheet(
    Guid DeploymentId,
    string Reference,
    DeploymentState State,
    Plan Plan,
    NoticeState? Notice,
    NoticeText? Text,
    IReadOnlyList<NoticeVersion> Versions,
    string? ShortNoticeReason,
    long Revision,
    Finding? Lead,
    PolicyPack? Policy,
    bool Fits,
    bool MayWrite,
    PublicStanding? Public)
{
    /// <summary>Whom the policy wants to be told, and that they were told of this place, time and purpose.</summary>
    public IReadOnlyList<(NotifiedBody Body, BodyTold? Told)> Bodies { get; init; } = [];

    /// <summary>Files in other languages that the next publication takes along.</summary>
    public IReadOnlyList<NoticeAttachment> Attachments { get; init; } = [];

    /// <summary>Whether publishing now would be a later version, which needs a reason.</summary>
    public bool IsAmendment => Versions.Count > 0;

    /// <summary>Whether the public notice may be withdrawn now.</summary>
    public bool MayWithdraw => MayWrite && Notice == NoticeState.Published;

    /// <summary>Whether R14 asks for a second reason.</summary>
    public bool NeedsSecondReason => Lead is { Weight: Weight.Block } && ShortNoticeReason is null && Plan.Window is not null;
}

/// <summary>Reads a notice for those who write or check it.</summary>
public sealed class ReadNotice(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The notice; <see langword="null"/> when there is no such deployment or the reader may not see it.</summary>
    public async Task<NoticeSheet?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await dossiers.LookAsync(db, deploymentId, time.GetUtcNow(), asking: null, cancellationToken) is not { } dossier)
            return null;
        var (deployment, notice) = (dossier.Deployment, dossier.Notice);
        var ahead = deployment.State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised;
        return new NoticeSheet(
            deployment.Id,
            deployment.Reference,
            deployment.State,
            deployment.Plan,
            notice?.State,
            notice?.Draft,
            [.. (notice?.Versions ?? []).Reverse()],
            notice?.ShortNoticeReason,
            notice?.Revision ?? 0,
            ahead ? RuleBook.Readiness(dossier).FirstOrDefault(f => f.IsOf<NoticeIsGivenInTime>()) : null,
            dossier.Policy,
            notice?.PublicSince(deployment.Plan) is not null,
            Permissions.WritePlans.IsDoneBy(reader) && ahead,
            notice?.Current is null ? null : PublicStandings.Of(notice, deployment, dossier.Now))
        {
            Attachments = notice?.Attachments ?? [],
            Bodies = [.. (dossier.Policy?.Notice?.Bodies ?? []).Select(b => (b, notice?.ToldOf(b.Code, deployment.Plan)))],
        };
    }

    /// <summary>Revision of the notice, for a screen that heard of a change; 0 when there is none.</summary>
    public async Task<long> RevisionAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Notices.AsNoTracking().Where(n => n.DeploymentId == deploymentId).Select(n => n.Revision).FirstOrDefaultAsync(cancellationToken);
    }
}

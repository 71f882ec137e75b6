using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;

namespace Lfr.Web.Features.Watchlists;

/// <summary>What one page of the sign-off queue has open, and whether anybody still sits before it.</summary>
public sealed class OpenEntry(ReadSignOffQueue queues, ClaimEntry claim, ReleaseEntry release, TimeProvider time)
{
    /// <summary>A sign of life is not written down more often than this.</summary>
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(30);

    /// <summary>How often others may be faster before the queue is shown without an entry, until it is read again.</summary>
    private const int Tries = 5;

    private readonly Guid pageId = Guid.CreateVersion7(time.GetUtcNow());
    private long touched;
    private Actor? holder;

    /// <summary>The entry; <see langword="null"/> while none is open.</summary>
    public Guid? EntryId { get; private set; }

    /// <summary>Whether nobody has touched the page for so long that the entry is for others. Until somebody says so, the page takes no other: an empty chair would take one after the other.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>Reads the queue and claims what it shows; where somebody else is faster, the next.</summary>
    public async Task<SignOffQueue?> ReadAsync(Actor actor, Guid deploymentId, Guid? wanted, SignOffOrder order, CancellationToken cancellationToken)
    {
        // What somebody reads stays, whatever else becomes free or is proposed meanwhile.
        wanted ??= EntryId;
        var queue = await queues.RunAsync(actor, deploymentId, wanted, order, cancellationToken);
        if (EntryId is not null && time.GetElapsedTime(touched) >= EntryClaim.Lease)
            IsLeft = true;
        if (IsLeft || queue is not { Current: not null, AskForBreak: null, BreakUntil: null })
        {
            await LeaveAsync(cancellationToken);
            return queue;
        }

        for (var attempt = 1; queue?.Current is { } id && id != EntryId; attempt++)
        {
            var taken = await claim.RunAsync(actor, pageId, id, cancellationToken);
            if (taken.Succeeded)
                (EntryId, holder, touched) = (id, actor, time.GetTimestamp());
            else if (attempt == Tries)
                return queue with { Current = null, Following = null };
            else
                queue = await queues.RunAsync(actor, deploymentId, wanted, order, cancellationToken);
        }

        return queue;
    }

    /// <summary>Somebody sits before the page.</summary>
    public async Task TouchAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (IsLeft || EntryId is not { } id || time.GetElapsedTime(touched) < Seldom)
            return;
        // Whether it lapsed meanwhile and is somebody else's, the next read shows.
        if ((await claim.RunAsync(actor, pageId, id, cancellationToken)).Succeeded)
            touched = time.GetTimestamp();
    }

    /// <summary>Somebody is back.</summary>
    public void ComeBack() => IsLeft = false;

    /// <summary>What is open is for others, also when its holder was signed out or has lost the duty.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (EntryId is null || holder is null)
            return;
        await release.RunAsync(holder, pageId, cancellationToken);
        EntryId = null;
    }
}

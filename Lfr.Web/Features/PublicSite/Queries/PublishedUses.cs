using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.PublicSite.Queries;

/// <summary>Uses of one year as the force published them.</summary>
/// <param name="Year">The year shown; <see langword="null"/> when there are none at all.</param>
/// <param name="Years">Years with uses, the latest first.</param>
/// <param name="Uses">The year's uses, the latest first.</param>
public sealed record PublishedYear(int? Year, IReadOnlyList<int> Years, IReadOnlyList<PublishedUse> Uses);

/// <summary>Reads uses that were imported. Needs no sign-in and can reach nothing else.</summary>
public sealed class PublishedUses(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>How many uses were imported.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PublishedUses.CountAsync(cancellationToken);
    }

    /// <summary>The uses of <paramref name="year"/>, or of the latest year there is.</summary>
    public async Task<PublishedYear> RunAsync(int? year, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var years = await db.PublishedUses.Select(u => u.Day.Year).Distinct().OrderDescending().ToListAsync(cancellationToken);
        if (years.Count == 0)
            return new PublishedYear(null, [], []);
        var shown = year is { } asked && years.Contains(asked) ? asked : years[0];
        var (from, to) = (new DateOnly(shown, 1, 1), new DateOnly(shown, 12, 31));
        var uses = await db.PublishedUses.AsNoTracking().Where(u => u.Day >= from && u.Day <= to).OrderByDescending(u => u.Day).ThenByDescending(u => u.Id).ToListAsync(cancellationToken);
        return new PublishedYear(shown, years, uses);
    }
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>What the database says of a list for a page is what the entries themselves say to whoever decides.</summary>
public sealed class ListFactsTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddMinutes(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Facts_CountedByTheDatabase_AreThoseOfTheEntries()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var seal = new WatchlistSeal("sealed", 9, Given.Approver.Sign(Given.Start.AddHours(-4)));
        var others = Enumerable.Range(1, 12).Select(n => AnyList.Of(rig.DeploymentId, 100 * n, seal)).ToArray();
        await rig.App.InDatabaseAsync(async db =>
        {
            var deployment = await db.Deployments.SingleAsync(Cancel);
            foreach (var entries in others)
            {
                await db.Entries.ExecuteDeleteAsync(Cancel);
                db.ChangeTracker.Clear();
                db.Entries.AddRange(entries);
                await db.SaveChangesAsync(Cancel);
                db.ChangeTracker.Clear();
                await AssertSameAsync(db, deployment, seal);
            }

            return 0;
        });
    }

    private static async Task AssertSameAsync(LfrDbContext db, Deployment deployment, WatchlistSeal seal)
    {
        var entries = await db.Entries.AsNoTracking().OrderBy(e => e.Reference).ToListAsync(Cancel);
        EntryCategory[][] criteria = [[EntryCategory.WantedByCourts, EntryCategory.MissingAtRisk], []];
        foreach (var categories in criteria)
        {
            foreach (var asked in new[]
                     {
                         new ListQuestions(categories, seal, Now, Given.Start.AddHours(-24), Given.Embedder),
                         new ListQuestions(categories, null, Now, null, null),
                         new ListQuestions(categories, seal, Now, Given.Start.AddHours(-24), Given.Embedder) { Confirmed = entries.Where((_, i) => i % 2 == 0).Select(e => e.Id).ToHashSet() },
                     })
            {
                var facts = ListFacts.Of(entries, asked);
                var counted = await ListFactsReader.ReadAsync(db, Given.DeploymentId, asked, Cancel);
                Assert.Equal(Text(facts), Text(counted));
                Assert.Equal(facts.Hands.Order(), counted.Hands.Order());
            }
        }

        var listed = DeploymentFigures.Compute(deployment, null, entries, [], null, Now);
        var looked = await FiguresReader.LookAsync(db, deployment, null, null, Now, Cancel);
        Assert.Equal(Cells(listed), Cells(looked));
    }

    private static string Cells(DeploymentFigures f) => $"{f.ListSize} {f.TakenOff} {string.Join('|', f.ListByCategory)} {string.Join('|', f.ListByAge)}";

    private static string Text(ListFacts f) =>
        $"{f.Proposed} {f.Returned} {f.Approved} {f.Withdrawn} | {f.NotSignedOff} | {f.Uncovered} | {f.OutsideTheCriteria} | {f.CheckedAhead} | {f.CheckedTooLongAgo} | {f.OfAnotherModel}";

    /// <summary>Lists in which anything may have happened to anybody, all of it by the domain's own commands.</summary>
    private static class AnyList
    {
        public static IReadOnlyList<WatchlistEntry> Of(Guid deploymentId, int seed, WatchlistSeal seal)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(seed, 30).Select(n => Entry(n, random, seal, deploymentId))];
        }

        private static WatchlistEntry Entry(int n, Random random, WatchlistSeal seal, Guid deploymentId)
        {
            var details = Given.GoodDetails(n) with
            {
                Category = random.Next(3) switch { 0 => EntryCategory.WantedByCourts, 1 => EntryCategory.SubjectToOrder, _ => EntryCategory.MissingAtRisk },
                AgeBand = random.Next(4) switch { 0 => AgeBand.Child13To17, 1 => AgeBand.Under13, _ => AgeBand.Adult },
                StatusVerifiedAt = Now.AddHours(random.Next(-30, 2)),
            };
            var photograph = Given.GoodPhotograph(n) with { EmbedderHash = random.Next(5) == 0 ? Given.Detector : Given.Embedder };
            var compiler = random.Next(8) == 0 ? Given.OtherApprover : Given.Compiler;
            var entry = WatchlistEntry.Propose(Given.Id(3000 + n), deploymentId, $"R-{n:00000}", details, photograph, compiler, Given.Start.AddHours(-20));
            for (var step = random.Next(5); step > 0; step--)
                Step(entry, random, seal, Given.Start.AddHours(-10).AddMinutes(step * random.Next(-300, 900)));
            return entry;
        }

        // What does not fit the state is refused, and changes nothing.
        private static void Step(WatchlistEntry entry, Random random, WatchlistSeal seal, DateTimeOffset at)
        {
            var approver = random.Next(3) == 0 ? Given.OtherApprover : Given.Approver;
            _ = random.Next(12) switch
            {
                < 5 => entry.Decide(EntryVerdict.Approved, "Two people", entry.Hash(), 9, approver, [], at),
                5 => entry.Decide(EntryVerdict.Returned, "Say more", entry.Hash(), 9, approver, [], at),
                6 => entry.Decide(EntryVerdict.Rejected, "Not needed", entry.Hash(), 9, approver, [], at),
                7 => entry.TakeBack(approver, at),
                8 => entry.Suspend(EntryFate.Arrested, "Arrested at home", random.Next(2) == 0 ? [seal.GalleryHash] : ["another"], Given.Silver, at),
                9 => entry.Remove("No longer wanted", Given.Compiler, at),
                10 => Purged(entry),
                _ => entry.Change(entry.Details, entry.Photograph ?? Given.GoodPhotograph(), Given.Compiler, at),
            };
        }

        private static Outcome Purged(WatchlistEntry entry)
        {
            entry.Purge();
            return Outcome.Done;
        }
    }
}

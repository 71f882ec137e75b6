using Bunit;
using Lfr.Tests.Support;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Layout;
using Lfr.Web.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Components;

/// <summary>The bell: says how many tasks there are, announces a new one once, and asks seldom.</summary>
public sealed class BellTests : BunitContext
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 31, 9, 0, 0, TimeSpan.Zero));
    private readonly ChangeFeed feed = new(NullLogger<ChangeFeed>.Instance);
    private readonly Needs needs = new();

    public BellTests()
    {
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(feed);
        Services.AddSingleton<INeedsCount>(needs);
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task Count_IsInItsName_AndNotAnnounced_UntilItGrows_AndThenOnce()
    {
        needs.Count = 1;
        var bell = Render<Bell>();
        Assert.Equal(("1", "1 task needs you", ""), Shown(bell));

        needs.Count = 3;
        await TellAsync(bell, () => Shown(bell) == ("3", "3 tasks need you", "3 tasks need you"));
        needs.Count = 2;
        await TellAsync(bell, () => Shown(bell) == ("2", "2 tasks need you", ""));
        needs.Count = 0;
        await TellAsync(bell, () => Shown(bell) == ("", "Nothing needs you", ""));
    }

    [Fact]
    public async Task ManyChangesAtOnce_AreCountedOnce_AndReportsOfWorkersNotAtAll()
    {
        var bell = Render<Bell>();
        Assert.Equal(1, needs.Asked);

        for (var i = 0; i < 50; i++)
            feed.Publish([new ChangeNotice(ChangeKind.Alert, Guid.Empty, i), new ChangeNotice(ChangeKind.WorkerReport, Guid.Empty)]);
        needs.Count = 1;
        await TellAsync(bell, () => Shown(bell).Number == "1");

        Assert.InRange(needs.Asked, 2, 3);
    }

    [Fact]
    public async Task CountThatFails_LeavesThePageAndTheOldNumber()
    {
        needs.Count = 4;
        var bell = Render<Bell>();
        needs.Fails = true;
        await TellAsync(bell, () => needs.Asked >= 2);
        Assert.Equal("4", Shown(bell).Number);

        (needs.Fails, needs.Count) = (false, 5);
        await TellAsync(bell, () => Shown(bell).Number == "5");
    }

    [Fact]
    public void HundredsOfTasks_DoNotBurstTheBell()
    {
        needs.Count = 1234;

        Assert.Equal(("99+", "1,234 tasks need you", ""), Shown(Render<Bell>()));
    }

    private static (string Number, string Name, string Announced) Shown(IRenderedComponent<Bell> bell) =>
        (bell.FindAll(".number").SingleOrDefault()?.TextContent ?? "", bell.Find("a .lfr-visually-hidden").TextContent, bell.Find("[role=status]").TextContent);

    private Task TellAsync(IRenderedComponent<Bell> bell, Func<bool> until)
    {
        feed.Publish([new ChangeNotice(ChangeKind.Account, Guid.Empty)]);
        return Eventually.HoldsAsync(
            () =>
            {
                time.Advance(Bell.Pause);
                return until();
            }, $"the bell shows it: {bell.Markup}");
    }

    private sealed class Needs : INeedsCount
    {
        public int Count { get; set; }

        public bool Fails { get; set; }

        public int Asked { get; private set; }

        public Task<int> CountAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return Fails ? Task.FromException<int>(new InvalidOperationException("The database is gone.")) : Task.FromResult(Count);
        }
    }
}

using Bunit;
using Lfr.Tests.Support;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Layout;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Components;

/// <summary>A page that follows others: never a storm of reads, never a standstill, and never old without saying so.</summary>
public sealed class FollowingPageTests : BunitContext
{
    private static readonly Guid Followed = new("00000000-0000-0000-0000-000000000001");

    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly ChangeFeed feed = new(NullLogger<ChangeFeed>.Instance);

    public FollowingPageTests()
    {
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton(feed);
        Services.AddScoped<PageFreshness>();
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isInteractive: true));
    }

    private PageFreshness Freshness => Services.GetRequiredService<PageFreshness>();

    [Fact]
    public async Task FirstChange_IsReadAtOnce_AndAStormOfThemAtMostEvery100Milliseconds()
    {
        var page = Render<Probe>().Instance;
        Assert.Equal(1, page.Reads);

        Tell(1);
        await Eventually.HoldsAsync(() => page.Reads == 2, "the first change is read at once");
        for (var number = 2; number <= 50; number++)
            Tell(number);
        await Eventually.HoldsAsync(() => page.Heard == 50, "all were heard");
        Assert.Equal(2, page.Reads);

        await UntilAsync(() => page.Reads == 3, FollowingPage.Throttle);
        Assert.Equal(49, page.News);
    }

    [Fact]
    public async Task ChangeOfAnotherDeployment_IsNotRead()
    {
        var page = Render<Probe>().Instance;
        feed.Publish([new ChangeNotice(ChangeKind.Deployment, new Guid("00000000-0000-0000-0000-000000000002"))]);
        Tell(1);
        await Eventually.HoldsAsync(() => page.Reads == 2, "its own change is read");
        Assert.Equal(1, page.News);
    }

    [Fact]
    public async Task ReadThatFails_IsSaidOnThePage_WithHowOldItIs_AndIsRepeatedUntilItSucceeds()
    {
        var banner = Render<FreshnessBanner>();
        var page = Render<Probe>().Instance;
        Assert.Empty(banner.Markup.Trim());

        page.Fails = true;
        time.AdjustTime(Start.AddMinutes(5));
        Tell(7);
        await Eventually.HoldsAsync(() => banner.Markup.Contains("may be out of date", StringComparison.Ordinal), "the banner stands");
        Assert.Contains(ForceTime.TimeWithSeconds(Start), banner.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        var tries = page.Reads;
        await UntilAsync(() => page.Reads > tries, FollowingPage.RetryAfter);

        page.Fails = false;
        await UntilAsync(() => Freshness.FailingSince is null, FollowingPage.RetryAfter);
        Assert.Equal(1, page.News);
        banner.WaitForAssertion(() => Assert.Empty(banner.Markup.Trim()));
    }

    [Fact]
    public async Task ReadThatTakesTooLong_IsSaidOnThePage_BeforeItEnds()
    {
        var page = Render<Probe>().Instance;
        page.Waits = new TaskCompletionSource();
        Tell(1);
        await UntilAsync(() => Freshness.FailingSince is not null, FollowingPage.Patience);
        page.Waits.SetResult();
        await Eventually.HoldsAsync(() => Freshness.FailingSince is null, "what was read late is up to date");
    }

    [Fact]
    public async Task WhatWasMissed_IsReadWithinAMinute()
    {
        var page = Render<Probe>().Instance;
        await UntilAsync(() => page.Reads == 2, TimeSpan.FromMinutes(1));
        Assert.Equal(0, page.News);
    }

    [Fact]
    public async Task PageThatWasLeft_ReadsNoMore_AndTakesItsBannerWithIt()
    {
        var page = Render<Probe>().Instance;
        page.Fails = true;
        Tell(1);
        await Eventually.HoldsAsync(() => Freshness.FailingSince is not null, "it failed");

        await DisposeComponentsAsync();

        Assert.Null(Freshness.FailingSince);
        Assert.Null(Freshness.ReadAt);
    }

    /// <summary>A stream that is closed under a read is a failed read, not the end of the page.</summary>
    [Fact]
    public async Task ReadThatFails_BecauseSomethingWasDisposed_IsTriedAgain()
    {
        var page = Render<Probe>().Instance;
        page.Failure = new ObjectDisposedException("stream");
        Tell(1);
        await Eventually.HoldsAsync(() => Freshness.FailingSince is not null, "it failed");
        page.Failure = null;
        await UntilAsync(() => Freshness.FailingSince is null, FollowingPage.RetryAfter);
        Assert.Equal(1, page.News);
    }

    [Fact]
    public async Task PageThatIsLeft_WhileItsReadFails_DoesNotTakeTheNextWithIt()
    {
        var page = Render<Probe>().Instance;
        page.Waits = new TaskCompletionSource();
        Tell(1);
        await Eventually.HoldsAsync(() => page.Reads == 2, "it is being read");
        var left = DisposeComponentsAsync();
        page.Waits.SetException(new InvalidOperationException("The database is away."));
        await left;
        Assert.Null(Freshness.FailingSince);
    }

    [Fact]
    public void PageThatCameAfter_KeepsItsOwnStanding_WhenTheOneBeforeIsDisposed()
    {
        object before = new(), after = new();
        Freshness.WasRead(before, Start);
        Freshness.WasRead(after, Start.AddSeconds(1));
        Freshness.CouldNotBeRead(before, Start.AddSeconds(2));
        Freshness.WasLeft(before);
        Assert.Equal(Start.AddSeconds(1), Freshness.ReadAt);
        Assert.Null(Freshness.FailingSince);
    }

    private void Tell(long number) => feed.Publish([new ChangeNotice(ChangeKind.Alert, Followed, number)]);

    /// <summary>The page may begin to wait a moment after the clock was moved, so the clock is moved until it heard.</summary>
    private Task UntilAsync(Func<bool> holds, TimeSpan step) => Eventually.HoldsAsync(
        () =>
        {
            if (holds())
                return true;
            time.Advance(step);
            return false;
        },
        "the page went on");

    private sealed class Probe : FollowingPage
    {
        private int heard;

        public int Reads { get; private set; }

        public int News { get; private set; }

        public int Heard => heard;

        public bool Fails { get; set; }

        public Exception? Failure { get; set; }

        public TaskCompletionSource? Waits { get; set; }

        protected override bool Concerns(ChangeNotice change)
        {
            if (change.DeploymentId != Followed)
                return false;
            Interlocked.Increment(ref heard);
            return true;
        }

        protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
        {
            Reads++;
            if (Failure is { } failure)
                throw failure;
            if (Fails)
                throw new InvalidOperationException("The database is away.");
            if (Waits is { } waits)
                await waits.Task;
            News = news.Count;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Reads);
    }
}

using Lfr.Tests.Support;
using Lfr.Web.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Identity;

public class SignInThrottleTests
{
    private const string Officer = "operator@force.example";
    private const string Station = "192.0.2.1";
    private const string Stranger = "203.0.113.9";

    private readonly FakeTimeProvider time = new();
    private readonly SignInThrottle throttle;

    public SignInThrottleTests() => throttle = new SignInThrottle(time);

    [Fact]
    [Asvs("6.3.1")]
    public void Pause_BeginsAfterFiveAttempts_AndDoublesUpToAQuarterOfAnHour()
    {
        Try(Stranger, SignInThrottle.Free);

        List<double> pauses = [];
        for (var i = 0; i < 7; i++)
        {
            var wait = throttle.Begin(Officer, Stranger, known: true);
            pauses.Add(wait.TotalSeconds);
            time.Advance(wait);
            Assert.Equal(TimeSpan.Zero, throttle.Begin(Officer, Stranger, known: true));
        }

        Assert.Equal([30, 60, 120, 240, 480, 900, 900], pauses);
    }

    [Fact]
    [Asvs("6.3.1")]
    public void StrangersWrongPasswords_DoNotMakeTheOfficerWait()
    {
        Try(Stranger, 100);

        Assert.Equal(TimeSpan.Zero, throttle.Begin(Officer, Station, known: true));
    }

    [Fact]
    [Asvs("8.2.4")]
    public void StrangerWithManyAddresses_IsSlowed_AndTheOfficerAtAKnownAddressIsNot()
    {
        for (var i = 0; i < SignInThrottle.FreeForStrangers; i++)
            Assert.Equal(TimeSpan.Zero, throttle.Begin(Officer, $"198.51.100.{i}", known: false));

        Assert.Equal(SignInThrottle.StrangersPause, throttle.Begin(Officer, "198.51.100.200", known: false));
        Assert.Equal(TimeSpan.Zero, throttle.Begin(Officer, Station, known: true));
        Assert.Equal(TimeSpan.Zero, throttle.Begin("silver@force.example", "198.51.100.200", known: false));
        time.Advance(SignInThrottle.StrangersPause);
        Assert.Equal(TimeSpan.Zero, throttle.Begin(Officer, "198.51.100.201", known: false));
        Assert.Equal(SignInThrottle.StrangersPause, throttle.Begin(Officer, "198.51.100.202", known: false));
    }

    [Fact]
    public void HundredAttemptsAtOnce_AreNoWayAround()
    {
        var tried = 0;

        Parallel.For(0, 100, _ =>
        {
            if (throttle.Begin(Officer, Stranger, known: false) == TimeSpan.Zero)
                Interlocked.Increment(ref tried);
        });

        Assert.Equal(SignInThrottle.Free, tried);
    }

    [Fact]
    public void RightPassword_StartsAfresh()
    {
        Try(Station, SignInThrottle.Free);
        throttle.Succeeded(Officer, Station);

        Assert.Equal(TimeSpan.Zero, throttle.Begin(Officer, Station, known: true));
    }

    [Fact]
    public void AttemptsOfLongAgo_AreForgotten()
    {
        Try(Stranger, SignInThrottle.Free);
        time.Advance(TimeSpan.FromMinutes(61));
        Try(Stranger, SignInThrottle.Free - 1);

        Assert.Equal(TimeSpan.Zero, throttle.Begin(Officer, Stranger, known: false));
    }

    [Fact]
    public void SameAddress_HoweverItIsWritten_IsCountedOnce()
    {
        Try(Stranger, SignInThrottle.Free);

        Assert.NotEqual(TimeSpan.Zero, throttle.Begin(" Operator@Force.Example ", Stranger, known: false));
        Assert.Equal("2001:db8:1:2::/64", SourceAddress.Of(System.Net.IPAddress.Parse("2001:db8:1:2:3:4:5:6")));
        Assert.Equal("192.0.2.1", SourceAddress.Of(System.Net.IPAddress.Parse("::ffff:192.0.2.1")));
    }

    private void Try(string source, int times)
    {
        for (var i = 0; i < times; i++)
            throttle.Begin(Officer, source, known: true);
    }
}

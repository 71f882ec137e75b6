using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

public class StreamClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, bool, double?[], double[]> Streams => new()
    {
        { "any origin is taken for zero", false, [7.5, 7.6, 7.7], [0, 0.1, 0.2] },
        { "a varying rate is kept", false, [0, 0.04, 0.5, 0.52], [0, 0.04, 0.5, 0.52] },
        { "a film that begins again goes on by one interval", false, [0, 0.1, 0.2, 0, 0.1], [0, 0.1, 0.2, 0.3, 0.4] },
        { "a first frame from elsewhere moves nothing", true, [0, -0.24, -0.16, -0.08], [0, 0.1, 0.18, 0.26] },
        { "a time told twice still goes on", false, [0, 0, 0.1], [0, 0.1, 0.2] },
        { "a film without times goes by its rate", false, [null, null, null], [0, 0.1, 0.2] },
        { "a time that was not told is bridged", false, [0, null, 0.2], [0, 0.1, 0.2] },
        { "a camera without times goes by the arrivals", true, [null, null, null], [0, 1, 2] },
        { "a camera may pause", true, [0, 4, 5], [0, 4, 5] },
        { "a camera that sets its clock goes on by one interval", true, [0, 1, 86_400, 86_401], [0, 1, 1.1, 2.1] },
        { "nonsense is no time", false, [0, double.NaN, 1e300, 0.3], [0, 0.1, 0.2, 0.3] },
        { "a film may be slow", false, [0, 3_600], [0, 3_600] },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Position_FollowsTheStream_AndAlwaysRises(string what, bool live, double?[] told, double[] expected)
    {
        var clock = new StreamClock(live, TimeSpan.FromSeconds(0.1));
        var positions = told.Select((seconds, i) => clock.Next(seconds, Start + TimeSpan.FromSeconds(i)).TotalSeconds).ToArray();
        Assert.Equal(expected.Length, positions.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - positions[i]) < 1e-6, $"{what}: frame {i} is at {positions[i]} instead of {expected[i]}.");
    }
}

using System.Text;
using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

public class DecoderMessagesTests
{
    [Theory]
    [InlineData("frame:0    pts:0       pts_time:0\nlfr=1\nframe:1    pts:2048    pts_time:0.2\nlfr=1\n", new[] { 0, 0.2 }, "")]
    [InlineData("frame:0    pts:NOPTS   pts_time:NOPTS\nlfr=1\nframe:1    pts:-7200   pts_time:-0.08\nlfr=1\n", new[] { double.NaN, -0.08 }, "")]
    [InlineData("[h264 @ 0x1] frame:0    pts:1       pts_time:1e-05\nerror while decoding\n", new[] { 1e-05 }, "[h264 @ 0x1] \nerror while decoding\n")]
    [InlineData("frame:0 pts:0 pts_time:0\nframe:2 pts:2 pts_time:2\n", new[] { 0, double.NaN, 2 }, "")]
    [InlineData("frame:0 pts:0 pts_time:1\nframe:1 pts:0 pts_time:2\nframe:0 pts:0 pts_time:3\nframe:1 pts:0 pts_time:4\n", new double[] { 1, 2, 3, 4 }, "")]
    [InlineData("frame:0 pts:0 pts_time:1\nframe:900 pts:0 pts_time:9\nframe:-4 pts:0 pts_time:9\nframe:1 pts:0 pts_time:2\nframe:1 pts:0 pts_time:9\n", new double[] { 1, 2 }, "")]
    [InlineData("Connection refused", new double[0], "Connection refused\n")]
    public void Announcement_OfEachFrame_IsUnderstood_AndComplaintsAreKept(string said, double[] times, string complaints)
    {
        var words = new DecoderMessages(new MemoryStream(Encoding.UTF8.GetBytes(said)));
        words.BlockUntilClosed();
        for (var i = 0; i < times.Length; i++)
            Assert.Equal(double.IsNaN(times[i]) ? null : times[i], words.TimeOf(i));
        Assert.Null(words.TimeOf(times.Length));
        Assert.Equal(complaints, words.Complaints);
    }

    [Fact]
    public void Complaints_AreKeptToABoundedTail()
    {
        var words = new DecoderMessages(Stream.Null);
        words.BlockUntilClosed();
        words.Hear(Encoding.UTF8.GetBytes(new string('x', 1_000_000) + "\n"));
        for (var i = 0; i < 10_000; i++)
            words.Hear("[h264] error while decoding\n"u8);
        words.Hear("the last words\n"u8);
        Assert.InRange(words.Complaints.Length, 3000, 4000);
        Assert.EndsWith("error while decoding\nthe last words\n", words.Complaints, StringComparison.Ordinal);
    }

    [Fact]
    public void Announcements_CostNoAllocation()
    {
        var words = new DecoderMessages(Stream.Null);
        words.BlockUntilClosed();
        var line = new byte[200];
        void Hear(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                System.Text.Unicode.Utf8.TryWrite(line, $"frame:{i} pts:{i} pts_time:{i * 0.04}\nlfr=1\n", out var length);
                words.Hear(line.AsSpan(0, length));
                Assert.NotNull(words.TimeOf(i));
            }
        }

        Hear(0, 500);
        var before = GC.GetAllocatedBytesForCurrentThread();
        words.Hear("frame:500 pts:9 pts_time:20\nlfr=1\nframe:501 pts:9 pts_time:20.04\nlfr=1\n"u8);
        words.TimeOf(500);
        words.TimeOf(501);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}

using System.Text;
using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

public class DecoderMessagesTests
{
    private const string Frame0 = "[Parsed_showinfo_4 @ 0x1] [info] n:   0 pts:      0 pts_time:0       pos:      564 fmt:bgr24 sar:1/1 s:640x480 i:P iskey:1 type:I \n";
    private const string Frame1 = "[Parsed_showinfo_4 @ 0x1] [info] n:   1 pts:   2048 pts_time:0.2     pos:      900 fmt:bgr24 sar:1/1 s:640x480 i:P iskey:0 type:P \n";
    private const string Frame2 = "[Parsed_showinfo_4 @ 0x1] [info] n:   2 pts:   4096 pts_time:NOPTS   pos:     1000 fmt:bgr24 sar:1/1 s:640x480 i:P iskey:0 type:P \n";
    private const string Key1 = "[Parsed_showinfo_4 @ 0x1] [info] n:   1 pts:   2048 pts_time:0.2     pos:      900 fmt:bgr24 sar:1/1 s:640x480 i:P iskey:1 type:I \n";
    private const string Corrupt = "[warning] camera: corrupt decoded frame in stream 0\n";

    [Theory]
    [InlineData(Frame0 + "[Parsed_showinfo_4 @ 0x1] [info] color_range:unknown\n" + Frame1 + Frame2, new[] { 0, 0.2, double.NaN }, "")]
    [InlineData(Frame0 + Frame2, new[] { 0, double.NaN, double.NaN }, "")]
    [InlineData(Frame0 + Frame1 + Frame0 + Frame1, new[] { 0, 0.2, 0, 0.2 }, "")]
    [InlineData(Frame0 + "[info]     title : " + Frame1 + Frame1, new[] { 0, 0.2 }, "")]
    [InlineData(Frame0 + "[h264 @ 0x2] [error] error while decoding MB 1 2\n" + Frame1, new[] { 0, 0.2 }, "[h264 @ 0x2] [error] error while decoding MB 1 2\n")]
    [InlineData("Connection refused", new double[0], "Connection refused\n")]
    public void Announcement_OfEachFrame_IsUnderstood_AndComplaintsAreKept(string said, double[] times, string complaints)
    {
        var words = Heard(said);
        for (var i = 0; i < times.Length; i++)
            Assert.Equal((double.IsNaN(times[i]) ? null : times[i], 640, 480), (words.Of(i)!.Value.Seconds, words.Of(i)!.Value.Width, words.Of(i)!.Value.Height));
        Assert.Null(words.Of(times.Length));
        Assert.Equal(complaints, words.Complaints);
    }

    [Theory]
    [InlineData(Frame0 + Corrupt + Frame1 + Frame2, new[] { false, true, false })]
    [InlineData("[h264 @ 0x2] [info] concealing 8 DC, 8 AC, 8 MV errors in I frame\n" + Frame0 + Frame1 + Frame2, new[] { true, true, true })]
    [InlineData("[h264 @ 0x2] [info] concealing 8 DC, 8 AC, 8 MV errors in I frame\n" + Frame0 + Key1 + Frame2, new[] { true, false, false })]
    [InlineData("[h264 @ 0x2] [info] concealing 8 DC, 8 AC, 8 MV errors in P frame\n" + Frame0 + Frame1 + Frame2, new[] { false, true, false })]
    [InlineData("[mjpeg @ 0x2] [error] overread 8\n" + Frame0 + Key1 + Frame2, new[] { true, false, false })]
    [InlineData("[mjpeg @ 0x2] [error] unable to decode APP fields: Invalid data\n" + Frame0 + Key1 + Frame2, new[] { false, false, false })]
    public void Frame_ThatTheDecoderMadeUp_OrThatLeansOnSuchAKeyFrame_IsDamaged(string said, bool[] damaged)
    {
        var words = Heard(said);
        Assert.Equal(damaged, damaged.Select((_, i) => words.Of(i)!.Value.IsDamaged));
        Assert.Equal(damaged, damaged.Select((_, i) => words.Of(i)!.Value.IsInvented));
    }

    [Fact]
    public void Frames_ThatLeanOnABrokenKeyFrame_StayDamaged_AndAreInventedWhileMostAreBroken()
    {
        var frames = string.Concat(Enumerable.Range(1, 20).Select(n => Frame1.Replace("n:   1", $"n:   {n}", StringComparison.Ordinal)));
        var words = Heard("[h264 @ 0x2] [info] concealing 8 DC, 8 AC, 8 MV errors in I frame\n" + Frame0 + frames);
        Assert.All(Enumerable.Range(0, 21), i => Assert.True(words.Of(i)!.Value.IsDamaged));
        Assert.All(Enumerable.Range(0, 10), i => Assert.True(words.Of(i)!.Value.IsInvented));
        Assert.All(Enumerable.Range(10, 11), i => Assert.False(words.Of(i)!.Value.IsInvented));
    }

    private static DecoderMessages Heard(string said)
    {
        var words = new DecoderMessages(new MemoryStream(Encoding.UTF8.GetBytes(said)));
        words.BlockUntilClosed();
        return words;
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
                System.Text.Unicode.Utf8.TryWrite(line, $"[Parsed_showinfo_4 @ 0x1] [info] n: {i} pts: {i} pts_time:{i * 0.04} s:640x480 i:P iskey:0 type:P \n", out var length);
                words.Hear(line.AsSpan(0, length));
                Assert.NotNull(words.Of(i)!.Value.Seconds);
            }
        }

        Hear(0, 500);
        var before = GC.GetAllocatedBytesForCurrentThread();
        words.Hear("[Parsed_showinfo_4 @ 0x1] [info] n: 500 pts: 9 pts_time:20 s:640x480 i:P iskey:0 type:P \n[h264 @ 0x1] [info] concealing 1 DC, 1 AC, 1 MV errors in P frame\n"u8);
        words.Of(500);
        words.Of(501);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}

using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

public class CameraPasswordTests
{
    [Theory]
    [InlineData("rtsp://lfr:secret@10.0.0.5:554/one?x=1", "rtsp://lfr@10.0.0.5:554/one?x=1", "secret")]
    [InlineData("http://lfr:p%40ss%2F1@cam.example/one", "http://lfr@cam.example/one", "p@ss/1")]
    [InlineData("rtsp://:only@[fd00::5]/one", "rtsp://@[fd00::5]/one", "only")]
    [InlineData("https://lfr:a%3Ab@cam.example", "https://lfr@cam.example", "a:b")]
    public void Password_IsTakenOutOfTheAddress_AndGoesBackIn(string typed, string address, string password)
    {
        Assert.Equal((address, password), CameraPassword.TakeOut(typed));
        Assert.Equal(typed, CameraPassword.PutIn(address, password));
    }

    [Theory]
    // Nobody's password, not a network's address, or not whole yet: what is typed is left alone.
    [InlineData("rtsp://10.0.0.5/one")]
    [InlineData("rtsp://lfr@10.0.0.5/one:2")]
    [InlineData("http://10.0.0.5/user:pass@x")]
    [InlineData("demo:walk.mp4")]
    [InlineData("file:/srv/a:b@c.mp4")]
    [InlineData("rtsp://lfr:secret@")]
    [InlineData("rtsp://lfr:p@ss@10.0.0.5/one")]
    [InlineData("")]
    public void AddressWithoutAPassword_IsLeftAlone(string typed) => Assert.Equal((typed, null), CameraPassword.TakeOut(typed));

    [Theory]
    [InlineData("rtsp://lfr@CAM.example/one", "rtsp://lfr@cam.example/two?x=1", true)]
    [InlineData("rtsp://lfr@cam.example/one", "rtsp://lfr@cam.example:554/one", true)]
    [InlineData("rtsp://lfr@cam.example/one", "rtsp://lfr@thief.example/one", false)]
    [InlineData("rtsp://lfr@cam.example/one", "rtsp://lfr@cam.example:8554/one", false)]
    [InlineData("rtsp://lfr@cam.example/one", "http://lfr@cam.example/one", false)]
    [InlineData("rtsp://lfr@cam.example/one", "rtsp://root@cam.example/one", false)]
    public void Door_IsWhereThePasswordWouldBeSent(string one, string other, bool same) =>
        Assert.Equal(same, CameraPassword.Door(one) == CameraPassword.Door(other));
}

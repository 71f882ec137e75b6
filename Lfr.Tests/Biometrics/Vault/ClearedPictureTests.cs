using Lfr.Inference.Faces;
using Lfr.Shared.Live;
using Lfr.Web.Biometrics;
using Microsoft.AspNetCore.Http;

namespace Lfr.Tests.Biometrics.Vault;

/// <summary>Pictures are gone from this program's memory as soon as nobody needs them.</summary>
public class ClearedPictureTests
{
    [Fact]
    public async Task Picture_IsClearedOnceItIsSent()
    {
        byte[] jpeg = [1, 2, 3];
        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;

        await new ClearedPicture(jpeg).ExecuteAsync(http);

        Assert.Equal([1, 2, 3], body.ToArray());
        Assert.Equal("image/jpeg", http.Response.ContentType);
        Assert.Equal([0, 0, 0], jpeg);
    }

    [Fact]
    public async Task Picture_IsCleared_WhenTheBrowserIsGone()
    {
        byte[] jpeg = [1, 2, 3];
        var http = new DefaultHttpContext();
        using var closed = new MemoryStream();
        await closed.DisposeAsync();
        http.Response.Body = closed;

        await Assert.ThrowsAsync<ObjectDisposedException>(() => new ClearedPicture(jpeg).ExecuteAsync(http));

        Assert.Equal([0, 0, 0], jpeg);
    }

    [Fact]
    public void EnrolledPhotograph_IsCleared_WithItsTemplate()
    {
        var face = new EnrolmentOutcome.Enrolled([1, 2], [3, 4], new FaceQuality(1, 1, 1, 1, 1, 1, 1, 1), new FaceBox(0, 0, 1, 1), null!);

        face.Dispose();

        Assert.Equal([0, 0], face.Template);
        Assert.Equal([0, 0], face.CleanJpeg);
    }
}

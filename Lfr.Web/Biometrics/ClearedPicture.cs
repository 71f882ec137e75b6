using System.Security.Cryptography;

namespace Lfr.Web.Biometrics;

/// <summary>Sends a decrypted picture to a browser, which may not keep it, and clears it from this program's memory whether it arrived or not.</summary>
/// <param name="jpeg">The picture; nobody else reads it any more.</param>
public sealed class ClearedPicture(byte[] jpeg) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            httpContext.Response.ContentType = "image/jpeg";
            httpContext.Response.ContentLength = jpeg.Length;
            await httpContext.Response.Body.WriteAsync(jpeg, httpContext.RequestAborted);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(jpeg);
        }
    }
}

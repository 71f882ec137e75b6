namespace Lfr.Web.Hosting;

/// <summary>
/// Answers HEAD as GET without its body (RFC 9110, 9.3.2). Pages and endpoints map GET only; without this, link checkers and feed readers that ask for
/// the headers first are told that the method is not allowed.
/// </summary>
public static class HeadRequests
{
    /// <summary>Lets a HEAD request find the endpoint of its GET. The server itself sends no body for it. Must come before routing.</summary>
    public static void UseLfrHead(this WebApplication app) =>
        app.Use(async (context, next) =>
        {
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await next(context);
                return;
            }

            context.Request.Method = HttpMethods.Get;
            try
            {
                await next(context);
            }
            finally
            {
                context.Request.Method = HttpMethods.Head;
            }
        });
}

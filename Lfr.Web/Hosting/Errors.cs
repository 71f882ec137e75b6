namespace Lfr.Web.Hosting;

/// <summary>What a person sees when the application itself failed: a sentence and a reference, never a stack trace.</summary>
public static class Errors
{
    /// <summary>Answers unhandled exceptions of plain requests; pages inside a circuit have the shell's error boundary.</summary>
    public static void UseLfrErrors(this WebApplication app) =>
        app.UseExceptionHandler(failed => failed.Run(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(
                $"Something went wrong in Lfr, and nothing was changed by this request. Its reference for the administrator is {context.TraceIdentifier}.",
                context.RequestAborted);
        }));
}

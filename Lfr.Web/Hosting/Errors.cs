using Microsoft.AspNetCore.Diagnostics;

namespace Lfr.Web.Hosting;

/// <summary>What a person sees when the application itself failed: a sentence and a reference, never a stack trace.</summary>
public static class Errors
{
    /// <summary>Answers unhandled exceptions of plain requests; pages inside a circuit have the shell's error boundary.</summary>
    public static void UseLfrErrors(this WebApplication app) =>
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerAsync,
            // A request that nobody can answer is no fault of Lfr's, and anybody can send a million of them.
            SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException,
        });

    private static Task AnswerAsync(HttpContext context)
    {
        var strange = context.Features.Get<IExceptionHandlerFeature>()?.Error as BadHttpRequestException;
        context.Response.StatusCode = strange?.StatusCode ?? StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            strange is null
                ? $"Something went wrong in Lfr, and nothing was changed by this request. Its reference for the administrator is {context.TraceIdentifier}."
                : "Lfr cannot answer this request: it is too large or not valid HTTP. Nothing was changed by it.",
            context.RequestAborted);
    }
}

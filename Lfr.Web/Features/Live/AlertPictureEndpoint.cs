using Lfr.Web.Biometrics;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Live;

/// <summary>
/// Serves the pictures of alerts to those who may see them. Nothing of it is kept on the way: not by the browser, not by a proxy, and after the
/// purge there is nothing to serve.
/// </summary>
public static class AlertPictureEndpoint
{
    /// <summary>Address of a picture.</summary>
    public static string Address(Guid alertId, AlertPicture kind) => $"/staff/alerts/{alertId:D}/{Word(kind)}";

    /// <summary>Maps <c>GET /staff/alerts/{alertId}/{kind}</c>.</summary>
    public static void MapAlertPictures(this WebApplication app) =>
        app.MapGet("/staff/alerts/{alertId:guid}/{kind:regex(^(probe|context|reference)$)}", AnswerAsync).RequireAuthorization();

    private static async Task<IResult> AnswerAsync(
        Guid alertId, string kind, CurrentActor current, LookAtAlertPicture pictures, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store, private";
        var actor = await current.GetAsync(cancellationToken);
        var answer = await pictures.RunAsync(actor, alertId, Enum.Parse<AlertPicture>(kind, ignoreCase: true), cancellationToken);
        return answer switch
        {
            { Refused: true } => NotShown.Answer(answer.Outcome, answer.Page),
            { Jpeg: { } jpeg } => new ClearedPicture(jpeg),
            _ => Results.NotFound(),
        };
    }

    private static string Word(AlertPicture kind) => kind switch
    {
        AlertPicture.Probe => "probe",
        AlertPicture.Context => "context",
        _ => "reference",
    };
}

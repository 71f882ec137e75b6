using Microsoft.JSInterop;

namespace Lfr.Web.Components.Layout;

/// <summary>
/// A lost connection is loud. Blazor finds the element by its id and sets its classes; <c>app.css</c> shows what fits, <c>lfr.js</c> does what
/// the buttons say, because no code on the server can be reached then.
/// </summary>
public partial class ReconnectBanner
{
    /// <summary>
    /// Answers the browser, which asks once a second over the connection that everything on the page uses. Blazor itself notices a cut network only after half
    /// a minute; a page that gets no answer says so within three seconds.
    /// </summary>
    [JSInvokable("LfrAnswers")]
    public static void Answer()
    {
        // That it came back is the answer.
    }
}

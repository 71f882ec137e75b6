namespace Lfr.Web.Components.Layout;

/// <summary>
/// A lost connection is loud. Blazor finds the element by its id and sets its classes; <c>app.css</c> shows what fits, <c>lfr.js</c> does what
/// the buttons say, because no code on the server can be reached then.
/// </summary>
public partial class ReconnectBanner;

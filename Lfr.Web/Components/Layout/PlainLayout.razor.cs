namespace Lfr.Web.Components.Layout;

/// <summary>One thing on the page: sign-in, not found, not allowed. Works with and without a circuit.</summary>
public partial class PlainLayout;

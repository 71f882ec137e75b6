namespace Lfr.Web.Components.Layout;

/// <summary>The live room: dark, the full height of the screen, nothing around the page that is not needed in a van at night.</summary>
public partial class LiveLayout;

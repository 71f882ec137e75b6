namespace Lfr.Web.Components.Layout;

/// <summary>Staff pages: places at the left (at the bottom on a phone), the person's own menu, the page.</summary>
public partial class StaffLayout;

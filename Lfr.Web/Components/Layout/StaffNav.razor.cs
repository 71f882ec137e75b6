namespace Lfr.Web.Components.Layout;

/// <summary>The three places of the staff application; at the bottom edge on a phone, where thumbs are.</summary>
public partial class StaffNav;

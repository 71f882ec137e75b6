namespace Lfr.Web.Components.Layout;

/// <summary>The places of the staff application, administration for administrators only; at the bottom edge on a phone, where thumbs are.</summary>
public partial class StaffNav;

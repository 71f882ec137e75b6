namespace Lfr.Web.Components.Pages;

/// <summary>An address that leads nowhere.</summary>
public partial class NotFound;

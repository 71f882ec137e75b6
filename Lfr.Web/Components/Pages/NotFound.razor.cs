namespace Lfr.Web.Components.Pages;

/// <summary>What an address that leads nowhere shows; the router draws it whenever a page says that there is nothing.</summary>
public partial class NotFound;

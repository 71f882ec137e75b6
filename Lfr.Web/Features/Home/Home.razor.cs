namespace Lfr.Web.Features.Home;

/// <summary>Where staff start: what needs them, what runs, what comes.</summary>
public partial class Home;

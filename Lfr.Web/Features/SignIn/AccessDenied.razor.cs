namespace Lfr.Web.Features.SignIn;

/// <summary>Where the sign-in cookie sends a person who may not see a page.</summary>
public partial class AccessDenied;

using Lfr.Shared.Identity;

namespace Lfr.Web.Components.Layout;

/// <summary>
/// The places of the staff application, each for those who may open it: deployments for everybody who has a part in one, administration for administrators; at the bottom edge on a phone, where
/// thumbs are.
/// </summary>
public partial class StaffNav
{
    private static readonly string OfDeployments = string.Join(',', Permissions.SeeDeployments.See);
}

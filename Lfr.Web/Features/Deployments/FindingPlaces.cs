using Lfr.Shared.Policy;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>Where a finding is cleared.</summary>
/// <param name="Label">On the button: <c>Open notice</c>.</param>
/// <param name="Href">Address.</param>
public sealed record FindingPlace(string Label, string Href);

/// <summary>The way from a finding to the page on which it is cleared.</summary>
public static class FindingPlaces
{
    /// <summary>The page; <see langword="null"/> when no page clears it.</summary>
    public static FindingPlace? Of(Finding finding, Guid deploymentId)
    {
        FindingPlace Plan(string section) => new("Open plan", LfrRoutes.Plan(deploymentId) + "#" + section);
        return finding.RuleId switch
        {
            "R02" or "R03" or "R12" => Plan("grounds"),
            "R07" or "R16" => Plan("place"),
            "R08" => Plan("necessity"),
            "R09" or "R10" or "R11" => Plan("assessments"),
            "R18" => Plan("criteria"),
            "CAMERAS" or "R35" => Plan("cameras"),
            "R29" => Plan("footfall"),
            "R13" or "R14" or "R17" => new FindingPlace("Open notice", LfrRoutes.NoticeEditor(deploymentId)),
            "R04" or "R06" => new FindingPlace("Open authority", LfrRoutes.Authority(deploymentId)),
            "R19" => new FindingPlace("Go to sign-off", LfrRoutes.SignOff(deploymentId)),
            "R20" or "R28" or "R36" or "R37" => new FindingPlace("Open list", LfrRoutes.Watchlist(deploymentId)),
            _ => null,
        };
    }
}

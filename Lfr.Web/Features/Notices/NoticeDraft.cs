using Lfr.Shared.Notices;

namespace Lfr.Web.Features.Notices;

/// <summary>A notice as it is typed.</summary>
public sealed class NoticeDraft(NoticeText? text)
{
    public string Summary { get; set; } = text?.Summary ?? "";
    public string Why { get; set; } = text?.Why ?? "";
    public string WhoIsLookedFor { get; set; } = text?.WhoIsLookedFor ?? "";
    public string AnotherWay { get; set; } = text?.AnotherWay ?? "";
    public string WhatHappensToYourFace { get; set; } = text?.WhatHappensToYourFace ?? "";
    public string YourRights { get; set; } = text?.YourRights ?? "";
    public string Contact { get; set; } = text?.Contact ?? "";

    /// <summary>The text.</summary>
    public NoticeText ToText() => new(
        Summary.Trim(), Why.Trim(), WhoIsLookedFor.Trim(), AnotherWay.Trim(), WhatHappensToYourFace.Trim(), YourRights.Trim(), Contact.Trim());

    /// <summary>Fills in what is still empty; what was written stays.</summary>
    public void FillFrom(NoticeText proposal)
    {
        Summary = Or(Summary, proposal.Summary);
        Why = Or(Why, proposal.Why);
        WhoIsLookedFor = Or(WhoIsLookedFor, proposal.WhoIsLookedFor);
        AnotherWay = Or(AnotherWay, proposal.AnotherWay);
        WhatHappensToYourFace = Or(WhatHappensToYourFace, proposal.WhatHappensToYourFace);
        YourRights = Or(YourRights, proposal.YourRights);
        Contact = Or(Contact, proposal.Contact);
    }

    private static string Or(string written, string proposed) => string.IsNullOrWhiteSpace(written) ? proposed : written;
}

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>Which deployments a list shows.</summary>
public enum DeploymentGroup
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those that wait for the reader.</summary>
    Needs,

    /// <summary>Live or paused.</summary>
    Live,

    /// <summary>Not live yet.</summary>
    Ahead,

    /// <summary>Ended, and not public yet.</summary>
    Closing,

    /// <summary>Nothing more happens.</summary>
    Over,
}

/// <summary>What a list of deployments is sorted by.</summary>
public enum DeploymentOrder
{
    /// <summary>What waits for the reader first, then what is live, what is ahead, what is to be closed down, what is over.</summary>
    Urgency,

    /// <summary>Start.</summary>
    Starts,

    /// <summary>Name.</summary>
    Name,

    /// <summary>Number.</summary>
    Reference,

    /// <summary>Place.</summary>
    Place,

    /// <summary>State.</summary>
    State,
}

/// <summary>Filter and order of a list of deployments, as its address says them.</summary>
/// <param name="Search">Part of name, place or number; empty for all.</param>
/// <param name="Group">Which.</param>
/// <param name="Order">Sorted by.</param>
/// <param name="Descending">The last first.</param>
public sealed record DeploymentFilter(string Search = "", DeploymentGroup Group = DeploymentGroup.All, DeploymentOrder Order = DeploymentOrder.Urgency, bool Descending = false)
{
    /// <summary>Reads it from an address; what means nothing is left out.</summary>
    public static DeploymentFilter From(string? search, string? group, string? order, bool? descending) => new(
        search?.Trim() ?? "",
        Enum.TryParse<DeploymentGroup>(group, ignoreCase: true, out var g) && Enum.IsDefined(g) ? g : DeploymentGroup.All,
        Enum.TryParse<DeploymentOrder>(order, ignoreCase: true, out var o) && Enum.IsDefined(o) ? o : DeploymentOrder.Urgency,
        descending == true);
}

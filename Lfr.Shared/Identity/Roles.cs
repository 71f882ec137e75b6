namespace Lfr.Shared.Identity;

/// <summary>The roles of domain.md §6. A person may hold several; the rules keep the duties of one deployment apart.</summary>
public static class Roles
{
    /// <summary>Drafts plans and notices, publishes notices, postpones and cancels.</summary>
    public const string Planner = "Planner";

    /// <summary>Builds the watchlist of one deployment.</summary>
    public const string Compiler = "Compiler";

    /// <summary>Signs off watchlist entries, one by one.</summary>
    public const string WatchlistApprover = "WatchlistApprover";

    /// <summary>Grants, refuses and revokes the authority for a deployment.</summary>
    public const string AuthorisingOfficer = "AuthorisingOfficer";

    /// <summary>Silver or Bronze command: may pause and stop.</summary>
    public const string Silver = "Silver";

    /// <summary>Runs the live screen and adjudicates.</summary>
    public const string Operator = "Operator";

    /// <summary>Speaks to people on the street, adjudicates and records engagements.</summary>
    public const string EngagementOfficer = "EngagementOfficer";

    /// <summary>Inspects everything, changes nothing.</summary>
    public const string Oversight = "Oversight";

    /// <summary>Data protection officer: advises, inspects, and confirms the time after a clock was set.</summary>
    public const string DataProtectionOfficer = "DataProtectionOfficer";

    /// <summary>Manages accounts and the system, without access to anybody's face.</summary>
    public const string Administrator = "Administrator";

    /// <summary>All roles, in the order in which screens list them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Planner, Compiler, WatchlistApprover, AuthorisingOfficer, Silver, Operator, EngagementOfficer, Oversight, DataProtectionOfficer, Administrator];

    /// <summary>The role as people call it: <c>Watchlist approver</c>.</summary>
    public static string InWords(string role) => role switch
    {
        WatchlistApprover => "Watchlist approver",
        AuthorisingOfficer => "Authorising officer",
        EngagementOfficer => "Engagement officer",
        DataProtectionOfficer => "Data protection officer",
        Silver => "Silver commander",
        _ => role,
    };

    /// <summary>The role within a sentence: <c>watchlist approver</c>, and <c>Silver commander</c>, which is a name.</summary>
    public static string InSentence(string role) => role == Silver ? InWords(role) : InWords(role).ToLowerInvariant();
}

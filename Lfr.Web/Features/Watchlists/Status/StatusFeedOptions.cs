namespace Lfr.Web.Features.Watchlists.Status;

/// <summary>Who knows whether listed people are still sought: an address (<c>StatusFeed:Address</c>) or a file (<c>StatusFeed:File</c>).</summary>
public sealed record StatusFeedOptions
{
    /// <summary>The address that is asked.</summary>
    public Uri? Address { get; init; }

    /// <summary>What Lfr shows to it (<c>StatusFeed:Secret</c>), as a bearer token.</summary>
    public string? Secret { get; init; }

    /// <summary>The table that another system writes.</summary>
    public string? File { get; init; }

    /// <summary>What people call it (<c>StatusFeed:Name</c>).</summary>
    public required string Name { get; init; }

    /// <summary>How often a list is asked about (<c>StatusFeed:Minutes</c>); a list that runs, every minute.</summary>
    public required TimeSpan Interval { get; init; }
}

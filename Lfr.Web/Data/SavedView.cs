namespace Lfr.Web.Data;

/// <summary>A list, board or calendar with its filters that somebody gave a name. Nobody else sees it, and nothing is decided by it.</summary>
public sealed class SavedView
{
    /// <summary>Longest name, characters.</summary>
    public const int LongestName = 60;

    /// <summary>Longest address, characters.</summary>
    public const int LongestAddress = 600;

    /// <summary>Identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>What they call it; each name once a person.</summary>
    public required string Name { get; init; }

    /// <summary>Page and filters, such as <c>/deployments?q=romford</c>.</summary>
    public required string Address { get; set; }

    /// <summary>When it was last saved.</summary>
    public required DateTimeOffset SavedAt { get; set; }
}

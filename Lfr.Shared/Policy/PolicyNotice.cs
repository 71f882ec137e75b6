namespace Lfr.Shared.Policy;

/// <summary>What a policy says about the notice beyond the hours of R14.</summary>
public sealed record PolicyNotice
{
    /// <summary>R14: with less than this before the start, nothing runs, whatever the reason; an urgent request (R05) is excepted, because it cannot wait. <see langword="null"/> for no minimum.</summary>
    public int? MinimumHours { get; init; }

    /// <summary>R13b: whom the force tells of each use, besides the public.</summary>
    public IReadOnlyList<NotifiedBody> Bodies { get; init; } = [];
}

/// <summary>Somebody who is told of each use.</summary>
public sealed record NotifiedBody
{
    /// <summary>Short name that rows keep: <c>DataProtection</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Its name, without an article: <c>national data protection authority</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it takes such reports; <see langword="null"/> when the policy does not say.</summary>
    public Uri? Address { get; init; }
}

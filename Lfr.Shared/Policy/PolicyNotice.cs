using Lfr.Shared.Notices;

namespace Lfr.Shared.Policy;

/// <summary>What a policy says about the notice beyond the hours of R14.</summary>
public sealed record PolicyNotice
{
    /// <summary>R14: with less than this before the start, nothing runs, whatever the reason; an urgent request (R05) is excepted, because it cannot wait. <see langword="null"/> for no minimum.</summary>
    public int? MinimumHours { get; init; }

    /// <summary>R13b: whom the force tells of each use, besides the public.</summary>
    public IReadOnlyList<NotifiedBody> Bodies { get; init; } = [];

    /// <summary>R13c: the parts that a notice must have; empty when the policy names none.</summary>
    public IReadOnlyList<NoticePart> Parts { get; init; } = [];

    /// <summary>R54: languages in which a notice is written, the first one first: <c>en</c>, <c>cy</c> (ISO 639). Empty when the policy does not say.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
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

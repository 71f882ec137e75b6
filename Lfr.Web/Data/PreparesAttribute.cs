using Lfr.Shared.Policy;

namespace Lfr.Web.Data;

/// <summary>Marks a command with which somebody takes part in preparing a deployment, so that they cannot authorise it (R06).</summary>
/// <param name="part">What they had a part in.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PreparesAttribute(PreparedPart part) : Attribute
{
    /// <summary>What they had a part in.</summary>
    public PreparedPart Part { get; } = part;

    /// <summary>
    /// Whether it counts only until authority was given: what takes somebody off a list afterwards is possible at any moment, and must not cost the operation the authority of
    /// the officer who did it.
    /// </summary>
    public bool UntilAuthorised { get; init; }
}

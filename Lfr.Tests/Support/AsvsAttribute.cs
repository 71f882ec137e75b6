using Xunit.v3;

namespace Lfr.Tests.Support;

/// <summary>
/// A test that shows a requirement of OWASP ASVS 5.0, by its number: <c>[Asvs("7.2.4")]</c>. <c>./test.sh -trait Asvs=7.2.4</c> runs those of one requirement; docs/asvs.md lists them.
/// </summary>
/// <param name="requirement">Its number.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AsvsAttribute(string requirement) : Attribute, ITraitAttribute
{
    /// <summary>Its number.</summary>
    public string Requirement { get; } = requirement;

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Asvs", Requirement)];
}

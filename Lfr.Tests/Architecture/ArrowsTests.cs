using System.Reflection;
using System.Xml.Linq;
using Lfr.Tests.Support;

namespace Lfr.Tests.Architecture;

public class ArrowsTests
{
    [Theory]
    [InlineData("Lfr.Shared", new string[0])]
    [InlineData("Lfr.Inference", new[] { "Lfr.Shared" })]
    [InlineData("Lfr.Benchmarks", new[] { "Lfr.Inference", "Lfr.Shared", "Lfr.Web" })]
    [InlineData("Lfr.Web", new[] { "Lfr.Inference", "Lfr.Shared" })]
    public void Project_KnowsOnlyWhatTheHouseAllows(string project, string[] allowed) =>
        Assert.Equal(allowed, ReferencesOf(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)).Order(StringComparer.Ordinal));

    [Fact]
    public void Shared_NeedsNoPackage() => Assert.Empty(ReferencesOf("Lfr.Shared", "PackageReference"));

    [Fact]
    public void Shared_IsPlainCSharp() => AssertUsesNot(typeof(Shared.Policy.Rule).Assembly, "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.ML", "SkiaSharp");

    [Fact]
    public void Inference_KnowsNoDatabaseAndNoWebServer() =>
        AssertUsesNot(typeof(Inference.Models.ModelStore).Assembly, "Microsoft.EntityFrameworkCore", "Microsoft.Data", "MudBlazor", "Microsoft.AspNetCore.Components", "Lfr.Web");

    [Fact]
    public void Inference_KnowsNoNameAndNoWatchlist()
    {
        var used = typeof(Inference.Models.ModelStore).Assembly.GetTypes()
            .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(m => m switch
            {
                FieldInfo f => [f.FieldType],
                PropertyInfo p => [p.PropertyType],
                MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType)],
                ConstructorInfo c => c.GetParameters().Select(p => p.ParameterType),
                _ => (IEnumerable<Type>)[],
            })
            .Select(t => t.Namespace ?? "")
            .Where(n => n.StartsWith("Lfr.Shared.Watchlists", StringComparison.Ordinal) || n.StartsWith("Lfr.Shared.Identity", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(used);
    }

    private static IEnumerable<string> ReferencesOf(string project, string kind) => XDocument.Load(Repository.Combine(project, project + ".csproj"))
        .Descendants(kind)
        .Select(r => r.Attribute("Include")!.Value.Replace('\\', '/'));

    private static void AssertUsesNot(Assembly assembly, params string[] prefixes) =>
        Assert.DoesNotContain(assembly.GetReferencedAssemblies(), a => prefixes.Any(p => a.Name!.StartsWith(p, StringComparison.Ordinal)));
}

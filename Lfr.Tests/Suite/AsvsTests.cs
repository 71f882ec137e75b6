using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Suite;

/// <summary>OWASP ASVS 5.0: each requirement about signing in, sessions and duties has tests that are named after it, or the reason why it has none.</summary>
public sealed partial class AsvsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Opening = """
        # OWASP ASVS 5.0: V6, V7, V8 and V10

        Written by a test (`Lfr.Tests/Suite/AsvsTests.cs`; `LFR_WRITE_DOCS=1` writes it again), which fails when a test names a requirement that is not there, or a requirement has neither a test nor a
        reason. The words are ours; the standard's are at <https://github.com/OWASP/ASVS>. `./test.sh -trait Asvs=7.2.4` runs the tests of one requirement. What is *not met* says so.

        """;

    private static readonly ILookup<string, string> Tests = typeof(AsvsTests).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).SelectMany(m => m.GetCustomAttributes<AsvsAttribute>().Select(a => (a.Requirement, Test: $"{t.Name}.{m.Name}"))))
        .OrderBy(t => t.Test, StringComparer.Ordinal).ToLookup(t => t.Requirement, t => t.Test);

    [Fact]
    public void Document_ListsEachRequirement_WithItsTests_OrTheReasonWhyItHasNone()
    {
        Assert.Empty(Tests.Select(t => t.Key).Except(AsvsRequirements.All.Select(r => r.Number)));
        Assert.Equal(AsvsRequirements.All.Count, AsvsRequirements.All.DistinctBy(r => r.Number).Count());
        Assert.Empty(AsvsRequirements.All.Where(r => r.IsTested != Tests.Contains(r.Number) || (!r.IsTested && r.Remark.Length == 0)).Select(r => r.Number));
        var path = Repository.Combine("docs", "asvs.md");
        var expected = Write();
        if (Environment.GetEnvironmentVariable("LFR_WRITE_DOCS") == "1")
            File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    [Asvs("6.2.6")]
    [Asvs("6.2.7")]
    public void FieldsOfPasswords_AreMasked_TakenByPasswordManagers_AndMayBePasted()
    {
        var fields = Repository.Sources("Lfr.Web", "*.razor").SelectMany(f => Field().Matches(File.ReadAllText(f)).Select(m => m.Value))
            .Where(f => f.Contains("assword", StringComparison.Ordinal) && !f.Contains("type=\"hidden\"", StringComparison.Ordinal)).ToArray();

        Assert.True(fields.Length >= 3);
        Assert.All(fields, field => Assert.Matches("type=\"password\"|InputType\\.Password", field));
        Assert.All(fields, field => Assert.Matches("autocomplete=\"(current|new)-password\"", field));
        Assert.DoesNotContain(Repository.Sources("Lfr.Web", "*.razor"), f => File.ReadAllText(f).Contains("onpaste", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Asvs("6.2.8")]
    public async Task Password_CountsExactlyAsItWasTyped()
    {
        var (email, password) = (LfrApp.Person(Roles.Oversight).Email, DemoAccounts.Password);
        foreach (var almost in new[] { password + " ", password.ToUpperInvariant() })
        {
            using var client = shared.App.Anybody();
            using var answer = await LfrApp.PasswordAsync(client, email, almost);
            Assert.DoesNotContain(LfrRoutes.SecondStep, answer.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
        }

        using var right = shared.App.Anybody();
        using var taken = await LfrApp.PasswordAsync(right, email, password);
        Assert.StartsWith("/sign-in/", taken.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [Asvs("6.2.5")]
    [Asvs("6.2.9")]
    [InlineData("quill harbour wren thimble quill harbour gorse wren thimble lantern moss")]
    [InlineData("пирог-дельфин-сорока-лампа")]
    [InlineData("kettle drum violin moss")]
    public async Task Password_OfAnyCharacters_AndOfMoreThan64_IsTaken(string password)
    {
        await using var scope = shared.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();

        foreach (var validator in users.PasswordValidators)
            Assert.True((await validator.ValidateAsync(users, new LfrUser { Email = "jo@force.example" }, password)).Succeeded, password);
    }

    private static string Write()
    {
        var text = new StringBuilder(Opening);
        var met = AsvsRequirements.All.Count(r => r.IsTested);
        text.Append('\n').Append(CultureInfo.InvariantCulture, $"Of {AsvsRequirements.All.Count} requirements {met} have tests, {Of("Written")} are documents, {Of("No test")} have no test, {Of("Does not apply")} do not apply, {Of("Not met")} are not met.\n\n")
            .Append("| requirement | level | what it asks | tests | remark |\n|---|---|---|---|---|\n");
        foreach (var r in AsvsRequirements.All)
            text.Append(CultureInfo.InvariantCulture, $"| {r.Number} | {r.Level} | {r.What} | {string.Join(", ", Tests[r.Number].Distinct().Select(t => $"`{t}`"))} | {r.Remark} |\n");
        return text.ToString();
    }

    private static int Of(string kind) => AsvsRequirements.All.Count(r => !r.IsTested && r.Remark.StartsWith(kind, StringComparison.Ordinal));

    [GeneratedRegex("<(?:input|MudTextField)\\b.*?/>", RegexOptions.Singleline)]
    private static partial Regex Field();
}

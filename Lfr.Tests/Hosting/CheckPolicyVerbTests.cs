using System.Text.Json.Nodes;
using Lfr.Tests.Policy;
using Lfr.Web.Components;
using Lfr.Web.Hosting;

namespace Lfr.Tests.Hosting;

/// <summary>A policy owner checks a file before it is put beside the others: docs/policy.md, followed to the letter.</summary>
public sealed class CheckPolicyVerbTests : IDisposable
{
    private static readonly string Packs = Path.Combine(AppContext.BaseDirectory, "policies");
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-check-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task File_ThatCanBeUsed_IsSaidToHoldWhatItHolds() =>
        Assert.Contains(
            "borsetshire-2027.json holds borsetshire-2027.1, “Overt live facial recognition: model policy 2026”: ",
            await CheckAsync("borsetshire-2027.json", p => (p["id"], p["effectiveFrom"]) = ("borsetshire-2027.1", "2027-01-01")), StringComparison.Ordinal);

    /// <summary>A file that lies beside the others already is checked beside the others, and not beside itself.</summary>
    [Fact]
    public async Task FileOfTheFolderItself_IsNoDoubleOfItself()
    {
        var output = new StringWriter();

        await CheckPolicyVerb.RunAsync([Path.Combine(Packs, "uk-2026.json")], output, Packs);

        Assert.Contains($"Its hash is {Given.Uk.Hash}.", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "\"uk-2026.1\"", "field id: uk-2026.1 has the same id")]
    [InlineData("timeZone", "\"Mars/Olympus\"", "field timeZone: There is no such time zone.")]
    [InlineData("version", "\"2\"", "field effectiveFrom: uk-2026.1 is adopted from the same day on, 1 January 2026")]
    [InlineData("offence", "{ \"code\": \"A\", \"text\": \"murder\", \"categories\": [\"W1\"] }", "field offence: The rule R53 and the section offence go together")]
    public async Task File_ThatCannot_NamesItsField(string field, string value, string words) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<UnreadableFileException>(() => CheckAsync("borset.json", p =>
        {
            p["id"] = "borset.1";
            p[field] = JsonNode.Parse(value);
        }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task NoFile_AndAMissingOne_AreSaid()
    {
        Assert.Contains("Say which file", (await Assert.ThrowsAsync<UnreadableFileException>(() => CheckPolicyVerb.RunAsync([], TextWriter.Null, Packs))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<UnreadableFileException>(() => CheckPolicyVerb.RunAsync([Path.Combine(folder, "none.json")], TextWriter.Null, Packs))).Message, StringComparison.Ordinal);
    }

    private async Task<string> CheckAsync(string name, Action<JsonNode> change)
    {
        var pack = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Packs, "uk-2026.json"), TestContext.Current.CancellationToken))!;
        change(pack);
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, pack.ToJsonString(), TestContext.Current.CancellationToken);
        var output = new StringWriter();
        await CheckPolicyVerb.RunAsync([path], output, Packs);
        return output.ToString();
    }
}

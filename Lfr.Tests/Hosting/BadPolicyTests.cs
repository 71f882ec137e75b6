using System.Text.Json.Nodes;
using Lfr.Tests.Support;
using Lfr.Web.Hosting;

namespace Lfr.Tests.Hosting;

/// <summary>
/// An installation whose policies hold a bad file does not start: the very program, in a folder of its own, says which file, which key and what is wrong with it, and opens no database.
/// </summary>
public sealed class BadPolicyTests : IDisposable
{
    private readonly string program = Directory.CreateTempSubdirectory("lfr-program-").FullName;
    private readonly string data = Directory.CreateTempSubdirectory("lfr-test-").FullName;

    public BadPolicyTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right of their own there.");
        // The program looks for its policies beside itself, so only its own file is copied; what it needs is linked.
        foreach (var there in Directory.EnumerateFileSystemEntries(AppContext.BaseDirectory).Where(e => Path.GetFileName(e) != "policies"))
        {
            var here = Path.Combine(program, Path.GetFileName(there));
            if (Path.GetFileName(there).StartsWith("Lfr.Web.", StringComparison.Ordinal))
                File.Copy(there, here);
            else
                File.CreateSymbolicLink(here, there);
        }

        Directory.CreateDirectory(Policies);
        foreach (var pack in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "policies")))
            File.Copy(pack, Path.Combine(Policies, Path.GetFileName(pack)));
    }

    private string Policies => Path.Combine(program, "policies");

    public void Dispose()
    {
        Directory.Delete(program, recursive: true);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task BadValue_EndsTheStart_WithASentenceThatNamesFileAndKey()
    {
        await ForceFileAsync(p => p["numbers"]!["agreeingFrames"] = 1);

        await RefusesAsync("Lfr cannot start. Policy pack force.json, field numbers.agreeingFrames: It is 1; it must lie between 2 and 100.");
    }

    [Fact]
    public async Task TwoFilesOfOneId_EndTheStart()
    {
        await ForceFileAsync(p => p["id"] = "uk-2026.1");

        await RefusesAsync("field id: force.json has the same id, uk-2026.1; an id names one version for good.");
    }

    /// <summary>A verb that needs no server opens the same installation.</summary>
    [Fact]
    public async Task BadValue_EndsAVerbThatWouldOpenTheDatabase()
    {
        await ForceFileAsync(p => p["rules"]!["R99"] = "Block");

        await RefusesAsync("Lfr cannot start. Policy pack force.json, field rules.R99: There is no such rule.", ImportRecordsVerb.Verb, Path.Combine(program, "none.csv"));
    }

    private async Task ForceFileAsync(Action<JsonNode> spoil)
    {
        var pack = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Policies, "uk-2026.json"), TestContext.Current.CancellationToken))!;
        pack["id"] = "force.1";
        spoil(pack);
        await File.WriteAllTextAsync(Path.Combine(Policies, "force.json"), pack.ToJsonString(), TestContext.Current.CancellationToken);
    }

    private async Task RefusesAsync(string words, params string[] arguments)
    {
        var finished = await LfrProcess.RunAsync(
            Path.GetTempPath(), new Dictionary<string, string> { ["LFR_URLS"] = "http://127.0.0.1:0", ["LFR_DATA"] = data, ["LFR_DEMO"] = "0" }, [Path.Combine(program, "Lfr.Web.dll"), .. arguments]);

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains(words, finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(data, "lfr.db")));
    }
}

using System.Text.Json.Nodes;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

/// <summary>An id names one text for good: a deployment pins the hash of the file beside the id, and a file that was changed under its id says so (ADR 29).</summary>
public sealed class PolicyPackHashTests : IDisposable
{
    private static readonly string Packs = Path.Combine(AppContext.BaseDirectory, "policies");
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-hash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Whoever changes a pack that was shipped gives it the next version, in a file of its own: deployments of forces may be pinned to this one. One that is not adopted nobody can be pinned to (ADR 29).</summary>
    [Theory]
    [InlineData("met-2019.1", "048571804ff773de7403f49dbd498ac373779e2af2a31d6cf0bd7d94294a0a9b")]
    [InlineData("met-2024.1", "1c135fceed7c9a6f69ce3f83a7a91d25359e4974c8f055d86bbe30675164dd98")]
    [InlineData("uk-2026.1", "711439903ab21a06dfea2a17332f38b57141c47de72ef23c84a740628ef4e954")]
    [InlineData("immigration-ports-2026.1", "c9fbb4d2c79b329a42cc1fc221140ea988e651aac557185e3c962cfdd34ac16f")]
    [InlineData("eu-ai-act.1", "7118a7f79fa4cbfc5d64e4ca13a2f234e351b81f2864f5b6b34f4ce6ec1c39b7")]
    [InlineData("wa-rcw-43-386.1", "6db0ada6a56a24b65af247e912368c9d613077e3e315f2c573862965fe70e055")]
    [InlineData("uk-2026.2", "b7fedac1366b59f886602baa990fccf79b85766e204cba3d04eb63b557c12db9")]
    [InlineData("eu-ai-act.2", "241114ad31d575680161a3f8b506efcd958937edc6bb8c81e297fe32d6075dc8")]
    public void PackThatWasShipped_IsNeverChanged(string id, string hash) => Assert.True(Given.Library.Find(id)!.Hash == hash, $"{id} says something else now: {Given.Library.Find(id)!.Hash}. Give what you changed the next version, in a file of its own.");

    [Fact]
    public void SpacesCommentsAndOrder_ChangeNoHash_AndAnyWordDoes()
    {
        var text = File.ReadAllText(Path.Combine(Packs, "uk-2026.json"));
        var turned = JsonNode.Parse(text)!.AsObject();
        var backwards = new JsonObject(turned.Reverse().Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
        backwards["$schema"] = "https://elsewhere.example/policy.schema.json";

        Assert.Equal(Given.Uk.Hash, Load("// The owner's note.\n" + backwards.ToJsonString()).Hash);
        Assert.NotEqual(Given.Uk.Hash, Load(text.Replace("\"longestWindowHours\": 12", "\"longestWindowHours\": 13", StringComparison.Ordinal)).Hash);
        Assert.NotEqual(Given.Uk.Hash, Load(text.Replace("Police National Computer", "Police National Register", StringComparison.Ordinal)).Hash);
    }

    /// <summary>Submitted, authorised or about to start: nothing goes on under rules that nobody decided under.</summary>
    [Fact]
    public void DeploymentUnderAPackWhoseFileChanged_SaysSo()
    {
        var dossier = Given.Dossier();
        Assert.Equal(Given.Uk.Hash, dossier.Deployment.PolicyHash);
        Says.Met(Judge(dossier));

        Says.Broken(
            Judge(dossier with { Policy = Given.Uk with { Hash = new string('0', 64) } }),
            "The file of Overt live facial recognition: model policy 2026 (uk-2026.1) was changed after authority was asked for under it. Have the file restored as it was, or take the request back and ask for authority again.");
        // Another pack that is tried on it was never pinned, and what was asked for under an earlier release has no hash.
        Says.Met(Judge(dossier with { Policy = Given.Uk with { Id = "another.1", Hash = "" } }));
        Says.Met(Judge(Given.Dossier(g => g.Policy = Given.Uk with { Hash = "" })));
    }

    /// <summary>Taken back and asked for again, it stands under the text as it is then.</summary>
    [Fact]
    public void RequestMadeAgain_PinsTheTextOfThatDay()
    {
        var deployment = new Given { AuthorisedBy = null }.Deployment();
        Given.Do(deployment.TakeBack());

        Given.Do(deployment.Submit(Given.Planner, Given.Uk with { Hash = "next" }, [], Given.Start.AddDays(-6)));

        Assert.Equal("next", deployment.PolicyHash);
    }

    private static Verdict Judge(Dossier dossier) => new PolicyIsInForce().Judge(dossier);

    private PolicyPack Load(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "pack.json"), text);
        return PolicyLibrary.Load(_folder).All[0];
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

/// <summary>Fields and ages of a category in the file of a policy: read, refused with the key named, and side by side with another's.</summary>
public sealed class CategoryFieldsTests : IDisposable
{
    private const string Court = "{ \"code\": \"court\", \"title\": \"Court\", \"kind\": \"Text\" }";
    private static readonly string Packs = Path.Combine(AppContext.BaseDirectory, "policies");
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Packs, "policy.schema.json")));
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-fields-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("[{ \"code\": \"Court\", \"title\": \"Court\", \"kind\": \"Text\" }]", "categories[0].fields[0].code")]
    [InlineData("[{ \"code\": \"1st\", \"title\": \"Court\", \"kind\": \"Text\" }]", "categories[0].fields[0].code")]
    [InlineData("[{ \"code\": \"court\", \"title\": \" \", \"kind\": \"Text\" }]", "categories[0].fields[0].title")]
    [InlineData("[{ \"code\": \"court\", \"title\": \"LONG\", \"kind\": \"Text\" }]", "categories[0].fields[0].title")]
    [InlineData("[{ \"code\": \"court\", \"title\": \"Court\", \"kind\": \"Number\" }]", "categories[0].fields[0].kind")]
    [InlineData("[{ \"code\": \"court\", \"title\": \"Court\" }]", "categories[0].fields[0]")]
    [InlineData("[{ \"code\": \"court\", \"title\": \"Court\", \"kind\": \"Text\", \"preset\": \"York\" }]", "categories[0].fields[0]")]
    [InlineData("NINE", "categories[0].fields")]
    [InlineData("null", "categories[0].fields")]
    public void FieldsThatCannotBe_AreRefusedByTheReaderAndTheSchemaAlike(string fields, string key)
    {
        var nine = $"[{string.Join(',', Enumerable.Range(1, 9).Select(n => Court.Replace("ourt", $"ourt{n}", StringComparison.Ordinal)))}]";
        var pack = Asking(fields == "NINE" ? nine : fields.Replace("LONG", new string('x', 81), StringComparison.Ordinal));

        Assert.StartsWith(key, Refused(pack), StringComparison.Ordinal);
        Assert.False(Follows(pack));
    }

    /// <summary>What a schema cannot say, the reader does.</summary>
    [Theory]
    [InlineData("[{ \"code\": \"court\\n\", \"title\": \"Court\", \"kind\": \"Text\" }]", "categories[0].fields[0].code")]
    [InlineData("[{ \"code\": \"court\", \"title\": \"Place\", \"kind\": \"Text\" }, " + Court + "]", "categories[0].fields[0].code")]
    [InlineData("[{ \"code\": \"place\", \"title\": \"court \", \"kind\": \"Text\" }, " + Court + "]", "categories[0].fields[0].title")]
    [InlineData("[]", "categories")]
    public void FieldsThatContradictEachOther_AreRefused(string fields, string key) => Assert.Equal(key, Refused(Asking(fields)));

    [Fact]
    public void FieldsWithoutTheirRule_AreRefused()
    {
        var pack = Asking($"[{Court}]");
        pack["rules"]!.AsObject().Remove("R55");

        Assert.Equal("categories", Refused(pack));
    }

    [Theory]
    [InlineData("16", false, "categories[0].minimumAge", false)]
    [InlineData("18", true, "categories[0].minimumAge", true)]
    public void AgeThatNobodyCouldJudge_OrThatIsSaidTwice_IsRefused(string age, bool adultsOnly, string key, bool follows)
    {
        var pack = Asking($"[{Court}]");
        pack["categories"]![0]!["minimumAge"] = JsonNode.Parse(age);
        pack["categories"]![0]!["adultsOnly"] = adultsOnly;

        Assert.Equal(key, Refused(pack));
        Assert.Equal(follows, Follows(pack));
    }

    [Fact]
    public void FieldsAndAges_AreRead_AndStandSideBySide()
    {
        var pack = Asking("[" + Court + ", { \"code\": \"day\", \"title\": \"Day of the warrant\", \"kind\": \"Date\" }, { \"code\": \"ends\", \"title\": \"Holds until\", \"kind\": \"Expiry\" }]");
        pack["categories"]![0]!["minimumAge"] = 13;
        Assert.True(Follows(pack));

        var read = Load(pack);

        Assert.Equal([("court", FieldKind.Text), ("day", FieldKind.Date), ("ends", FieldKind.Expiry)], read.Categories[0].Fields.Select(f => (f.Code, f.Kind)));
        var line = PolicyComparison.Differences(Given.Uk, read).Single(p => p.Title == "Who may be looked for").Lines.Single();
        Assert.Equal(("Used", "Used, from the age of 13; each entry has: Court; Day of the warrant (a day); Holds until (a last day)"), (line.One, line.Other));
    }

    /// <summary>Between "any age" and "adults only" a policy may say 13.</summary>
    [Theory]
    [InlineData(13, AgeBand.Under13, "The person is under 13, and the policy lists nobody under 13 as Wanted by the courts (W1).")]
    [InlineData(18, AgeBand.Child13To17, "The person is a child, and the policy lists adults only as Wanted by the courts (W1).")]
    public void ChildBelowTheAgeOfTheCategory_IsRefused(int age, AgeBand band, string words) => Says.Broken(Judge(age, band), words);

    [Fact]
    public void ChildOfTheAgeOfTheCategory_IsListedAsElsewhere_ByTwo() => Says.Doubtful(Judge(13, AgeBand.Child13To17), "Two people must sign it off.");

    private static Verdict Judge(int age, AgeBand band) => new EntryOfAChildIsExceptional().Judge(
        Given.EntryDossier(d => d with { AgeBand = band, ChildWelfareReason = "Abducted" }) with { Policy = Given.Uk with { Categories = [.. Given.Uk.Categories.Select(c => c with { MinimumAge = age })] } });

    private static JsonNode Asking(string fields)
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(Packs, "uk-2026.json")))!;
        pack["categories"]![0]!["fields"] = JsonNode.Parse(fields);
        pack["rules"]!["R55"] = "Block";
        pack["citations"]!["R55"] = new JsonArray(new JsonObject { ["ours"] = "A warrant is a court's." });
        return pack;
    }

    private static bool Follows(JsonNode pack) => Schema.Evaluate(JsonSerializer.SerializeToElement(pack)).IsValid;

    private string Refused(JsonNode pack) => Assert.Throws<PolicyPackException>(() => Load(pack)).Field;

    private PolicyPack Load(JsonNode pack)
    {
        File.WriteAllText(Path.Combine(_folder, "pack.json"), pack.ToJsonString());
        return PolicyLibrary.Load(_folder).All[0];
    }
}

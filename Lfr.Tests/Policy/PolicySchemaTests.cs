using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;

namespace Lfr.Tests.Policy;

/// <summary>The published schema <c>policies/policy.schema.json</c> and the reader agree about what a pack is.</summary>
public sealed class PolicySchemaTests : IDisposable
{
    private static readonly string Packs = Path.Combine(AppContext.BaseDirectory, "policies");
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Packs, "policy.schema.json")));
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-schema-").FullName;

    public static TheoryData<string> Shipped => [.. Directory.EnumerateFiles(Packs, "*.json").Select(f => Path.GetFileName(f)!).Where(f => f != "policy.schema.json")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Shipped))]
    public void ShippedPack_FollowsTheSchema(string file) => Assert.True(Follows(JsonNode.Parse(File.ReadAllText(Path.Combine(Packs, file)))!));

    /// <summary>One thing wrong at a time; the reader says which file and which field.</summary>
    [Theory]
    [InlineData("id", "\"\"", "id")]
    [InlineData("owner", "\" \"", "owner")]
    [InlineData("effectiveFrom", "\"soon\"", "effectiveFrom")]
    [InlineData("published", "\"ftp://example.org\"", "published")]
    [InlineData("numbers/agreeingFrames", "1", "numbers.agreeingFrames")]
    [InlineData("numbers/agreeingFrames", "\"3\"", "numbers.agreeingFrames")]
    [InlineData("numbers/longestWindowHours", "48", "numbers.longestWindowHours")]
    [InlineData("numbers/authorisingRank", "\"Sheriff\"", "numbers.authorisingRank")]
    [InlineData("numbers/frames", "3", "numbers")]
    [InlineData("retention/watchlist", "{ \"weeks\": 1 }", "retention.watchlist")]
    [InlineData("retention/watchlist", "{ \"days\": 400 }", "retention.watchlist")]
    [InlineData("rules/R13", "\"Perhaps\"", "rules.R13")]
    [InlineData("rules/R99", "\"Block\"", "rules.R99")]
    [InlineData("citations/R13", "[]", "citations.R13")]
    [InlineData("citations/R13", "[{ \"section\": \"4\" }]", "citations.R13")]
    [InlineData("useCases", "[]", "useCases")]
    [InlineData("useCases", "[{ \"number\": 0 }]", "useCases")]
    [InlineData("categories", "\"all\"", "categories")]
    [InlineData("adopted", "\"yes\"", "adopted")]
    [InlineData("protest", "{ \"rank\": \"Superintendent\" }", "protest")]
    [InlineData("protest", "{ \"allowed\": true, \"rank\": \"Sheriff\" }", "protest.rank")]
    [InlineData("urgent", "{ \"rank\": \"Inspector\" }", "urgent")]
    [InlineData("urgent/hours", "0", "urgent.hours")]
    [InlineData("urgent/hours", "100", "urgent.hours")]
    [InlineData("urgent/refusal", "\"Shrug\"", "urgent.refusal")]
    [InlineData("notice", "{ \"minimumHours\": 0 }", "notice.minimumHours")]
    [InlineData("notice", "{ \"languages\": 2 }", "notice")]
    [InlineData("notice", "{ \"parts\": [] }", "notice")]
    [InlineData("notice", "{ \"parts\": [\"Smell\"] }", "notice.parts[0]")]
    [InlineData("notice", "{ \"languages\": [\"Welsh\"] }", "notice.languages[0]")]
    [InlineData("notice", "{ \"languages\": [\"en\", \"en\"] }", "notice.languages")]
    [InlineData("notice", "{ \"languages\": [\"nl\", \"xx\"] }", "notice.languages[1]")]
    [InlineData("offence", "{ \"code\": \"A\" }", "offence")]
    [InlineData("offence", "{ \"code\": \"A\", \"text\": \"murder\", \"categories\": [] }", "offence")]
    [InlineData("currency", "\"pounds\"", "currency")]
    [InlineData("timeZone", "\"GMT+1\"", "timeZone")]
    [InlineData("record", "{ \"compositionIsPublic\": true, \"smallestCell\": 5, \"columns\": [\"Weather\"] }", "record.columns[0]")]
    [InlineData("record", "{ \"compositionIsPublic\": true, \"smallestCell\": 5, \"columns\": [\"Cost\", \"Cost\"] }", "record.columns")]
    [InlineData("record", "{ \"compositionIsPublic\": \"no\", \"smallestCell\": 5 }", "record.compositionIsPublic")]
    [InlineData("record", "{ \"compositionIsPublic\": true, \"smallestCell\": 1 }", "record.smallestCell")]
    [InlineData("terms", "{ \"king\": \"Rudolf\" }", "terms")]
    [InlineData("terms/ranks", "{ \"Sheriff\": \"sheriff\" }", "terms.ranks")]
    [InlineData("terms/ranks/Sergeant", "\" \"", "terms.ranks.Sergeant")]
    [InlineData("terms/statusSources", "[\"\"]", "terms.statusSources[0]")]
    [InlineData("terms/coveringTheFace", "{ \"fr\": \"Vous pouvez.\" }", "terms.coveringTheFace.fr")]
    [InlineData("terms/sheetLanguages", "[\"fr\"]", "terms.sheetLanguages[0]")]
    [InlineData("terms/oversight", "[{ \"name\": \"Tribune\", \"about\": \"about it\", \"address\": \"tribune\" }]", "terms.oversight[0].address")]
    [InlineData("terms/assessments/Equality", "{ \"title\": \"Fairness\" }", "terms.assessments.Equality")]
    [InlineData("terms/assessments/Equality", "{ \"title\": \"\", \"source\": \"Act\" }", "terms.assessments.Equality")]
    [InlineData("colour", "\"blue\"", "")]
    public void BadPack_IsRefusedByTheReaderAndTheSchemaAlike(string at, string value, string field)
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(Packs, "uk-2026.json")))!;
        var path = at.Split('/');
        path[..^1].Aggregate(pack, (node, key) => node[key]!)[path[^1]] = JsonNode.Parse(value);
        File.WriteAllText(Path.Combine(_folder, "bad.json"), pack.ToJsonString());

        var refusal = Assert.Throws<PolicyPackException>(() => PolicyLibrary.Load(_folder));

        Assert.Equal("bad.json", refusal.File);
        Assert.StartsWith(field, refusal.Field, StringComparison.Ordinal);
        Assert.False(Follows(pack));
    }

    /// <summary>What a schema cannot say, the reader does.</summary>
    [Theory]
    [InlineData("urgent/countersigner", "\"Inspector\"", "urgent.countersigner")]
    [InlineData("urgent", "null", "urgent")]
    [InlineData("record", "{ \"compositionIsPublic\": true, \"smallestCell\": 5 }", "citations.record")]
    [InlineData("authority", "\"Judge\"", "urgent.countersigner")]
    [InlineData("notice", "{ \"parts\": [\"Summary\"] }", "notice.parts")]
    [InlineData("rules/R13c", "\"Block\"", "notice.parts")]
    [InlineData("notice", "{ \"languages\": [\"en\", \"cy\"] }", "notice.languages")]
    [InlineData("rules/R54", "\"Block\"", "notice.languages")]
    [InlineData("rules/R53", "\"Block\"", "offence")]
    [InlineData("offence", "{ \"code\": \"A\", \"text\": \"murder\", \"categories\": [\"W1\"] }", "offence")]
    [InlineData("currency", "\"JPY\"", "currency")]
    [InlineData("timeZone", "\"Mars/Olympus\"", "timeZone")]
    public void PackThatContradictsItself_IsRefused(string at, string value, string field)
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(Packs, "uk-2026.json")))!;
        var path = at.Split('/');
        path[..^1].Aggregate(pack, (node, key) => node[key]!)[path[^1]] = JsonNode.Parse(value);
        File.WriteAllText(Path.Combine(_folder, "bad.json"), pack.ToJsonString());

        Assert.Equal(field, Assert.Throws<PolicyPackException>(() => PolicyLibrary.Load(_folder)).Field);
    }

    [Fact]
    public void PictureSourceWithAnUnknownUse_IsRefusedByTheReaderAndTheSchemaAlike()
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(Packs, "uk-2026.json")))!;
        pack["pictureSources"]![5]!["use"] = "Sometimes";
        File.WriteAllText(Path.Combine(_folder, "bad.json"), pack.ToJsonString());

        Assert.Equal("pictureSources[5].use", Assert.Throws<PolicyPackException>(() => PolicyLibrary.Load(_folder)).Field);
        Assert.False(Follows(pack));
    }

    /// <summary>Neither a rule nor a number can be added to the code and forgotten in the schema.</summary>
    [Fact]
    public void Schema_NamesEveryRuleAndEveryNumber()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Packs, "policy.schema.json")))!["properties"]!;

        Assert.Equal(RuleBook.Ids.Order(StringComparer.Ordinal), schema["rules"]!["propertyNames"]!["enum"]!.AsArray().Select(n => n!.GetValue<string>()).Order(StringComparer.Ordinal));
        var figures = new[] { "numbers", "retention" }.SelectMany(s => schema[s]!["properties"]!.AsObject().Select(p => $"{s}.{p.Key}"));
        Assert.Equal(PolicyPack.Figures.Order(StringComparer.Ordinal), figures.Order(StringComparer.Ordinal));
    }

    /// <summary>A part, a column or a category that the code does not know, or that the schema forgot.</summary>
    [Fact]
    public void Schema_NamesEveryPartOfANoticeAndEveryColumnOfARecord()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Packs, "policy.schema.json")))!["properties"]!;
        IEnumerable<string> Of(string section, string list) => schema[section]!["anyOf"]![1]!["properties"]![list]!["items"]!["enum"]!.AsArray().Select(n => n!.GetValue<string>());

        Assert.Equal(Enum.GetNames<NoticePart>(), Of("notice", "parts"));
        Assert.Equal(Enum.GetNames<RecordColumn>(), Of("record", "columns"));
    }

    /// <summary>The threshold names a category that the policy has.</summary>
    [Theory]
    [InlineData("[\"W9\"]", "offence.categories[0]")]
    [InlineData("[\"W1\", \"W1\"]", "offence.categories")]
    public void OffenceOfACategoryThatIsNone_IsRefused(string categories, string field)
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(Packs, "uk-2026.json")))!;
        pack["rules"]!["R53"] = "Block";
        pack["offence"] = JsonNode.Parse($"{{ \"code\": \"A\", \"text\": \"murder\", \"categories\": {categories} }}");
        File.WriteAllText(Path.Combine(_folder, "bad.json"), pack.ToJsonString());

        Assert.Equal(field, Assert.Throws<PolicyPackException>(() => PolicyLibrary.Load(_folder)).Field);
    }

    private static bool Follows(JsonNode pack) => Schema.Evaluate(JsonSerializer.SerializeToElement(pack)).IsValid;
}

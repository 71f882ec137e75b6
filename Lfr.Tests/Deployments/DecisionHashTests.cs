using System.Text.Json;
using Lfr.Shared;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Support;

namespace Lfr.Tests.Deployments;

/// <summary>
/// Authorities, notices, sign-offs and seals name a hash. A hash that comes out differently voids all of them, so each is held by a file: the hash
/// on the first line, the text it is taken of below. To change what is hashed, add a version and a file; never alter these.
/// </summary>
public class DecisionHashTests
{
    // Fields that may differ without another hash, each with the reason. Everything else must be in the hash.
    private static readonly Dictionary<string, string> NotInThePlan = new(StringComparer.Ordinal)
    {
        ["Assessments"] = "may be renewed without a new authority; R09 to R11 ask that they are in force",
        ["Staff"] = "may change without a new authority; R35 asks that they are trained",
    };

    private const string RepeatsForLists = "repeats the details, which are in the hash, so that lists can be filtered; no decision rests on it";

    private static readonly Dictionary<string, string> NotInTheEntry = new(StringComparer.Ordinal)
    {
        ["Revision"] = "counts saves, not content",
        ["DeploymentId"] = "the id of the entry belongs to one deployment",
        ["Reference"] = "a number given by the list; the id is in the hash",
        ["State"] = "follows from the decisions",
        ["RemovalReason"] = "comes after every decision",
        ["Suspensions"] = "come after a decision; lifting one changes the compilation, which is hashed",
        ["Photograph.TemplateBlobId"] = "where the template lies; the hash of the template itself is in the hash",
        ["Photograph.EmbedderHash"] = "another embedder makes another template, whose hash is in the hash",
        ["Photograph.Quality"] = "measured on the photograph, which is in the hash",
        ["Photograph.Cover"] = "measured on the photograph, which is in the hash",
        ["Photograph.FileHash"] = "tells an import which file was enrolled; what is looked for is the template, whose hash is in the hash",
        ["Photograph.Face"] = "measured on the photograph, which is in the hash",
        ["Decisions"] = "they name the hash",
        ["ReturnedAs"] = "what an approver saw before, to compare; the decision is about what stands there now",
        ["HandedOn"] = "says who does not decide; whoever does names the hash",
        ["Category"] = RepeatsForLists,
        ["SearchText"] = RepeatsForLists,
        ["WordHashes"] = "follow from the details, which are in the hash; R21 reads those of the other entries, never of the one that is decided",
        ["ImageTakenOn"] = RepeatsForLists,
        ["ListedAsChild"] = RepeatsForLists,
        ["ListedAge"] = RepeatsForLists,
        ["StatusVerifiedAt"] = RepeatsForLists,
        ["EmbedderHash"] = "repeats that of the photograph, for lists",
        ["IsVulnerable"] = RepeatsForLists,
        ["IsUnconvictedCustody"] = RepeatsForLists,
        ["TemplateHash"] = "repeats that of the photograph, which is in the hash, for lists",
        ["DecidedBy"] = "repeats the last decision for lists",
        ["DecidedAt"] = "repeats the last decision for lists",
        ["LastVerdict"] = "repeats the last decision for lists",
        ["Compilations[+]"] = "the hash holds the time of the last one; R19 asks all of them",
        ["Compilations[].UserId"] = "who compiled is asked by R19; the time of the last compilation is in the hash",
        ["Compilations[].Name"] = "see UserId",
        ["Compilations[].Rank"] = "see UserId",
        ["Compilations[].Acting"] = "see UserId",
    };

    private static readonly PlaceMap GoldenMap = new([new(183_000, 51_574_000), new(184_000, 51_574_000), new(184_000, 51_575_000)], [new(182_000, 51_573_000), new(185_000, 51_576_000)],
        [new MapSite(MapMark.Sign, "Bank", new(182_500, 51_574_000)), new MapSite(MapMark.SensitiveSite, "St Edward’s School", new(183_500, 51_573_000))]);

    public static TheoryData<string, string> Golden => new()
    {
        { "plan-1.txt", Lines(PlanHash.Text(GoldenDecisions.Plan)) },
        { "plan-1-without-date.txt", Lines(PlanHash.Text(GoldenDecisions.PlanWithoutDate)) },
        { "plan-1-offline.txt", Lines(PlanHash.Text(GoldenDecisions.Plan with { Offline = new OfflineAllowance(Guid.Parse("0000002a-0000-0000-0000-000000000000"), "Van 2", 10, "No reception under the bridge") })) },
        { "plan-1-protest.txt", Lines(PlanHash.Text(GoldenDecisions.Plan with { Protest = new Protest(true, "The march passes at noon; the cameras are off while it does.") })) },
        { "plan-1-aid.txt", Lines(PlanHash.Text(GoldenDecisions.Plan with { MutualAid = new MutualAid("Humberside Police", "The Metropolitan Police", "Nobody", "Metropolitan Police policy") })) },
        { "plan-1-resources.txt", Lines(PlanHash.Text(GoldenDecisions.Plan with { Resources = new Resources(64, 16, 3850, 125_000, "Rates of 2026") })) },
        { "plan-1-map.txt", Lines(PlanHash.Text(GoldenDecisions.Plan with { Map = GoldenMap })) },
        { "facts-1-map.txt", Lines(PlanHash.PublicFacts(GoldenDecisions.Plan with { Map = GoldenMap })) },
        { "facts-1.txt", Lines(PlanHash.PublicFacts(GoldenDecisions.Plan)) },
        { "entry-1.txt", Lines(EntryHash.Text(GoldenDecisions.Entry())) },
        { "entry-1-siblings.txt", Lines(EntryHash.Text(GoldenDecisions.EntryWithSiblings())) },
        { "entry-1-offence.txt", Lines(EntryHash.Text(GoldenDecisions.EntryWithOffence())) },
        { "entry-1-fields.txt", Lines(EntryHash.Text(GoldenDecisions.EntryWithFields())) },
        { "plan-1-euros.txt", Lines(PlanHash.Text(GoldenDecisions.Plan with { Resources = new Resources(64, 16, 3850, 125_000, "Rates of 2026") { Currency = "EUR" } })) },
        { "gallery-1.txt", GalleryDigest.Compute(GoldenDecisions.Rows) + "\n" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Hash_OfTheGoldenCase_IsTheCommittedOne(string file, string now) =>
        Assert.Equal(File.ReadAllText(Repository.Combine("Lfr.Tests", "Deployments", "Golden", file)), now);

    [Fact]
    public void PlanField_Altered_AltersTheHash_UnlessItIsNamedAsNoPartOfIt() =>
        AssertCovered(Altered.InOneField(() => GoldenDecisions.Plan), p => p.Hash(), GoldenDecisions.Plan.Hash(), NotInThePlan);

    [Fact]
    public void PublicFactsHash_IsOfPlaceWindowAndPurpose_AndNothingElse()
    {
        var altering = Altered.InOneField(() => GoldenDecisions.Plan).Where(p => p.Value.PublicFactsHash() != GoldenDecisions.Plan.PublicFactsHash()).Select(p => p.Path);

        Assert.Equal(["Place.Venue", "Place.Area", "Place.Zone", "Place.AlternativeRoute", "Window.Start", "Window.End", "Grounds.Purpose", "Map"], altering);
    }

    [Fact]
    public void EntryField_Altered_AltersTheHash_UnlessItIsNamedAsNoPartOfIt() =>
        AssertCovered(Altered.InOneField(GoldenDecisions.Entry), e => e.Hash(), GoldenDecisions.Entry().Hash(), NotInTheEntry);

    [Fact]
    public void GalleryRowField_Altered_AltersTheHash()
    {
        var (first, rest) = (GoldenDecisions.Rows[0], GoldenDecisions.Rows.Skip(1));
        AssertCovered(Altered.InOneField(() => first), r => GalleryDigest.Compute([r, .. rest]), GalleryDigest.Compute(GoldenDecisions.Rows), []);
    }

    [Fact]
    public void Template_MovedAcrossTwoRows_AltersTheHash()
    {
        // The same bytes in the same order; only the boundary between id and template differs.
        var (id, other) = (Guid.Parse("00000000-0000-0000-0000-000000000001"), Guid.Parse("00000000-0000-0000-0000-000000000002"));
        GalleryRow[] two = [new(id, []), new(other, [])];
        GalleryRow[] one = [new(id, other.ToByteArray(bigEndian: true))];

        Assert.NotEqual(GalleryDigest.Compute(one), GalleryDigest.Compute(two));
    }

    [Fact]
    public void Moment_InAnotherTimeZone_IsTheSameMoment()
    {
        var window = GoldenDecisions.Plan.Window!;

        Assert.Equal(GoldenDecisions.Plan.Hash(), (GoldenDecisions.Plan with { Window = new Window(window.Start.ToUniversalTime(), window.End.ToUniversalTime()) }).Hash());
    }

    [Theory]
    [InlineData("Romford", "Find people\nplace.area=1:x")]
    [InlineData("Rom\nford", "Find people")]
    public void Text_WithLineBreaks_CannotPassForAnotherField(string name, string purpose)
    {
        var plan = GoldenDecisions.Plan;
        var written = PlanHash.Text(plan with { Name = name, Grounds = plan.Grounds with { Purpose = purpose } }).ToString();

        Assert.Contains($"name={name.Length}:{name}\n", written, StringComparison.Ordinal);
        Assert.Contains($"grounds.purpose={purpose.Length}:{purpose}\n", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan/1:07c942e3ee84b959c2ac667c7be0a03c", "07c942e3ee84")]
    [InlineData("07c942e3ee84b959c2ac667c7be0a03c", "07c942e3ee84")]
    [InlineData("hash", "hash")]
    public void Hash_ForPeople_IsItsFirstTwelveDigits(string hash, string digits) => Assert.Equal(digits, HashedText.Short(hash));

    [Fact]
    public void Hash_OfAVersionThatThisReleaseDoesNotKnow_IsNotRecognised()
    {
        Assert.False(GoldenDecisions.Plan.HasHash(GoldenDecisions.Plan.Hash().Replace("plan/1", "plan/2", StringComparison.Ordinal)));
        Assert.False(GoldenDecisions.Entry().HasHash(GoldenDecisions.Entry().Hash().Replace("entry/1", "entry/2", StringComparison.Ordinal)));
    }

    [Fact]
    public void Plan_ReadBackFromTheDatabase_HasTheSameHash()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var read = JsonSerializer.Deserialize<Plan>(JsonSerializer.Serialize(GoldenDecisions.Plan, options), options)!;

        Assert.Equal(GoldenDecisions.Plan.Hash(), read.Hash());
        Assert.Equal(PlanHash.Text(GoldenDecisions.Plan).ToString(), PlanHash.Text(read).ToString());
    }

    private static void AssertCovered<T>(IEnumerable<(string Path, T Value)> alterations, Func<T, string> hash, string before, Dictionary<string, string> exceptions)
    {
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, value) in alterations)
        {
            var exception = exceptions.Keys.FirstOrDefault(e => path == e || path.StartsWith(e + ".", StringComparison.Ordinal) || path.StartsWith(e + "[", StringComparison.Ordinal));
            Assert.True(
                (hash(value) == before) == exception is not null,
                exception is null ? $"{path} is not hashed. Add it under a new version, or name it here with the reason why no decision rests on it." : $"{path} is hashed and must not be named here.");
            tried.Add(exception ?? path);
        }

        Assert.NotEmpty(tried);
        Assert.Superset(exceptions.Keys.ToHashSet(StringComparer.Ordinal), tried);
    }

    private static string Lines(HashedText text) => $"{text.Hash()}\n{text}";
}

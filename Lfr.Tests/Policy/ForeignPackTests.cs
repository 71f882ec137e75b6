using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

/// <summary>The pack of a country that no line of the code knows: it brings its use cases, its categories, its sources and its law, and nothing of another's shows.</summary>
public sealed class ForeignPackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-foreign-").FullName;

    /// <summary>The file of the pack.</summary>
    public static string Foreign { get; } = Path.Combine(AppContext.BaseDirectory, "foreign", "ruritania.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Deployment_IsJudgedInTheWordsOfThePack()
    {
        var pack = Pack();

        var findings = RuleBook.Readiness(Given.Dossier(g =>
        {
            g.Policy = pack;
            g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { UseCase = (UseCase)801 } };
        }));

        Assert.Equal("The place is a ferry landing; the evidence is recorded.", findings.Single(f => f.RuleId == "R02").Sentence);
        Assert.All(findings, f => Assert.Equal("Ruritanian Faces Act, section 9", f.Source));
    }

    [Fact]
    public void UseCaseOfAnotherCountry_IsRefused()
    {
        var pack = Pack();

        var finding = RuleBook.Readiness(Given.Dossier(g => g.Policy = pack)).Single(f => f.RuleId == "R02");

        Assert.True(finding.Blocks);
        Assert.Equal("Choose one of them: Ferry landing.", finding.ToDo);
    }

    [Fact]
    public void Entry_IsJudgedInTheWordsOfThePack()
    {
        var pack = Pack();
        var entry = Given.EntryDossier(d => d with { Category = (EntryCategory)801, ImageSource = (ImageSource)802, AgeBand = AgeBand.Child13To17, LegalReference = "" }) with { Policy = pack };

        var findings = RuleBook.Judge(entry).ToDictionary(f => f.RuleId, StringComparer.Ordinal);

        Assert.Equal("The criteria of this operation do not include runaway smuggler (S1).", findings["R18"].Sentence);
        Assert.Equal("The customs number is missing.", findings["R21"].Sentence);
        Assert.Equal("The photograph comes from the palace archive.", findings["R25"].Sentence);
        Assert.Equal("The person is a child, and the policy lists adults only as Runaway smuggler (S1).", findings["R26"].Sentence);
        var sailor = RuleBook.Judge(Given.EntryDossier(d => d with { Category = (EntryCategory)802, Unconvicted = true, ImageSource = (ImageSource)801 }) with { Policy = pack }).ToDictionary(f => f.RuleId, StringComparer.Ordinal);
        Assert.Equal("Arrest is planned for somebody whose category is “Lost sailor”.", sailor["R27"].Sentence);
        Assert.Equal("The photograph comes from the customs house and shows somebody who was not convicted.", sailor["R24"].Sentence);
        Assert.All(findings.Values, f => Assert.Equal("Ruritanian Faces Act, section 9", f.Source));
    }

    /// <summary>Lists, sign-off, the desk, the street and the authorising officer read the pack's categories, and none of England's.</summary>
    [Fact]
    public void Category_IsNamedInTheWordsOfThePack()
    {
        var pack = Pack();
        var entry = Given.Entry(1, d => d with { Category = (EntryCategory)801 });

        var row = Lfr.Web.Features.Watchlists.Queries.ReadWatchlist.Row(entry, pack, new Dictionary<Guid, Lfr.Web.Features.Watchlists.Photographs.NearestEntry>(), Given.Start);

        Assert.Equal(("S1", "Runaway smuggler"), (row.CategoryCode, row.CategoryInWords));
        Assert.Equal(("S1", "Runaway smuggler"), (((EntryCategory)801).Code(pack), ((EntryCategory)801).InWords(pack)));
        // What the pack does not know is named all the same.
        Assert.Equal("Wanted by the courts", EntryCategory.WantedByCourts.InWords(pack));
    }

    private PolicyPack Pack()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "policies")).Append(Foreign))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        return PolicyLibrary.Load(_folder).Find("ruritania.1")!;
    }
}

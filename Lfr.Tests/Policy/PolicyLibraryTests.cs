using System.Globalization;
using System.Text.Json.Nodes;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

public sealed class PolicyLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-policies-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Every document that a shipped pack cites was read on a day, at an address; what could not be read is ours, with the reason.</summary>
    [Fact]
    public void ShippedPacks_CiteNothingUnread() => Assert.All(Given.Library.All, pack =>
    {
        var cited = pack.Citations.SelectMany(c => c.Value.Select(x => (c.Key, Citation: x))).Where(c => c.Citation.Ours is null).ToArray();
        Assert.All(cited, c => Assert.True(c.Citation is { CheckedOn: not null, Address: not null, Section: not null }, $"{pack.Id} {c.Key}"));
    });

    [Fact]
    public void Shipped_EachPack_IsRead()
    {
        var library = Shipped();

        Assert.Equal(["met-2019.1", "met-2024.1", "uk-2026.1", "immigration-ports-2026.1", "eu-ai-act.1", "wa-rcw-43-386.1", "eu-ai-act.2", "uk-2026.2"], library.All.Select(p => p.Id));
    }

    [Theory]
    [InlineData("met-2024.1", "2025-06-01", PolicyStanding.InForce)]
    [InlineData("uk-2026.1", "2025-06-01", PolicyStanding.ToCome)]
    [InlineData("met-2024.1", "2026-06-01", PolicyStanding.Past)]
    [InlineData("uk-2026.1", "2026-01-01", PolicyStanding.InForce)]
    [InlineData("eu-ai-act.1", "2027-06-01", PolicyStanding.NotUsed)]
    public void Policy_StandsOnADay(string id, string day, PolicyStanding standing)
    {
        var library = Shipped();

        Assert.Equal(standing, library.StandingOf(library.Find(id)!, DateOnly.Parse(day, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Shipped_Uk2026_HasTheNumbersOfThePolicy()
    {
        var n = Shipped().Find("uk-2026.1")!.Numbers;

        Assert.Equal(Rank.Superintendent, n.AuthorisingRank);
        Assert.Equal((12, 72, 24, 24), (n.LongestWindowHours, n.NoticeWarnHours, n.NoticeSecondReasonHours, n.WatchlistMaximumAgeHours));
        Assert.Equal((0.001, 0.001, 3, 48), (n.TargetFalseAlertRate, n.FalseAlertRateLimit, n.AgreeingFrames, n.MinimumFaceHeight));
        Assert.Equal(14, n.PublishWithinDays);
    }

    [Fact]
    public void Shipped_Uk2026_KeepsEachKindForItsOwnTime()
    {
        var r = Shipped().Find("uk-2026.1")!.Retention;

        Assert.Equal(
            (TimeSpan.FromHours(24), TimeSpan.FromDays(31), TimeSpan.FromHours(24), TimeSpan.FromDays(31), TimeSpan.FromHours(24)),
            (r.Watchlist.ToTimeSpan(), r.UndatedWatchlist.ToTimeSpan(), r.FalseAlerts.ToTimeSpan(), r.OtherAlerts.ToTimeSpan(), r.ContextFrames.ToTimeSpan()));
        Assert.Equal(("24 hours", "31 days"), (r.Watchlist.InWords(), r.OtherAlerts.InWords()));
    }

    [Theory]
    [InlineData("watchlist")]
    [InlineData("undatedWatchlist")]
    [InlineData("falseAlerts")]
    [InlineData("otherAlerts")]
    [InlineData("contextFrames")]
    public void Load_RetentionOfAKindLeftOut_NamesIt(string kind)
    {
        Write("p.json", p => p["retention"]!.AsObject().Remove(kind));

        Refused("p.json", "retention", kind);
    }

    [Theory]
    [InlineData("""{ }""")]
    [InlineData("""{ "hours": 24, "days": 1 }""")]
    [InlineData("""{ "hours": 0 }""")]
    [InlineData("""{ "hours": 8761 }""")]
    [InlineData("""{ "days": 0 }""")]
    [InlineData("""{ "days": 367 }""")]
    public void Load_RetentionThatIsNoSinglePeriod_IsRefused(string period)
    {
        Write("p.json", p => p["retention"]!["contextFrames"] = JsonNode.Parse(period));

        Refused("p.json", "retention.contextFrames", "either hours");
    }

    [Theory]
    [InlineData("""{ "hours": 1 }""")]
    [InlineData("""{ "hours": 8760 }""")]
    [InlineData("""{ "days": 1 }""")]
    [InlineData("""{ "days": 366 }""")]
    public void Load_RetentionAtItsLimits_IsTaken(string period)
    {
        Write("p.json", p => p["retention"]!["contextFrames"] = JsonNode.Parse(period));

        Assert.Single(PolicyLibrary.Load(_folder).All);
    }

    [Theory]
    [InlineData("weeks")]
    [InlineData("length")]
    public void Load_RetentionInAnUnknownUnit_NamesIt(string unit)
    {
        Write("p.json", p => p["retention"]!["watchlist"] = new JsonObject { [unit] = 1 });

        Refused("p.json", "retention.watchlist", unit);
    }

    /// <summary>A pack of an installation's own, as it was written before kinds had times of their own.</summary>
    [Fact]
    public void Load_PackWithoutRetention_SaysWhatToAdd()
    {
        Write("p.json", p =>
        {
            p.AsObject().Remove("retention");
            p["numbers"]!["watchlistRetentionHours"] = 24;
            p["numbers"]!["falseAlertRetentionHours"] = 24;
            p["numbers"]!["alertRetentionDays"] = 31;
        });

        Refused("p.json", "retention", "Add a section retention");
    }

    [Fact]
    public void Load_FalseAlertsKeptLongerThanOthers_IsRefused()
    {
        Write("p.json", p => p["retention"]!["falseAlerts"] = new JsonObject { ["days"] = 32 });

        Refused("p.json", "retention.falseAlerts", "longer than");
    }

    [Theory]
    [InlineData("2015-12-31", null)]
    [InlineData("2019-01-31", "met-2019.1")]
    [InlineData("2019-12-31", "met-2019.1")]
    [InlineData("2022-07-01", null)]
    [InlineData("2024-09-10", null)]
    [InlineData("2024-09-11", "met-2024.1")]
    [InlineData("2026-01-01", "uk-2026.1")]
    [InlineData("2031-01-01", "uk-2026.1")]
    public void InForce_OnADay_IsThePackWhoseRangeCoversIt(string day, string? id) =>
        Assert.Equal(id, Shipped().InForce(DateOnly.Parse(day, null))?.Id);

    [Fact]
    public void InForce_TwoOverlap_TheLaterOneWins()
    {
        Write("a.json", p => { p["id"] = "later"; p["effectiveFrom"] = "2026-06-01"; });
        Write("b.json", p => p["id"] = "earlier");

        var library = PolicyLibrary.Load(_folder);

        Assert.Equal("earlier", library.InForce(new DateOnly(2026, 5, 31))?.Id);
        Assert.Equal("later", library.InForce(new DateOnly(2026, 6, 1))?.Id);
    }

    [Fact]
    public void InForce_PackThatIsNotAdopted_IsReadAndNeverInForce()
    {
        Write("a.json", p => p["adopted"] = false);

        var library = PolicyLibrary.Load(_folder);

        Assert.Single(library.All);
        Assert.Null(library.InForce(new DateOnly(2026, 6, 1)));
    }

    [Theory]
    [InlineData("useCases", "Hotspot")]
    [InlineData("categories", "W1")]
    [InlineData("pictureSources", "Custody")]
    public void Load_NumberThatMeansSomethingElseInAnotherPack_IsRefused(string list, string taken)
    {
        Write("a.json", _ => { });
        Write("b.json", p => { p["id"] = "other"; p[list]![0]!["code"] = "Elsewhere"; });

        Refused("b.json", $"{list}[0].number", taken);
    }

    [Fact]
    public void Load_CodeUnderAnotherNumberThanInAnotherPack_IsRefused()
    {
        Write("a.json", _ => { });
        Write("b.json", p => { p["id"] = "other"; p["useCases"]![0]!["number"] = 77; });

        Refused("b.json", "useCases[0].code", "under the number 0");
    }

    [Theory]
    [InlineData("useCases")]
    [InlineData("categories")]
    [InlineData("pictureSources")]
    public void Load_ListThatIsEmpty_IsRefused(string list)
    {
        Write("p.json", p => p[list] = new JsonArray());

        Refused("p.json", list, "names none");
    }

    [Theory]
    [InlineData("number", "1", "there twice")]
    [InlineData("number", "3", "nothing is chosen yet")]
    [InlineData("number", "-1", "between 0 and 9999")]
    [InlineData("title", "\" \"", "must not be empty")]
    [InlineData("place", "\"\"", "must not be empty")]
    public void Load_UseCaseThatIsNone_IsRefused(string field, string value, string words)
    {
        Write("p.json", p => p["useCases"]![0]![field] = JsonNode.Parse(value));

        Refused("p.json", "useCases[", words);
    }

    [Fact]
    public void Find_UnknownId_IsNothing() => Assert.Null(Shipped().Find("uk-1984.1"));

    [Fact]
    public void Load_MissingFolder_SaysSo() =>
        Assert.Contains("does not exist", Assert.Throws<PolicyPackException>(() => PolicyLibrary.Load(Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_NotJson_NamesTheFile()
    {
        File.WriteAllText(Path.Combine(_folder, "broken.json"), "{ \"id\": ");

        Assert.Contains("broken.json", Assert.Throws<PolicyPackException>(() => PolicyLibrary.Load(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TwoPacksWithOneId_IsRefused()
    {
        Write("a.json", _ => { });
        Write("b.json", _ => { });

        Refused("b.json", "id", "a.json");
    }

    [Fact]
    public void Load_UnknownRule_IsRefused()
    {
        Write("p.json", p => p["rules"]!["R99"] = "Block");

        Refused("p.json", "rules.R99", "no such rule");
    }

    [Fact]
    public void Load_WeightThatIsNone_NamesTheField()
    {
        Write("p.json", p => p["rules"]!["R13"] = "Perhaps");

        Refused("p.json", "rules.R13", "p.json");
    }

    [Fact]
    public void Load_WeightMet_IsRefused()
    {
        Write("p.json", p => p["rules"]!["R13"] = "Met");

        Refused("p.json", "rules.R13", "Record, Warn or Block");
    }

    [Fact]
    public void Load_NumberLeftOut_NamesIt()
    {
        Write("p.json", p => p["numbers"]!.AsObject().Remove("agreeingFrames"));

        Refused("p.json", "numbers", "agreeingFrames");
    }

    [Fact]
    public void Load_FieldThatNobodyKnows_NamesIt()
    {
        Write("p.json", p => p["numbers"]!["agreingFrames"] = 3);

        Refused("p.json", "numbers", "agreingFrames");
    }

    [Fact]
    public void Load_OneAgreeingFrame_IsRefused()
    {
        Write("p.json", p => p["numbers"]!["agreeingFrames"] = 1);

        Refused("p.json", "numbers.agreeingFrames", "between 2 and");
    }

    /// <summary>A pack of an installation's own, as it was written before sources were data.</summary>
    [Theory]
    [InlineData("citations")]
    [InlineData("jurisdiction")]
    [InlineData("owner")]
    [InlineData("version")]
    [InlineData("reviewBy")]
    [InlineData("published")]
    public void Load_HeadLeftOut_NamesIt(string field)
    {
        Write("p.json", p => p.AsObject().Remove(field));

        Refused("p.json", "", field);
    }

    [Theory]
    [InlineData("R13")]
    [InlineData("numbers.noticeWarnHours")]
    [InlineData("retention.watchlist")]
    public void Load_WhatNoSourceIsCitedFor_NamesIt(string key)
    {
        Write("p.json", p => p["citations"]!.AsObject().Remove(key));

        Refused("p.json", $"citations.{key}", "where this comes from");
    }

    [Fact]
    public void Load_SourceOfARuleThatDoesNotApply_IsRefused()
    {
        Write("p.json", p => p["rules"]!.AsObject().Remove("R13"));

        Refused("p.json", "citations.R13", "no such rule");
    }

    [Theory]
    [InlineData("""{ "section": "s.35" }""", "needs a document")]
    [InlineData("""{ "document": " " }""", "needs a document")]
    [InlineData("""{ "ours": "" }""", "must say why")]
    [InlineData("""{ "ours": "Because.", "document": "DPA 2018" }""", "cites no document")]
    [InlineData("""{ "ours": "Because.", "checkedOn": "2026-11-01" }""", "cites no document")]
    [InlineData("""{ "document": "DPA 2018", "section": "" }""", "section must not be empty")]
    [InlineData("""{ "document": "DPA 2018", "address": "javascript:alert(1)" }""", "web address")]
    [InlineData("""{ "document": "DPA 2018", "address": "docs/a.html" }""", "web address")]
    [InlineData("""{ "document": "DPA 2018", "page": "4" }""", "page")]
    [InlineData("""{ "document": "DPA 2018", "checkedOn": "last week" }""", "checkedOn")]
    public void Load_SourceThatIsNone_IsRefused(string citation, string words)
    {
        Write("p.json", p => p["citations"]!["R13"] = new JsonArray(JsonNode.Parse(citation)));

        Refused("p.json", "citations.R13", words);
    }

    [Fact]
    public void Load_InForceWithoutAnEndAndWithoutAReview_IsRefused()
    {
        Write("p.json", p => p["reviewBy"] = null);

        Refused("p.json", "reviewBy", "a day by which");
    }

    [Fact]
    public void Load_PublishedAddressThatIsNoWebAddress_IsRefused()
    {
        Write("p.json", p => p["published"] = "file:///etc/passwd");

        Refused("p.json", "published", "web address");
    }

    [Fact]
    public void SourceOf_ARule_IsWhatThePackCites()
    {
        Write("p.json", p => p["citations"]!["R13"] = JsonNode.Parse("""[{ "document": "Code of practice", "section": "4" }, { "ours": "People plan ahead." }]"""));

        var pack = Assert.Single(PolicyLibrary.Load(_folder).All);

        Assert.Equal("Code of practice, 4; Our own: People plan ahead.", pack.SourceOf("R13"));
        var finding = Assert.Single(RuleBook.Readiness(Given.Dossier(g => (g.Policy, g.NoticeAt) = (pack, null))), f => f.RuleId == "R13");
        Assert.Equal("R13 · Code of practice, 4; Our own: People plan ahead.", finding.Reference);
    }

    [Fact]
    public void Load_EndBeforeBeginning_IsRefused()
    {
        Write("p.json", p => p["effectiveTo"] = "2020-01-01");

        Refused("p.json", "effectiveTo", "before it begins");
    }

    private static PolicyLibrary Shipped() => PolicyLibrary.Load(Path.Combine(AppContext.BaseDirectory, "policies"));

    private void Refused(string file, string field, string words)
    {
        var refusal = Assert.Throws<PolicyPackException>(() => PolicyLibrary.Load(_folder));

        Assert.Equal(file, refusal.File);
        Assert.StartsWith(field, refusal.Field, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private void Write(string file, Action<JsonNode> change)
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "uk-2026.json")))!;
        change(pack);
        File.WriteAllText(Path.Combine(_folder, file), pack.ToJsonString());
    }
}

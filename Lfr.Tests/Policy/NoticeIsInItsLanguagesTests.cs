using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

/// <summary>R54: the public reads the notice in every language that the policy names.</summary>
public class NoticeIsInItsLanguagesTests
{
    private static readonly NoticeTranslation Welsh = new(
        NoticeTranslation.Welsh, "Bydd camerâu yn cymharu wynebau.", "Dod o hyd i bobl.", "Mae lladradau wedi dyblu.", "Pobl y mae’r llysoedd yn chwilio amdanynt.", "Cerddwch ar hyd y Parade.", "Caiff eich wyneb ei ddileu.",
        "Cewch ofyn a chwyno.");

    private static PolicyPack Asking(params string[] languages) => Given.Uk with { Notice = new PolicyNotice { Languages = languages } };

    [Fact]
    public void PublicNotice_WithoutAnAskedLanguage_IsBroken() =>
        Says.Broken(Judge(Asking("en", "cy")), "The notice is not in Welsh, and the policy asks for that. Have it written");

    [Fact]
    public void PublicNotice_InEveryAskedLanguage_IsMet()
    {
        Says.Met(Judge(Asking("en", "cy"), g => g.Text = g.Text with { Second = Welsh }));
        Says.Met(Judge(Asking("en")));
    }

    /// <summary>Half a translation comes from an import or an earlier release; the form lets none through.</summary>
    [Fact]
    public void HalfATranslation_OrAnotherLanguage_IsNone()
    {
        Assert.True((Given.NoticeText with { Second = Welsh }).IsIn("cy"));
        Assert.False((Given.NoticeText with { Second = Welsh with { YourRights = " " } }).IsIn("cy"));
        Assert.False((Given.NoticeText with { Second = Welsh with { Language = "fr" } }).IsIn("cy"));
    }

    [Fact]
    public void NothingPublic_IsBroken_AndAPolicyThatNamesNoLanguageAsksNothing()
    {
        Says.Broken(Judge(Asking("en"), g => g.NoticeAt = null), "No notice is public");
        Says.Met(Judge(Given.Uk, g => g.NoticeAt = null));
    }

    [Fact]
    public void WordsAboutToBePublished_WeighAsThePolicySays_AndAreNotJudgedWhereItDoesNotAsk()
    {
        var rule = RuleBook.Find<NoticeIsInItsLanguages>();
        var asking = Asking("en", "cy") with { Rules = new Dictionary<string, Weight>(Given.Uk.Rules, StringComparer.Ordinal) { [rule.Id] = Weight.Warn } };

        Assert.Equal(Weight.Warn, rule.Before(Given.NoticeText, [], asking)!.Weight);
        Assert.Equal(Weight.Met, rule.Before(Given.NoticeText with { Second = Welsh }, [], asking)!.Weight);
        Assert.Null(rule.Before(Given.NoticeText, [], Given.Uk));
    }

    [Fact]
    public void FileInAnAskedLanguage_CountsAsTheNoticeInIt_AndOneInAnotherDoesNot()
    {
        var rule = RuleBook.Find<NoticeIsInItsLanguages>();
        var asking = Asking("en", "pl") with { Rules = new Dictionary<string, Weight>(Given.Uk.Rules, StringComparer.Ordinal) { [rule.Id] = Weight.Block } };

        var refused = rule.Before(Given.NoticeText, [File("ro")], asking)!;
        Assert.Equal((Weight.Block, true), (refused.Weight, refused.Sentence.StartsWith("The notice is not in Polish, and the policy asks for that.", StringComparison.Ordinal)));
        Assert.Equal(Weight.Met, rule.Before(Given.NoticeText, [File("ro"), File("pl")], asking)!.Weight);

        static NoticeAttachment File(string language) => new(Guid.CreateVersion7(), language, new string('a', 64), 1);
    }

    private static Verdict Judge(PolicyPack pack, Action<Given>? change = null) => new NoticeIsInItsLanguages().Judge(Given.Dossier(g =>
    {
        g.Policy = pack;
        change?.Invoke(g);
    }));
}

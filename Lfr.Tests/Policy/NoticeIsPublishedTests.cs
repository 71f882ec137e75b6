using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class NoticeIsPublishedTests
{
    [Fact]
    public void Notice_ThatIsADraft_IsRefused() =>
        Says.Broken(Judge(g => g.NoticeAt = null), "The notice is a draft.");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new NoticeIsPublished().Judge(Given.Dossier(change));
}

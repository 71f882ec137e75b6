using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class NoticeIsPublishedTests
{
    [Fact]
    public void Notice_ThatIsADraft_IsRefused() =>
        Says.Broken(Judge(g => g.NoticeAt = null), "The notice is a draft.");

    [Theory]
    [InlineData(NoticeChange.Postponed, "The notice says that the deployment is postponed.")]
    [InlineData(NoticeChange.Cancelled, "The notice says that the deployment is cancelled.")]
    [InlineData(NoticeChange.Refused, "The notice says that the deployment was refused authority.")]
    [InlineData(NoticeChange.UnderReview, "The notice says that the authority is being reviewed.")]
    [InlineData(NoticeChange.AuthorityWithdrawn, "The notice says that the authority was withdrawn.")]
    [InlineData(NoticeChange.Withdrawn, "The notice says that it is withdrawn.")]
    public void Notice_ThatSaysItDoesNotTakePlace_IsRefused(NoticeChange change, string words)
    {
        var dossier = Given.Dossier();
        dossier.Notice!.Tell(change, "Snow", Given.Planner, Given.Start.AddHours(-1));

        Says.Broken(new NoticeIsPublished().Judge(dossier), words);
    }

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new NoticeIsPublished().Judge(Given.Dossier(change));
}

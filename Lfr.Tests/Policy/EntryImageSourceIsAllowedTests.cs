using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryImageSourceIsAllowedTests
{
    [Fact]
    public void PassportPhotograph_IsRefused() =>
        Says.Broken(Judge(d => d with { ImageSource = ImageSource.PassportOrDrivingLicence }), "passport or a driving licence");

    [Fact]
    public void Source_ThatThePolicyDoesNotKnow_IsRefused() =>
        Says.Broken(Judge(d => d with { ImageSource = (ImageSource)77 }), "does not know");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Func<EntryDetails, EntryDetails>? change = null) => new EntryImageSourceIsAllowed().Judge(Given.EntryDossier(change));
}

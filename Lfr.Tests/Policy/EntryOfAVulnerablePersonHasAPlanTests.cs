using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryOfAVulnerablePersonHasAPlanTests
{
    [Fact]
    public void MissingPerson_ToBeArrested_IsRefused() =>
        Says.Broken(Judge(d => d with { Category = EntryCategory.MissingAtRisk }), "Plan to safeguard the person instead");

    [Fact]
    public void VulnerablePerson_WithoutAPlan_IsRefused() =>
        Says.Broken(Judge(d => d with { Vulnerability = "Epilepsy", ResponsePlan = "" }), "welfare");

    [Fact]
    public void Child_WithoutAPlan_IsRefused() =>
        Says.Broken(Judge(d => d with { AgeBand = AgeBand.Child13To17, ResponsePlan = "" }), "welfare");

    [Fact]
    public void VulnerablePerson_ToBeArrested_IsPointedOut() =>
        Says.Doubtful(Judge(d => d with { Vulnerability = "Epilepsy" }), "Arrest is planned for somebody who is vulnerable");

    [Fact]
    public void MissingPerson_ToBeSafeguarded_IsAllowed() =>
        Says.Met(Judge(d => d with { Category = EntryCategory.MissingAtRisk, Response = PlannedResponse.Safeguard }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Func<EntryDetails, EntryDetails>? change = null) => new EntryOfAVulnerablePersonHasAPlan().Judge(Given.EntryDossier(change));
}

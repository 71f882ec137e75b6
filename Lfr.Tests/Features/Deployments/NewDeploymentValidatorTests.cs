using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Deployments;

namespace Lfr.Tests.Features.Deployments;

/// <summary>What the form for a new deployment says before it is sent.</summary>
public sealed class NewDeploymentValidatorTests
{
    [Fact]
    public void Name_IsAllThatIsNeeded() => Assert.Empty(new NewDeploymentValidator("", null).Validate(new NewDeploymentDraft { Name = "Romford town centre" }).Errors);

    [Fact]
    public void Problems_AreSaidInTheOrderOfThePage_EachAtItsField() => Assert.Equal(
        [("name", "Give the deployment a name."), ("zone", "This is 1 character too long. Shorten it to 1,000."), ("start-day", "Give the day."), ("footfall", "This is no number.")],
        FormProblems.Of(new NewDeploymentValidator("Give the day.", "This is no number.").Validate(new NewDeploymentDraft { Zone = new string('x', 1001) })).Select(p => (p.Field, p.Sentence)));
}

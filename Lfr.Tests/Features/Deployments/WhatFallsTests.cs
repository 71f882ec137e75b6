using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

public sealed class WhatFallsTests
{
    private static readonly Standing Authorised = new(
        Given.DeploymentId, DeploymentState.Authorised, HasWindow: true, NoticeState.Published, NoticeFits: true, Waiting: 0, Approved: 2, Returned: 0, IsSealed: true, HasAuthority: true);

    [Fact]
    public void Refusal_NamesEverythingThatEnds()
    {
        var falls = WhatFalls.With(DeploymentStep.Refuse, DeploymentState.Refused, Authorised with { State = DeploymentState.Submitted, HasAuthority = false });

        Assert.Collection(
            falls,
            f => Assert.Contains("cannot be taken up again", f, StringComparison.Ordinal),
            f => Assert.Contains("refused authority", f, StringComparison.Ordinal),
            f => Assert.Contains("destroyed immediately", f, StringComparison.Ordinal),
            f => Assert.Contains("stood down", f, StringComparison.Ordinal));
    }

    [Fact]
    public void Postponement_NamesAuthorityNoticeSealAndSignOffs() =>
        Assert.Collection(
            WhatFalls.With(DeploymentStep.Postpone, DeploymentState.Draft, Authorised),
            f => Assert.Contains("ask for authority again", f, StringComparison.Ordinal),
            f => Assert.Contains("postponed", f, StringComparison.Ordinal),
            f => Assert.Contains("sealed again", f, StringComparison.Ordinal),
            f => Assert.Equal("2 entries must be signed off again.", f));

    [Fact]
    public void WhatIsNotThere_IsNotNamed() =>
        Assert.Equal(
            ["The request for authority is taken back."],
            WhatFalls.With(
                DeploymentStep.Postpone, DeploymentState.Draft,
                Authorised with { State = DeploymentState.Submitted, Notice = NoticeState.Draft, Approved = 0, IsSealed = false, HasAuthority = false }));

    [Fact]
    public void RevokingALiveOne_EndsTheRunAndLeavesTheNotice() =>
        Assert.Equal(
            ["The run ends at once and cannot be started again under this authority."],
            WhatFalls.With(DeploymentStep.Revoke, DeploymentState.Ended, Authorised with { State = DeploymentState.Live }));

    [Theory]
    [InlineData(DeploymentStep.Return, "being reviewed")]
    [InlineData(DeploymentStep.Revoke, "authority was withdrawn")]
    public void WhatThePublicIsTold_IsNamed(DeploymentStep step, string words) =>
        Assert.Contains(WhatFalls.With(step, DeploymentState.Draft, Authorised), f => f.Contains(words, StringComparison.Ordinal));
}

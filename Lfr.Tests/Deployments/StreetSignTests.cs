using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>Signs on the street: listed by place, photographed on the day, counted for the record.</summary>
public class StreetSignTests
{
    private static readonly DateTimeOffset OnTheDay = Given.Start.AddHours(-1);

    [Theory]
    [InlineData(" ", "Nothing says where the sign stands.")]
    [InlineData("WESTERN ROAD, by the clock ", "on the list already")]
    public void Place_ThatIsNone_OrListedAlready_IsRefused(string where, string words)
    {
        var deployment = Listed();

        Assert.Contains(words, deployment.PlaceSign(Given.Id(2), where).Explanation, StringComparison.Ordinal);
        Assert.Single(deployment.Signs);
    }

    [Fact]
    public void Place_OfTooManyWords_AndOneSignTooMany_AreRefused()
    {
        var deployment = Listed();
        Says.RefusedBy("FORM", deployment.PlaceSign(Given.Id(2), new string('x', StreetSign.LongestPlace + 1)));
        for (var number = 2; number <= StreetSign.Most; number++)
            Given.Do(deployment.PlaceSign(Given.Id(number), $"Lamp post {number}"));

        Says.RefusedBy("STATE", deployment.PlaceSign(Given.Id(99), "One more"));
    }

    [Fact]
    public void SameFormTwice_IsOneSign()
    {
        var deployment = Listed();

        Given.Do(deployment.PlaceSign(Given.Id(1), "Western Road, by the clock"));

        Assert.Single(deployment.Signs);
    }

    [Theory]
    [InlineData(-25, false)]
    [InlineData(-24, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Photograph_CountsFromADayBeforeTheStart_UntilTheEnd(int hoursAfterStart, bool counts)
    {
        var deployment = Listed();

        Assert.Equal(counts, deployment.PhotographSign(Given.Id(1), Photograph(5, Given.Start.AddHours(hoursAfterStart)), null).Succeeded);
        Assert.Equal(counts, deployment.Signs[0].UpSince(deployment.Plan.Window!) is not null);
    }

    /// <summary>Two officers walk to the same sign: the second learns that it is done, and nothing is lost.</summary>
    [Fact]
    public void SecondOfTwoAtOnce_IsToldOfTheFirst()
    {
        var deployment = Listed();
        Given.Do(deployment.PhotographSign(Given.Id(1), Photograph(5, OnTheDay), null));

        var second = deployment.PhotographSign(Given.Id(1), Photograph(6, OnTheDay.AddMinutes(1)), null);

        Assert.True(second.IsRefusedAs(RefusalKind.Conflict), second.Explanation);
        Assert.Contains(Given.Engagement.Name, second.Explanation, StringComparison.Ordinal);
        Given.Do(deployment.PhotographSign(Given.Id(1), Photograph(6, OnTheDay.AddMinutes(1)), Given.Id(5)));
        Assert.Equal(OnTheDay, deployment.Signs[0].UpSince(deployment.Plan.Window!));
    }

    [Fact]
    public void Sign_OfARunUnderWay_StaysOnTheList_AndMayBePhotographedAgain()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.PlaceSign(Given.Id(1), "Western Road, by the clock"));
        Given.Do(DeploymentCommands.All["GoLive"](deployment, Given.Start));

        Says.RefusedBy("STATE", deployment.RemoveSign(Given.Id(1)));
        Given.Do(deployment.PhotographSign(Given.Id(1), Photograph(5, Given.Start.AddHours(1)), null));
    }

    [Fact]
    public void Figures_CountTheSignsThatWereUpBeforeFacesWereCompared()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.PlaceSign(Given.Id(1), "Western Road, by the clock"));
        Given.Do(deployment.PlaceSign(Given.Id(2), "The Parade"));
        Given.Do(deployment.PhotographSign(Given.Id(1), Photograph(5, OnTheDay), null));
        Given.Do(DeploymentCommands.All["GoLive"](deployment, Given.Start.AddMinutes(5)));
        Given.Do(deployment.PhotographSign(Given.Id(2), Photograph(6, Given.Start.AddHours(1)), null));

        var figures = DeploymentFigures.Compute(deployment, null, [], [], null, Given.Start.AddHours(2));

        Assert.Equal((2, 1), (figures.Signs, figures.SignsUpBefore));
    }

    private static Deployment Listed()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.PlaceSign(Given.Id(1), "Western Road, by the clock"));
        return deployment;
    }

    private static SignPhotograph Photograph(int number, DateTimeOffset at) => new(Given.Id(number), $"{number:x64}", Given.Engagement.Sign(at));
}

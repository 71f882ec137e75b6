using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Support;

/// <summary>Alerts about which five people said all sorts of things, right and wrong, at all sorts of moments: as many stories as one wants, the same each time.</summary>
internal static class AlertHistories
{
    private static readonly Actor[] People =
        [Given.Operator, Given.Engagement, Given.Silver, Given.Person(41, "Ann Operator", Rank.Constable, Roles.Operator), Given.Person(42, "Bob Operator", Rank.Constable, Roles.Operator)];

    private static readonly (EngagementOutcome Outcome, IdentityCheck Identity, Disposal Disposal)[] Reports =
    [
        (EngagementOutcome.NotLocated, IdentityCheck.NotEstablished, Disposal.NotApplicable),
        (EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.NotApplicable),
        (EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, Disposal.NotApplicable),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, Disposal.MistakenIdentity),
        (EngagementOutcome.Engaged, IdentityCheck.NotEstablished, Disposal.NoFurtherAction),
    ];

    /// <summary>Alerts 1 to <paramref name="count"/> of <see cref="Given.DeploymentId"/>.</summary>
    public static IReadOnlyList<Alert> Make(int count)
    {
        var chance = new Random(7);
        return [.. Enumerable.Range(1, count).Select(n => Make(n, chance))];
    }

    private static Alert Make(int number, Random chance)
    {
        var now = GivenAlert.RaisedAt.AddSeconds(number);
        var alert = GivenAlert.Raised(number: number, at: now);
        for (var left = chance.Next(12); left > 0; left--)
        {
            now = now.AddSeconds(chance.Next(40)).AddTicks(chance.Next(10_000_000));
            Say(alert, People[chance.Next(People.Length)], now, chance);
        }

        return alert;
    }

    /// <summary>What the domain refuses at this moment is not said.</summary>
    private static void Say(Alert alert, Actor who, DateTimeOffset now, Random chance)
    {
        var answer = (Answer)chance.Next(3);
        var (outcome, identity, disposal) = Reports[chance.Next(Reports.Length)];
        var report = new Engagement(
            outcome, identity, identity == IdentityCheck.NotEstablished ? "" : "Driving licence", disposal, outcome == EngagementOutcome.Engaged, "By the station.", who.Sign(now));
        _ = chance.Next(9) switch
        {
            0 => alert.Claim(who, now),
            1 => alert.Adjudicate(answer, "Ears", now, who, now),
            2 => alert.CorrectAnswer(answer, "Ears", alert.Adjudications.Count, who, now),
            3 => alert.DecideAnswer(answer, "Ears", alert.Adjudications.Count, false, who, now),
            4 => alert.CheckStatus(chance.Next(4) > 0, "PNC", alert.StatusChecks.Count, who, now),
            5 => alert.Dispatch(who, [], now),
            6 => alert.Record(report),
            7 => alert.CorrectOutcome(report, alert.Engagements.Count),
            _ => alert.DecideOutcome(report, alert.Engagements.Count),
        };
    }
}

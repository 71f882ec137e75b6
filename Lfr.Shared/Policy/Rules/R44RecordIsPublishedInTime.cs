using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R44: results are published within the policy's days after the end, also those of a day without an arrest. Source: College of Policing APP and force
/// policy. No gate waits for it: it is a deadline, shown to people until it is met.
/// </summary>
public static class RecordIsPublishedInTime
{
    /// <summary>Id.</summary>
    public const string Id = "R44";

    /// <summary>The rule as a sentence.</summary>
    public const string Title = "The record is published in time";

    /// <summary>Where it comes from.</summary>
    public const string Source = "College of Policing APP";

    /// <summary>Last instant at which the record is in time; <see langword="null"/> while nothing ran.</summary>
    public static DateTimeOffset? Due(Deployment deployment, PolicyPack policy) => deployment.EndedAt?.AddDays(policy.Numbers.PublishWithinDays);

    /// <summary>The finding; <see langword="null"/> when nothing ran or the policy does not ask for it.</summary>
    public static Finding? Judge(Deployment deployment, DateTimeOffset? publishedAt, PolicyPack policy, DateTimeOffset now)
    {
        if (policy.WeightOf(Id) is not { } broken || Due(deployment, policy) is not { } due)
            return null;
        return publishedAt switch
        {
            { } at when at <= due => Finding(Weight.Met, $"It was published on {Words.Moment(at)}."),
            { } at => Finding(broken, $"It was published on {Words.Moment(at)}, {Words.Duration(at - due)} late."),
            null when now <= due => Finding(Weight.Met, $"It is due by {Words.Moment(due)}."),
            null => Finding(broken, $"It was due by {Words.Moment(due)} and is not published."),
        };
    }

    private static Finding Finding(Weight weight, string sentence) => new(Id, Title, weight, sentence, Source, "the planner");
}

using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Records;

/// <summary>What people write beside the computed figures.</summary>
/// <param name="Narrative">What happened, for the public; no names.</param>
/// <param name="Lessons">What is learnt; may be empty.</param>
/// <param name="WiderArrests">Arrests of the wider operation that followed no alert; <see langword="null"/> when not reported.</param>
public sealed record RecordText(string Narrative, string Lessons, int? WiderArrests)
{
    /// <summary>Officer-hours and cost as they were spent; <see langword="null"/> when not reported.</summary>
    public Resources? Spent { get; init; }
}

/// <summary>A published version. Appended, never changed: the public sees what was corrected.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">The words.</param>
/// <param name="Figures">The figures as computed then.</param>
/// <param name="Correction">What was corrected and why; empty for the first.</param>
/// <param name="By">Who and when.</param>
public sealed record RecordVersion(int Number, RecordText Text, DeploymentFigures Figures, string Correction, Signature By);

/// <summary>The public record of one deployment (R44): words by people, figures by computation, corrections beside what they correct.</summary>
public sealed class DeploymentRecord : IAggregate
{
    private DeploymentRecord()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Deployment; one record each.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>The words being written, or those last published.</summary>
    public RecordText Draft { get; private set; } = null!;

    /// <summary>Published versions, oldest first; from the second on they are the log of corrections.</summary>
    public IReadOnlyList<RecordVersion> Versions { get; private set; } = [];

    /// <summary>The version that the public reads now, or <see langword="null"/>.</summary>
    public RecordVersion? Current => Versions is [.., var last] ? last : null;

    /// <summary>When the results were first public.</summary>
    public DateTimeOffset? FirstPublishedAt => Versions is [var first, ..] ? first.By.At : null;

    /// <summary>Starts a draft.</summary>
    public static DeploymentRecord Write(Guid id, Guid deploymentId, RecordText text) => new() { Id = id, DeploymentId = deploymentId, Draft = text };

    /// <summary>Saves the words being written. What the public reads does not change until it is published or corrected.</summary>
    public Outcome Edit(RecordText text)
    {
        if (text.WiderArrests < 0)
            return Outcome.Incomplete("The number of arrests is negative.", "Enter 0 or more.");
        if (text.Spent?.Judge() is { Succeeded: false } impossible)
            return impossible;
        Draft = text;
        return Outcome.Done;
    }

    /// <summary>
    /// Publishes the draft with the figures, and takes <paramref name="deployment"/> to its last state. A day without an arrest is published like any other.
    /// </summary>
    public Outcome Publish(Deployment deployment, DeploymentFigures figures, Actor by, DateTimeOffset now)
    {
        if (Versions.Count > 0)
            return Outcome.WrongState("The record is public already.", "Correct it instead.");
        if (string.IsNullOrWhiteSpace(Draft.Narrative))
            return Outcome.Incomplete("Nothing says what happened.", "Enter what happened. The public reads this.");
        if (deployment.PublishRecord() is { Succeeded: false } refused)
            return refused;
        Append(figures, "", by, now);
        return Outcome.Done;
    }

    /// <summary>Publishes the draft, or newly computed figures, as a correction; the earlier version stays visible.</summary>
    public Outcome Correct(DeploymentFigures figures, string correction, Actor by, DateTimeOffset now)
    {
        if (Current is not { } current)
            return Outcome.WrongState("The record is not public yet, so there is nothing to correct.", "Publish it instead.");
        if (string.IsNullOrWhiteSpace(correction))
            return Outcome.Incomplete("Nothing says what is corrected and why.", "Enter what you correct and why. The public reads this.");
        if (string.IsNullOrWhiteSpace(Draft.Narrative))
            return Outcome.Incomplete("Nothing says what happened.", "Enter what happened. The public reads this.");
        if (Draft == current.Text && Publishable(figures).SaysTheSame(current.Figures))
        {
            return Outcome.Incomplete(
                $"Nothing was published, because nothing changed: words and figures are those of version {current.Number}.", "Change what is wrong, and publish the correction then.");
        }

        Append(figures, correction.Trim(), by, now);
        return Outcome.Done;
    }

    private void Append(DeploymentFigures figures, string correction, Actor by, DateTimeOffset now) =>
        Versions = [.. Versions, new RecordVersion(Versions.Count + 1, Draft, Publishable(figures), correction, by.Sign(now))];

    private DeploymentFigures Publishable(DeploymentFigures figures)
    {
        var published = figures with { WiderArrests = Draft.WiderArrests, Spent = Draft.Spent };
        return Current is not { Figures: var before } ? published : published with
        {
            ListByCategory = Cell.Correcting(before.ListByCategory, figures.ListByCategory),
            ListByAge = Cell.Correcting(before.ListByAge, figures.ListByAge),
        };
    }
}

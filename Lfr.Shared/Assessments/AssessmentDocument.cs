using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Assessments;

/// <summary>
/// An assessment of one kind that is written in Lfr for one deployment: drafted by planners, with the opinion of the data protection officer, approved version by version by somebody who wrote none
/// of it, and published as far as it may be. An approved version satisfies the same rules (R09 to R11) as a document that the plan cites.
/// </summary>
public sealed class AssessmentDocument : IAggregate
{
    /// <summary>Most characters of an opinion, of reasons, and of why a part is withheld.</summary>
    public const int LongestReason = 2000;

    private AssessmentDocument()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Kind; one document of each.</summary>
    public AssessmentKind Kind { get; private set; }

    /// <summary>The text being written, or the one last approved.</summary>
    public AssessmentText Draft { get; private set; } = new([], "", DateOnly.MinValue);

    /// <summary>Everybody who ever wrote in it, each once. None of them approves it.</summary>
    public IReadOnlyList<Guid> Authors { get; private set; } = [];

    /// <summary>Who asked for approval; <see langword="null"/> while it is being written or when nothing waits.</summary>
    public Signature? SubmittedBy { get; private set; }

    /// <summary><see cref="AssessedFacts.HashOf"/> of the plan when approval was asked for.</summary>
    public string SubmittedFor { get; private set; } = "";

    /// <summary>The data protection officer's opinion on the draft as it stands.</summary>
    public AssessmentOpinion? Opinion { get; private set; }

    /// <summary>Why it was sent back last; <see langword="null"/> once approval is asked for again.</summary>
    public AssessmentReturn? Return { get; private set; }

    /// <summary>Approved versions, oldest first.</summary>
    public IReadOnlyList<AssessmentVersion> Versions { get; private set; } = [];

    /// <summary>Publications, oldest first.</summary>
    public IReadOnlyList<AssessmentPublication> Publications { get; private set; } = [];

    /// <summary>The version approved last; <see langword="null"/> before the first.</summary>
    public AssessmentVersion? Current => Versions is [.., var last] ? last : null;

    /// <summary>What is public now; <see langword="null"/> when nothing is.</summary>
    public AssessmentPublication? Published => Publications is [.., var last] ? last : null;

    /// <summary>Whether approval was asked for and nobody decided yet.</summary>
    public bool IsWaiting => SubmittedBy is not null;

    /// <summary>Whether it waits for the data protection officer, before anybody can approve it.</summary>
    public bool WaitsForOpinion => IsWaiting && Opinion is null && AssessmentOutline.NeedsOpinion(Kind);

    /// <summary>Whether assessments of a deployment are still written: not once nothing more happens to it.</summary>
    public static Outcome MayWrite(Deployment deployment) =>
        deployment.HistoricalSource is not null || deployment.State is DeploymentState.Published or DeploymentState.Cancelled or DeploymentState.Refused
            ? Outcome.WrongState("The deployment is over, so its assessments stay as they are.", "Write one for the next deployment.")
            : Outcome.Done;

    /// <summary>Starts an empty one.</summary>
    public static AssessmentDocument Start(Guid id, Guid deploymentId, AssessmentKind kind) => new() { Id = id, DeploymentId = deploymentId, Kind = kind };

    /// <summary>The approved version as a plan cites one; <see langword="null"/> when there is none, or the plan says something else now.</summary>
    public Assessment? InForce(Plan plan) => Current is { } version && version.FactsHash == AssessedFacts.HashOf(plan)
        ? new Assessment(Kind, $"Written in Lfr, version {version.Number}", version.ApprovedBy.Name, version.ApprovedBy.At.ForceDay(), version.Text.ValidUntil, version.Text.Evidence)
        : null;

    /// <summary>Saves the draft. Approval and opinion are asked for again after a change: they are about words that somebody read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="outline">Parts that the policy asks for.</param>
    /// <param name="writer">Who writes.</param>
    public Outcome Write(AssessmentText text, IReadOnlyList<OutlinePart> outline, Actor writer)
    {
        if (!text.Parts.Select(p => p.Title).SequenceEqual(outline.Select(o => o.Title), StringComparer.Ordinal))
            return Outcome.Conflict("The policy asks for other parts than this page showed.", "Load the page again, then enter what is missing.");
        if (text.Parts.FirstOrDefault(p => p.Text.Length > AssessmentText.LongestPart) is { } tooLong)
            return Outcome.Incomplete($"The part “{tooLong.Title}” is too long.", $"Shorten it to {Words.Number(AssessmentText.LongestPart)} characters.");
        if (text.Evidence.Length > AssessmentText.LongestEvidence)
            return Outcome.Incomplete($"The part “{AssessmentOutline.EvidenceTitle(Kind)}” is too long.", $"Shorten it to {Words.Number(AssessmentText.LongestEvidence)} characters.");
        var clean = new AssessmentText([.. text.Parts.Select(p => p with { Text = p.Text.Trim() })], text.Evidence.Trim(), text.ValidUntil);
        if (clean.SaysTheSame(Draft))
            return Outcome.Done;
        (Draft, SubmittedBy, SubmittedFor, Opinion) = (clean, null, "", null);
        if (!Authors.Contains(writer.UserId))
            Authors = [.. Authors, writer.UserId];
        return Outcome.Done;
    }

    /// <summary>Asks for approval of the draft, for the plan as it stands.</summary>
    public Outcome Submit(Plan plan, Actor planner, DateTimeOffset now)
    {
        if (IsWaiting && SubmittedFor == AssessedFacts.HashOf(plan))
            return Outcome.WrongState("Approval has been asked for already.", "Wait for the answer, or change the text.");
        if (Draft.Missing().ToArray() is { Length: > 0 } missing)
            return Outcome.Incomplete($"The assessment is not complete: {string.Join(", ", missing)}.", "Fill these in, then ask for approval.");
        if (Draft.Parts.Count == 0)
            return Outcome.Incomplete("Nothing is written yet.", "Write and save the parts, then ask for approval.");
        if (Draft.Evidence.IsBlank())
            return Outcome.Incomplete($"The part “{AssessmentOutline.EvidenceTitle(Kind)}” is empty.", "Fill it in, then ask for approval.");
        if (Draft.ValidUntil == DateOnly.MinValue)
            return Outcome.Incomplete("Nothing says until when it is valid.", "Enter the last day on which it may be relied on.");
        if (Draft.ValidUntil < now.ForceDay())
            return Outcome.Incomplete($"It would have been valid until {Words.Day(Draft.ValidUntil)}, which is over.", "Enter a later day.");
        if (DateRanges.OfValidity(Draft.ValidUntil, now.ForceDay(), now.ForceDay()) is { } problem)
            return Outcome.Incomplete(problem.Why, problem.ToDo);
        var facts = AssessedFacts.HashOf(plan);
        if (Current is { } current && current.FactsHash == facts && current.Text.SaysTheSame(Draft))
            return Outcome.WrongState($"Version {current.Number} says the same and is approved.", "Change the text if there is something to approve.");
        (SubmittedBy, SubmittedFor, Return) = (planner.Sign(now), facts, null);
        return Outcome.Done;
    }

    /// <summary>Keeps the data protection officer's opinion on the draft that waits. A second one takes the place of the first.</summary>
    public Outcome GiveOpinion(OpinionAdvice advice, string text, Actor officer, DateTimeOffset now)
    {
        if (!IsWaiting)
            return NothingWaits();
        if (!Enum.IsDefined(advice))
            return Outcome.Incomplete("The advice is none of those that there are.", "Choose one.");
        if (text.IsBlank())
            return Outcome.Incomplete("The opinion says nothing.", "Enter what you looked at and what you advise.");
        if (text.Length > LongestReason)
            return TooLong();
        if (Authors.Contains(officer.UserId))
            return Outcome.NotYourRole("You wrote in this assessment, so your opinion would be about your own words.", "Leave it to another data protection officer.");
        Opinion = new AssessmentOpinion(advice, text.Trim(), Draft.Hash(), officer.Sign(now));
        return Outcome.Done;
    }

    /// <summary>Approves what waits as the next version, or sends it back.</summary>
    /// <param name="approves">Whether it is approved.</param>
    /// <param name="reasons">Why; needed to send it back, and to approve it against the advice.</param>
    /// <param name="plan">Plan as it stands.</param>
    /// <param name="officer">Who decides.</param>
    /// <param name="now">When.</param>
    public Outcome Decide(bool approves, string reasons, Plan plan, Actor officer, DateTimeOffset now)
    {
        if (SubmittedBy is not { } submitted)
            return NothingWaits();
        if (reasons.Length > LongestReason)
            return TooLong();
        if (Authors.Contains(officer.UserId) || submitted.UserId == officer.UserId)
            return Outcome.NotYourRole("You wrote this assessment or asked for its approval, so you cannot decide on it.", "Leave it to another authorising officer.");
        if (Opinion?.By.UserId == officer.UserId)
            return Outcome.NotYourRole("You gave the opinion on this assessment, so you cannot decide on it.", "Leave it to another authorising officer.");
        if (!approves)
        {
            if (reasons.IsBlank())
                return Outcome.Incomplete("No reasons are given.", "Enter what has to change.");
            (Return, SubmittedBy, SubmittedFor) = (new AssessmentReturn(reasons.Trim(), officer.Sign(now)), null, "");
            return Outcome.Done;
        }

        if (SubmittedFor != AssessedFacts.HashOf(plan))
            return Outcome.WrongState("The plan's place, purpose, cameras or list criteria changed after approval was asked for.", "Send it back, so that the planner looks it over.");
        if (WaitsForOpinion)
            return Outcome.WrongState("The data protection officer has not given an opinion yet.", "Wait for it.");
        if (Opinion?.Advice == OpinionAdvice.Against && reasons.IsBlank())
            return Outcome.Incomplete("The data protection officer advises against it.", "Enter why you approve it all the same.");
        if (Draft.ValidUntil < now.ForceDay())
            return Outcome.WrongState($"It would have been valid until {Words.Day(Draft.ValidUntil)}, which is over.", "Send it back for a later day.");
        Versions = [.. Versions, new AssessmentVersion(Versions.Count + 1, Draft, SubmittedFor, submitted, Opinion, reasons.Trim(), officer.Sign(now))];
        (SubmittedBy, SubmittedFor, Opinion) = (null, "", null);
        return Outcome.Done;
    }

    /// <summary>Makes a version public, but for the parts that are withheld, each with a reason.</summary>
    public Outcome Publish(int version, IReadOnlyList<WithheldPart> withheld, Actor officer, DateTimeOffset now)
    {
        if (Current is not { } current)
            return Outcome.WrongState("There is no approved version to publish.", "Have one approved first.");
        if (current.Number != version)
            return Outcome.Conflict($"Version {current.Number} was approved meanwhile.", "Read that one, then publish it.");
        var titles = current.AllParts(Kind).Select(p => p.Title).ToArray();
        if (withheld.FirstOrDefault(w => !titles.Contains(w.Title, StringComparer.Ordinal)) is { } unknown)
            return Outcome.Incomplete($"There is no part called “{unknown.Title}”.", "Load the page again, then choose.");
        if (withheld.FirstOrDefault(w => w.Reason.IsBlank()) is { } silent)
            return Outcome.Incomplete($"Nothing says why “{silent.Title}” is withheld.", "Enter the reason. The public reads it in place of the part.");
        if (withheld.Any(w => w.Reason.Length > LongestReason))
            return TooLong();
        if (withheld.DistinctBy(w => w.Title).Count() == titles.Length)
            return Outcome.Incomplete("Every part is withheld, so there is nothing to publish.", "Publish at least one part.");
        WithheldPart[] kept = [.. withheld.DistinctBy(w => w.Title).OrderBy(w => Array.IndexOf(titles, w.Title)).Select(w => w with { Reason = w.Reason.Trim() })];
        if (Published is { } before && before.Version == version && before.Withheld.SequenceEqual(kept))
            return Outcome.WrongState("This version is public already, with the same parts.", "Choose other parts, or have a new version approved.");
        Publications = [.. Publications, new AssessmentPublication(version, kept, officer.Sign(now))];
        return Outcome.Done;
    }

    private static Outcome NothingWaits() => Outcome.WrongState("Nobody has asked for approval of this assessment, or it was decided meanwhile.", "Read it as it stands now.");

    private static Outcome TooLong() => Outcome.Incomplete("The words are too long.", $"Shorten them to {Words.Number(LongestReason)} characters.");
}

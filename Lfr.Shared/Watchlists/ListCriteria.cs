using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>An authorising officer's answer to proposed criteria. Appended, never changed.</summary>
/// <param name="IsApproved">Whether they were approved; otherwise they went back.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Terms">What was answered about.</param>
/// <param name="By">Who and when.</param>
public sealed record CriteriaDecision(bool IsApproved, string Reasons, CriteriaTerms Terms, Signature By);

/// <summary>
/// The criteria of one list: a compiler proposes them, an authorising officer approves them, and only then people come in. They were approved for a place, a window and a purpose: once the plan
/// says something else there, they are approved again.
/// </summary>
public sealed class ListCriteria : IAggregate
{
    private ListCriteria()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Deployment; one each.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>What waits for an answer; <see langword="null"/> when nothing does.</summary>
    public CriteriaTerms? Proposed { get; private set; }

    /// <summary>Who proposed it.</summary>
    public Signature? ProposedBy { get; private set; }

    /// <summary>SHA-256, lower-case hex, of the words of the link last proposed, without case and spaces: finds words that were copied from another operation.</summary>
    public string LinkHash { get; private set; } = "";

    /// <summary>What was approved last.</summary>
    public CriteriaTerms? Approved { get; private set; }

    /// <summary>Hash of place, window and purpose that it was approved for (<see cref="Plan.PublicFactsHash"/>).</summary>
    public string ApprovedFor { get; private set; } = "";

    /// <summary>Answers, oldest first.</summary>
    public IReadOnlyList<CriteriaDecision> Decisions { get; private set; } = [];

    /// <summary>The last answer; <see langword="null"/> before the first.</summary>
    public CriteriaDecision? LastDecision => Decisions.Count == 0 ? null : Decisions[^1];

    /// <summary>Starts without any.</summary>
    public static ListCriteria Start(Guid id, Guid deploymentId) => new() { Id = id, DeploymentId = deploymentId };

    /// <summary>Hash of the words of a link, as <see cref="LinkHash"/> is.</summary>
    public static string HashOfLink(string link) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(link.Where(char.IsLetterOrDigit)).ToUpperInvariant())));

    /// <summary>What entries of the list have to fit; <see langword="null"/> while nothing is approved for the plan as it stands.</summary>
    public CriteriaTerms? InForce(Plan plan) => Approved is not null && plan.HasPublicFactsHash(ApprovedFor) ? Approved : null;

    /// <summary>Proposes terms. What was approved stays in force until the answer.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="plan">Plan of the deployment, which they narrow and never widen.</param>
    /// <param name="policy">Policy of the deployment.</param>
    /// <param name="compiler">Who proposes.</param>
    /// <param name="now">When.</param>
    public Outcome Propose(CriteriaTerms terms, Plan plan, PolicyPack policy, Actor compiler, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(terms.Link))
            return Outcome.Incomplete("Nothing says what ties these people to this place and time.", "Enter it, for this operation.");
        if (terms.Link.Length > CriteriaTerms.LongestLink)
            return Outcome.Incomplete("The words are too long.", "Shorten them to 2,000 characters.");
        if (terms.Categories.Count == 0 || terms.Sources.Count == 0 || terms.AgeBands.Count == 0)
            return Outcome.Incomplete("Categories, photographs or ages are missing.", "Choose at least one of each.");
        if (terms.Categories.Where(c => !plan.Criteria.Categories.Contains(c) || policy.Find(c) is not { Off: null }).ToArray() is [var outside, ..])
            return Outcome.Incomplete($"The plan or its policy does not allow category {outside.Code(policy)}.", "Leave it out, or have the plan changed and authorised again.");
        if (terms.Sources.Where(s => policy.Find(s) is not { Use: not PictureUse.Barred }).ToArray() is [var barred, ..])
            return Outcome.Incomplete($"The policy does not allow photographs of this kind: {barred.InWords(policy).ToLowerInvariant()}.", "Leave it out.");
        if (terms.AgeBands.Any(a => !Enum.IsDefined(a)))
            return Outcome.Incomplete("An age is none of those that there are.", "Choose the ages again.");
        Proposed = terms with { Categories = [.. terms.Categories.Distinct().Order()], Sources = [.. terms.Sources.Distinct().Order()], AgeBands = [.. terms.AgeBands.Distinct().Order()], Link = terms.Link.Trim() };
        (ProposedBy, LinkHash) = (compiler.Sign(now), HashOfLink(terms.Link));
        return Outcome.Done;
    }

    /// <summary>Approves what was proposed, for the plan as it stands, or sends it back.</summary>
    public Outcome Decide(bool approves, string reasons, Plan plan, Actor officer, DateTimeOffset now)
    {
        if (Proposed is not { } proposed)
            return Outcome.WrongState("No criteria wait for an answer.");
        if (string.IsNullOrWhiteSpace(reasons))
            return Outcome.Incomplete("No reasons are given.", approves ? "Enter why the criteria are not wider than this operation needs." : "Enter what the compiler should change.");
        Decisions = [.. Decisions, new CriteriaDecision(approves, reasons.Trim(), proposed, officer.Sign(now))];
        if (approves)
            (Approved, ApprovedFor) = (proposed, plan.PublicFactsHash());
        Proposed = null;
        return Outcome.Done;
    }
}

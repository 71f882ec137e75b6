using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Notices;

/// <summary>What the public reads, in plain words. Place, date and purpose come from the plan and are shown beside it.</summary>
/// <param name="Summary">One or two sentences: what happens.</param>
/// <param name="Why">Why the police do this here.</param>
/// <param name="WhoIsLookedFor">Who is looked for, in general; never a name.</param>
/// <param name="AnotherWay">How to get past without being compared.</param>
/// <param name="WhatHappensToYourFace">What is done with the faces of passers-by.</param>
/// <param name="YourRights">What people may ask for, and how to complain.</param>
/// <param name="Contact">Whom to write to or call.</param>
public sealed record NoticeText(
    string Summary, string Why, string WhoIsLookedFor, string AnotherWay, string WhatHappensToYourFace, string YourRights, string Contact)
{
    /// <summary>Longest words about people's rights, characters.</summary>
    public const int LongestRights = 2000;

    /// <summary>The same in a second language; <see langword="null"/> when nobody wrote it.</summary>
    public NoticeTranslation? Second { get; init; }

    /// <summary>Whether every part of it is written in <paramref name="language"/>, besides the language of the main text.</summary>
    public bool IsIn(string language) => Second is { } second && second.Language == language && !second.Missing().Any();

    /// <summary>Fields that are still empty, by the name that the form shows.</summary>
    public IEnumerable<string> Missing()
    {
        if (string.IsNullOrWhiteSpace(Summary)) yield return "Summary";
        if (string.IsNullOrWhiteSpace(Why)) yield return "Why";
        if (string.IsNullOrWhiteSpace(WhoIsLookedFor)) yield return "Who is looked for";
        if (string.IsNullOrWhiteSpace(AnotherWay)) yield return "Another way";
        if (string.IsNullOrWhiteSpace(WhatHappensToYourFace)) yield return "What happens to your face";
        if (string.IsNullOrWhiteSpace(YourRights)) yield return "Your rights";
        if (string.IsNullOrWhiteSpace(Contact)) yield return "Contact";
    }
}

/// <summary>What a version of a notice does.</summary>
public enum NoticeChange
{
    /// <summary>First publication.</summary>
    Published,

    /// <summary>Another text, date, place or purpose.</summary>
    Amended,

    /// <summary>Postponed; a new date will be announced.</summary>
    Postponed,

    /// <summary>Called off by the planner.</summary>
    Cancelled,

    /// <summary>Refused authority: it will not take place.</summary>
    Refused,

    /// <summary>An authorising officer sent the plan back: it takes place only if the notice is published again.</summary>
    UnderReview,

    /// <summary>A granted authority was withdrawn: it takes place only if the notice is published again.</summary>
    AuthorityWithdrawn,

    /// <summary>The planner took the notice back; the deployment is neither cancelled nor postponed, and takes place only if the notice is published again.</summary>
    Withdrawn,
}

/// <summary>A published version. Appended, never changed: the public sees the history.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Change">What it does.</param>
/// <param name="Text">The text.</param>
/// <param name="Name">Name of the deployment as published.</param>
/// <param name="Place">Place as published.</param>
/// <param name="Window">Window as published.</param>
/// <param name="Purpose">Purpose as published.</param>
/// <param name="FactsHash"><see cref="Plan.PublicFactsHash"/> at that time.</param>
/// <param name="Reason">Why it was amended, postponed or cancelled; empty for the first.</param>
/// <param name="By">Who and when.</param>
public sealed record NoticeVersion(
    int Number, NoticeChange Change, NoticeText Text, string Name, Place Place, Window Window, string Purpose, string FactsHash, string Reason, Signature By)
{
    /// <summary>The place as a map, as published; <see langword="null"/> without one.</summary>
    public PlaceMap? Map { get; init; }

    /// <summary>Files in other languages that were published with it.</summary>
    public IReadOnlyList<NoticeAttachment> Attachments { get; init; } = [];

    /// <summary>Whether a notice of <paramref name="plan"/> with <paramref name="text"/> and these files would tell the public nothing else.</summary>
    internal bool SaysTheSame(Plan plan, Window window, NoticeText text, IReadOnlyList<NoticeAttachment> attachments) =>
        Text == text && Attachments.SequenceEqual(attachments) && Name == plan.Name && Place == plan.Place && Window == window && Purpose == plan.Grounds.Purpose && plan.HasPublicFactsHash(FactsHash);
}

/// <summary>Where a notice stands now. Expired follows from the window and is not stored.</summary>
public enum NoticeState
{
    /// <summary>Written, not public.</summary>
    Draft,

    /// <summary>Public.</summary>
    Published,

    /// <summary>Public, and says that the deployment is postponed.</summary>
    Postponed,

    /// <summary>Public, and says that the deployment is cancelled.</summary>
    Cancelled,

    /// <summary>Public, and says that the deployment was refused authority.</summary>
    Refused,

    /// <summary>Public, and says that the authority is being reviewed.</summary>
    UnderReview,

    /// <summary>Public, and says that the authority was withdrawn.</summary>
    AuthorityWithdrawn,

    /// <summary>Public, and says that the planner took it back. What it said stays on the page as history.</summary>
    Withdrawn,
}

/// <summary>States and changes as words.</summary>
public static class NoticeLabels
{
    /// <summary>What a version did, as the end of a sentence: <c>postponed</c>.</summary>
    public static string InWords(this NoticeChange change) => change switch
    {
        NoticeChange.Published => "published",
        NoticeChange.Amended => "amended",
        NoticeChange.Postponed => "postponed",
        NoticeChange.Cancelled => "cancelled",
        NoticeChange.Refused => "refused authority",
        NoticeChange.UnderReview => "under review",
        NoticeChange.AuthorityWithdrawn => "authority withdrawn",
        NoticeChange.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Unknown change."),
    };

    /// <summary>What the notice says, as the end of a sentence: <c>the deployment is postponed</c>.</summary>
    public static string Says(this NoticeState state) => state switch
    {
        NoticeState.Draft => "nothing yet: it is a draft",
        NoticeState.Published => "when and where the deployment takes place",
        NoticeState.Postponed => "the deployment is postponed",
        NoticeState.Cancelled => "the deployment is cancelled",
        NoticeState.Refused => "the deployment was refused authority",
        NoticeState.UnderReview => "the authority is being reviewed",
        NoticeState.AuthorityWithdrawn => "the authority was withdrawn",
        NoticeState.Withdrawn => "it is withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };
}

/// <summary>The advance notice of one deployment (R13, R14).</summary>
public sealed partial class Notice : IAggregate
{
    /// <summary>Most characters of <see cref="BodyTold.How"/>.</summary>
    public const int LongestHow = 500;

    private Notice()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Deployment; one notice each.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>State.</summary>
    public NoticeState State { get; private set; }

    /// <summary>The text being written, or the one last published.</summary>
    public NoticeText Draft { get; private set; } = null!;

    /// <summary>Published versions, oldest first.</summary>
    public IReadOnlyList<NoticeVersion> Versions { get; private set; } = [];

    /// <summary>Second reason for a short notice (R14); <see langword="null"/> when none was given.</summary>
    public string? ShortNoticeReason { get; private set; }

    /// <summary>Which bodies were told (R13b), oldest first.</summary>
    public IReadOnlyList<BodyTold> Told { get; private set; } = [];

    /// <summary>The version that the public reads now, or <see langword="null"/>.</summary>
    public NoticeVersion? Current => Versions is [.., var last] ? last : null;

    /// <summary>Whether it has said its last word: the deployment will not take place.</summary>
    public bool IsFinal => State is NoticeState.Cancelled or NoticeState.Refused;

    /// <summary>Starts a draft.</summary>
    public static Notice Write(Guid id, Guid deploymentId, NoticeText text) => new() { Id = id, DeploymentId = deploymentId, Draft = text };

    /// <summary>Saves the text being written. What the public reads does not change until it is published.</summary>
    public Outcome Edit(NoticeText text)
    {
        if (IsFinal)
            return Final();
        Draft = text;
        return Outcome.Done;
    }

    /// <summary>Publishes the draft with the plan's facts, the first time or as an amendment.</summary>
    /// <param name="plan">Plan whose place, window and purpose are published.</param>
    /// <param name="reason">What changed and why; needed for an amendment, ignored the first time.</param>
    /// <param name="planner">Who.</param>
    /// <param name="now">When.</param>
    public Outcome Publish(Plan plan, string reason, Actor planner, DateTimeOffset now)
    {
        if (IsFinal)
            return Final();
        if (plan.Window is not { } window)
            return Outcome.Incomplete("The plan has no date, so the notice cannot say when.", "Set the date and the hours in the plan first.");
        if (window.Length <= TimeSpan.Zero)
            return Outcome.Incomplete("The plan ends before it starts.", "Correct the hours in the plan.");
        if (window.End <= now)
            return Outcome.WrongState("The window is already over; a notice can no longer be given.", "Set a new date in the plan first.");
        var missing = Draft.Missing().ToArray();
        if (missing.Length > 0)
            return Outcome.Incomplete($"The notice is not complete: {string.Join(", ", missing)}.", "Fill these in, then publish.");
        if (Draft.Second?.Missing().ToArray() is { Length: > 0 } untranslated)
            return Outcome.Incomplete($"The text in the second language is not complete: {string.Join(", ", untranslated)}.", "Fill these in, or empty all of its fields, then publish.");
        if (string.IsNullOrWhiteSpace(plan.Place.Venue) || string.IsNullOrWhiteSpace(plan.Grounds.Purpose))
            return Outcome.Incomplete("The plan has no place or no purpose, so the notice cannot say where or why.", "Fill both in in the plan first.");
        if (Versions.Count > 0 && string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("Nothing says what changed and why.", "Enter what changed and why. The public reads this.");
        if (State == NoticeState.Published && Current is { } current && current.SaysTheSame(plan, window, Draft, Attachments))
            return Outcome.Incomplete($"Nothing was published, because nothing changed: the public reads these very words in version {current.Number}.", "Change the text, or the plan, and publish then.");
        // A reason for a short notice holds for the date it was given for.
        if (Current is { } before && !plan.HasPublicFactsHash(before.FactsHash))
            ShortNoticeReason = null;
        Append(Versions.Count == 0 ? NoticeChange.Published : NoticeChange.Amended, plan.Name, plan.Place, window, plan.Grounds.Purpose,
            plan.PublicFactsHash(), plan.Map?.ForThePublic(), Attachments, Versions.Count == 0 ? "" : reason, planner, now);
        State = NoticeState.Published;
        return Outcome.Done;
    }

    /// <summary>Gives the second reason that a very short notice needs (R14).</summary>
    public Outcome GiveShortNoticeReason(string reason)
    {
        if (IsFinal)
            return Final();
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given for the short notice.", "Enter why a longer notice was not possible.");
        ShortNoticeReason = reason.Trim();
        return Outcome.Done;
    }

    /// <summary>Whether there is something to withdraw: only a notice that says when and where. Otherwise why not.</summary>
    public Outcome MayWithdraw() => State switch
    {
        NoticeState.Published => Outcome.Done,
        NoticeState.Draft => Outcome.WrongState("There is nothing to withdraw: the notice is a draft, and the public has never seen it."),
        NoticeState.Withdrawn => Outcome.WrongState("The notice is withdrawn already.", "Correct the text, then publish it again."),
        _ when IsFinal => Final(),
        _ => Outcome.WrongState($"There is nothing to withdraw: the public notice says that {State.Says()}.", "Correct the text, then publish it again."),
    };

    /// <summary>That a body was told of the place, time and purpose of <paramref name="plan"/>; <see langword="null"/> when it was not.</summary>
    public BodyTold? ToldOf(string code, Plan plan) => Told.LastOrDefault(t => t.Code == code && plan.HasPublicFactsHash(t.FactsHash));

    /// <summary>Records that a body was told of the plan's place, time and purpose (R13b).</summary>
    /// <param name="body">Which, of the policy.</param>
    /// <param name="how">How, with a reference where there is one.</param>
    /// <param name="plan">Plan as it was told.</param>
    /// <param name="planner">Who records it.</param>
    /// <param name="now">When.</param>
    public Outcome RecordTold(NotifiedBody body, string how, Plan plan, Actor planner, DateTimeOffset now)
    {
        if (IsFinal)
            return Final();
        if (plan.Window is null)
            return Outcome.Incomplete("The plan has no date, so nobody can be told when.", "Set the date and the hours in the plan first.");
        if (string.IsNullOrWhiteSpace(how) || how.Length > LongestHow)
            return Outcome.Incomplete("How the body was told is missing or too long.", $"Enter how, with its reference, in {LongestHow} characters at most.");
        if (ToldOf(body.Code, plan) is { } before)
            return Outcome.Conflict($"{before.By.Name} recorded on {Words.Moment(before.By.At)} that the {body.Name} was told: {Words.AsSentence(before.How)}", "There is nothing left to record.");
        Told = [.. Told, new BodyTold(body.Code, body.Name, how.Trim(), plan.PublicFactsHash(), planner.Sign(now))];
        return Outcome.Done;
    }

    /// <summary>
    /// Tells the public that the deployment does not take place as announced. Nothing happens to a notice that is not public, or that has said its last
    /// word.
    /// </summary>
    /// <param name="change">Anything but a publication or an amendment.</param>
    /// <param name="reason">What the public reads as the reason.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="change"/> is a publication or an amendment; those are <see cref="Publish"/>.</exception>
    public void Tell(NoticeChange change, string reason, Actor by, DateTimeOffset now)
    {
        var says = change switch
        {
            NoticeChange.Postponed => NoticeState.Postponed,
            NoticeChange.Cancelled => NoticeState.Cancelled,
            NoticeChange.Refused => NoticeState.Refused,
            NoticeChange.UnderReview => NoticeState.UnderReview,
            NoticeChange.AuthorityWithdrawn => NoticeState.AuthorityWithdrawn,
            NoticeChange.Withdrawn => NoticeState.Withdrawn,
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Publish it instead."),
        };
        if (Current is not { } current || IsFinal)
            return;
        Append(change, current.Name, current.Place, current.Window, current.Purpose, current.FactsHash, current.Map, current.Attachments, reason, by, now);
        ShortNoticeReason = null;
        State = says;
    }

    /// <summary>
    /// When the facts of <paramref name="plan"/> were first made public, without a break since; <see langword="null"/> when the public notice
    /// says something else, or nothing. The lead time of R14 counts from here.
    /// </summary>
    public DateTimeOffset? PublicSince(Plan plan)
    {
        DateTimeOffset? since = null;
        for (var i = Versions.Count - 1; i >= 0; i--)
        {
            var version = Versions[i];
            var says = version.Change is NoticeChange.Published or NoticeChange.Amended && plan.HasPublicFactsHash(version.FactsHash);
            if (!says)
                break;
            since = version.By.At;
        }

        return since;
    }

    private Outcome Final() => Outcome.WrongState(
        $"The notice stays as it is: it says that {State.Says()}.", "Plan a new deployment and write its notice.");

    private void Append(
        NoticeChange change, string name, Place place, Window window, string purpose, string factsHash, PlaceMap? map, IReadOnlyList<NoticeAttachment> attachments, string reason, Actor planner, DateTimeOffset now) =>
        Versions = [.. Versions, new NoticeVersion(Versions.Count + 1, change, change is NoticeChange.Published or NoticeChange.Amended ? Draft : Current!.Text,
            name, place, window, purpose, factsHash, reason.Trim(), planner.Sign(now)) { Map = map, Attachments = attachments }];
}

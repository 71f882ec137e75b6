using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Watchlists;

public class WatchlistEntryTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(-8);

    /// <summary>Which step is allowed in which state. Everything that is not here is refused.</summary>
    private static readonly Dictionary<string, EntryState[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Change"] = [EntryState.Proposed, EntryState.Returned],
        ["Approve"] = [EntryState.Proposed],
        ["Reject"] = [EntryState.Proposed],
        ["Return"] = [EntryState.Proposed],
        ["Suspend"] = [EntryState.Proposed, EntryState.Returned, EntryState.Approved],
        ["Lift"] = [EntryState.Suspended],
        ["Remove"] = [EntryState.Proposed, EntryState.Returned, EntryState.Approved, EntryState.Suspended],
    };

    public static TheoryData<string, EntryState> Cases()
    {
        var cases = new TheoryData<string, EntryState>();
        foreach (var step in Allowed.Keys)
        {
            foreach (var state in Enum.GetValues<EntryState>())
                cases.Add(step, state);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_InAState_IsAllowedOrRefusedWithItsReason(string step, EntryState state)
    {
        var entry = In(state);

        var outcome = Do(entry, step);

        Assert.Equal(Allowed[step].Contains(state), outcome.Succeeded);
        if (!outcome.Succeeded)
        {
            Assert.Equal(state, entry.State);
            Assert.True(Assert.Single(outcome.Refusals).Kind is RefusalKind.State or RefusalKind.Conflict);
        }
    }

    [Fact]
    public void Entry_ApprovedByItsCompiler_IsRefusedByRule()
    {
        var entry = Given.Entry(1);

        var outcome = entry.Decide(
            EntryVerdict.Approved, "", entry.Hash(), 10, Given.Compiler, RuleBook.Judge(Given.EntryDossier(entry, Given.Compiler)), Now);

        Assert.Equal("R19", Assert.Single(outcome.Refusals).RuleId);
        Assert.Equal(EntryState.Proposed, entry.State);
    }

    [Fact]
    public void Entry_WithABlockingFinding_MayStillBeRejected()
    {
        var entry = Given.Entry(1, d => d with { Justification = "" });

        Given.Do(entry.Decide(EntryVerdict.Rejected, "No justification", entry.Hash(), 5, Given.Approver, RuleBook.Judge(Given.EntryDossier(entry, Given.Approver)), Now));

        Assert.Equal(EntryState.Rejected, entry.State);
    }

    [Fact]
    public void TwoNamesWithTheSameFace_AreSignedOff_OnlyWithTheReasonWhyTheyAreTwoPeople()
    {
        var entry = Given.Entry(1);
        Outcome Approve(string reasons) => entry.Decide(EntryVerdict.Approved, reasons, entry.Hash(), 10, Given.Approver, [], Now, looksLike: "R-0007");

        Says.RefusedBy("FORM", Approve(" "), "R-0001 looks like R-0007: two names may have the same face.");
        Assert.Equal(EntryState.Proposed, entry.State);

        Given.Do(Approve("Twins: born on the same day, different fingerprints."));
        Assert.Equal("Twins: born on the same day, different fingerprints.", entry.Decisions[^1].Reasons);
    }

    [Fact]
    public void CoveredFace_IsSignedOff_OnlyWithAReason()
    {
        var entry = Given.Entry(1, photograph: Given.GoodPhotograph() with { Cover = new FaceCover(95, 4) });
        Outcome Approve(string reasons) => entry.Decide(EntryVerdict.Approved, reasons, entry.Hash(), 10, Given.Approver, [], Now);

        Says.RefusedBy("FORM", Approve(" "), "The mouth is covered in the photograph of R-0001");
        Assert.Equal(EntryState.Proposed, entry.State);

        Given.Do(Approve("There is no other photograph; he always wears one."));
    }

    [Fact]
    public void LookalikeOfAnotherEntry_IsRejectedOrSentBack_WithoutAnAnswerAboutTheFace()
    {
        var entry = Given.Entry(1);
        Given.Do(entry.Decide(EntryVerdict.Returned, "The photograph is R-0007's.", entry.Hash(), 10, Given.Approver, [], Now, looksLike: "R-0007"));
    }

    [Fact]
    public void SignOff_TakenBackWithinAMinute_WaitsAgain_AndStaysOnRecord()
    {
        var entry = Given.Entry(1);
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 10, Given.Approver, [], Now));

        Given.Do(entry.TakeBack(Given.Approver, Now.AddSeconds(60)));

        Assert.Equal(EntryState.Proposed, entry.State);
        Assert.Empty(entry.CurrentApprovals);
        Assert.Empty(entry.ApproverIds);
        Assert.Equal([EntryVerdict.Approved, EntryVerdict.TakenBack], entry.Decisions.Select(d => d.Verdict));
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 10, Given.Approver, [], Now.AddMinutes(5)));
        Assert.Equal(EntryState.Approved, entry.State);
        Assert.Single(entry.CurrentApprovals);
    }

    [Fact]
    public void SignOffOfAChild_TakenBackByOne_LeavesTheOther()
    {
        var entry = Given.Entry(1, d => d with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "Missing for nine days." });
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 10, Given.Approver, [], Now));
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 10, Given.OtherApprover, [], Now));

        Given.Do(entry.TakeBack(Given.OtherApprover, Now.AddSeconds(9)));

        Assert.Equal(EntryState.Proposed, entry.State);
        Assert.Equal([Given.Approver.UserId], entry.ApproverIds);
    }

    /// <summary>Only the slip is undone: what the same person signed before it still counts.</summary>
    [Fact]
    public void SlipAfterASignOffOfAChild_TakenBack_LeavesThatSignOff()
    {
        var entry = Given.Entry(1, d => d with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "Missing for nine days." });
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 10, Given.Approver, [], Now));
        Given.Do(entry.Decide(EntryVerdict.Returned, "Wrong key", entry.Hash(), 10, Given.Approver, [], Now));

        Given.Do(entry.TakeBack(Given.Approver, Now.AddSeconds(9)));

        Assert.Equal([Given.Approver.UserId], entry.ApproverIds);
    }

    [Fact]
    public void EntrySentBackBySlip_TakenBack_WaitsAgain()
    {
        var entry = Given.Entry(1);
        Given.Do(entry.Decide(EntryVerdict.Returned, "Wrong key", entry.Hash(), 1, Given.Approver, [], Now));
        Given.Do(entry.TakeBack(Given.Approver, Now.AddSeconds(1)));
        Assert.Equal(EntryState.Proposed, entry.State);
    }

    /// <summary>What cannot be taken back, and why.</summary>
    [Theory]
    [InlineData("late", "more than a minute ago")]
    [InlineData("by another", "is not yours")]
    [InlineData("rejected", "its photograph is destroyed")]
    [InlineData("twice", "is not yours")]
    [InlineData("suspended since", "has changed since")]
    [InlineData("never", "is not yours")]
    public void Answer_ThatCannotBeTakenBack_IsRefusedWithItsReason(string which, string why)
    {
        var entry = Given.Entry(1);
        if (which != "never")
            Given.Do(entry.Decide(which == "rejected" ? EntryVerdict.Rejected : EntryVerdict.Approved, "Because", entry.Hash(), 10, Given.Approver, [], Now));
        if (which == "twice")
            Given.Do(entry.TakeBack(Given.Approver, Now));
        if (which == "suspended since")
            Given.Do(entry.Suspend(EntryFate.Arrested, "Arrested", [], Given.Silver, Now));
        var before = entry.State;

        var outcome = entry.TakeBack(which == "by another" ? Given.OtherApprover : Given.Approver, Now.AddSeconds(which == "late" ? 61 : 1));

        Says.RefusedBy("STATE", outcome, why);
        Assert.Equal(before, entry.State);
    }

    [Theory]
    [InlineData(EntryVerdict.Rejected)]
    [InlineData(EntryVerdict.Returned)]
    public void RejectionOrReturn_WithoutAReason_IsRefused(EntryVerdict verdict)
    {
        var entry = Given.Entry(1);

        Assert.Equal("FORM", Assert.Single(entry.Decide(verdict, " ", entry.Hash(), 5, Given.Approver, [], Now).Refusals).RuleId);
    }

    [Fact]
    public void Entry_ChangedWhileItWasLookedAt_IsRefused()
    {
        var entry = Given.Entry(1);
        var seen = entry.Hash();
        Given.Do(entry.Change(entry.Details with { Response = PlannedResponse.InformCaseOfficer }, entry.Photograph!, Given.Compiler, Now));

        Says.RefusedBy("CONFLICT", entry.Decide(EntryVerdict.Approved, "", seen, 5, Given.Approver, [], Now), "changed while you were looking");
    }

    [Fact]
    public void Child_ApprovedOnce_StillWaits()
    {
        var entry = Child();

        Assert.Equal(EntryState.Proposed, entry.State);
        Assert.Single(entry.CurrentApprovals);
    }

    [Fact]
    public void Child_ApprovedTwiceByOnePerson_IsRefused()
    {
        var entry = Child();

        Says.RefusedBy("STATE", entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 5, Given.Approver, [], Now), "a second person must");
    }

    [Fact]
    public void Child_ApprovedByTwoPeople_IsApproved()
    {
        var entry = Child();

        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 5, Given.OtherApprover, [], Now));

        Assert.Equal(EntryState.Approved, entry.State);
    }

    [Fact]
    public void Child_ChangedAfterTheFirstApproval_NeedsTwoAnew()
    {
        var entry = Child();

        Given.Do(entry.Change(entry.Details with { WhyHereAndNow = "Another reason" }, entry.Photograph!, Given.Compiler, Now));

        Assert.Empty(entry.CurrentApprovals);
        Assert.Single(entry.Decisions);
    }

    [Fact]
    public void Approval_ForAnotherDate_NoLongerCountsAfterReopening()
    {
        var entry = Given.Entry(1).SignedOff();

        entry.Reopen();
        Given.Do(entry.Change(entry.Details, entry.Photograph!, Given.Compiler, Now));

        Assert.Equal(EntryState.Proposed, entry.State);
        Assert.Empty(entry.CurrentApprovals);
        Assert.Single(entry.Decisions);
    }

    [Fact]
    public void Removed_SaysWhyByWhomAndWhen()
    {
        var entry = Given.Entry(1).SignedOff();

        Given.Do(entry.Remove("Arrested yesterday", Given.Compiler, Now));

        Assert.Equal("Arrested yesterday (Carl Compiler, 2026-06-05 01:00 UTC)", entry.RemovalReason);
    }

    [Fact]
    public void Purged_KeepsTheLedgerAndNothingElse()
    {
        var entry = Given.Entry(1, d => d with { Vulnerability = "Epilepsy" }).SignedOff();
        string[] ledger = [nameof(EntryDetails.SubjectName), nameof(EntryDetails.SourceReference), nameof(EntryDetails.LegalReference)];

        entry.Purge();

        Assert.Null(entry.Photograph);
        // By reflection, so that a text that somebody adds is either of the ledger or gone.
        Assert.All(
            typeof(EntryDetails).GetProperties().Where(p => p.PropertyType == typeof(string)),
            text => Assert.Equal(ledger.Contains(text.Name), (string)text.GetValue(entry.Details)! is not ""));
        Assert.All(HashedWords.Unpack(entry.WordHashes)!, text => Assert.Empty(text.Triples));
        Assert.Equal(("Person 1", "NOM-0001", EntryCategory.WantedByCourts), (entry.Details.SubjectName, entry.Details.SourceReference, entry.Details.Category));
        Assert.Single(entry.Decisions);
    }

    private static WatchlistEntry Child()
    {
        var entry = Given.Entry(1, d => d with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "Abducted" });
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 5, Given.Approver, [], Now));
        return entry;
    }

    private static WatchlistEntry In(EntryState state)
    {
        var entry = Given.Entry(1);
        switch (state)
        {
            case EntryState.Returned:
                Given.Do(Do(entry, "Return"));
                break;
            case EntryState.Approved:
                Given.Do(Do(entry, "Approve"));
                break;
            case EntryState.Rejected:
                Given.Do(Do(entry, "Reject"));
                break;
            case EntryState.Suspended:
                Given.Do(Do(entry, "Suspend"));
                break;
            case EntryState.Removed:
                Given.Do(Do(entry, "Remove"));
                break;
            case EntryState.Purged:
                entry.Purge();
                break;
        }

        Assert.Equal(state, entry.State);
        return entry;
    }

    private static Outcome Do(WatchlistEntry entry, string step) => step switch
    {
        "Change" => entry.Change(Given.GoodDetails(), Given.GoodPhotograph(), Given.Compiler, Now),
        "Approve" => entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 5, Given.Approver, [], Now),
        "Reject" => entry.Decide(EntryVerdict.Rejected, "Outside of the criteria", entry.Hash(), 5, Given.Approver, [], Now),
        "Return" => entry.Decide(EntryVerdict.Returned, "Say why here", entry.Hash(), 5, Given.Approver, [], Now),
        "Suspend" => entry.Suspend(EntryFate.Arrested, "Alert 3: arrest", [], Given.Engagement, Now),
        "Lift" => entry.LiftSuspension("Released without charge, still wanted", Given.Compiler, Now),
        _ => entry.Remove("No longer wanted", Given.Compiler, Now),
    };

    [Fact]
    public void Change_TakesWordsAndPhotograph_AndKeepsWhoCompiledInOrder()
    {
        var entry = Given.Entry(1);
        var second = Given.Person(76, "Cora Compiler", Rank.Staff, Roles.Compiler);

        Given.Do(entry.Change(Given.GoodDetails(2), Given.GoodPhotograph(2), second, Now));

        Assert.Equal((Given.GoodDetails(2), Given.GoodPhotograph(2), Given.GoodPhotograph(2).TemplateHash), (entry.Details, entry.Photograph!, entry.TemplateHash!));
        Assert.Equal([Given.Compiler.UserId, second.UserId], entry.CompilerIds);
    }

    [Fact]
    public void TakenBack_IsNoAnswerThatCanBeGiven() =>
        Says.RefusedBy("FORM", Given.Entry(1).Decide(EntryVerdict.TakenBack, "A slip", Given.Entry(1).Hash(), 5, Given.Approver, [], Now), "signed off, rejected or sent back");

    [Theory]
    [InlineData(EntryVerdict.Rejected, "Enter why the entry is rejected.")]
    [InlineData(EntryVerdict.Returned, "Enter what the compiler should correct.")]
    public void DecisionWithoutAReason_SaysWhichReasonIsWanted(EntryVerdict verdict, string words)
    {
        var entry = Given.Entry(1);

        Says.RefusedBy("FORM", entry.Decide(verdict, " ", entry.Hash(), 10, Given.Approver, [], Now), words);
    }

    [Theory]
    // Somebody who may be harmed: because it is written, or because they are missing.
    [InlineData("Epilepsy", EntryCategory.WantedByCourts, true)]
    [InlineData("", EntryCategory.MissingAtRisk, true)]
    [InlineData("Epilepsy", EntryCategory.MissingAtRisk, true)]
    [InlineData(" ", EntryCategory.WantedByCourts, false)]
    public void Vulnerable_IsWhoIsWrittenToBe_OrMissing(string vulnerability, EntryCategory category, bool vulnerable) =>
        Assert.Equal(vulnerable, Given.Entry(1, d => d with { Vulnerability = vulnerability, Category = category }).IsVulnerable);

    [Theory]
    [InlineData(true, ImageSource.Custody, true)]
    [InlineData(false, ImageSource.Custody, false)]
    [InlineData(true, ImageSource.Police, false)]
    public void UnconvictedCustody_IsAPictureTakenInCustodyOfSomebodyWhoWasNotConvicted(bool unconvicted, ImageSource source, bool expected) =>
        Assert.Equal(expected, Given.Entry(1, d => d with { Unconvicted = unconvicted, ImageSource = source }).IsUnconvictedCustody);

    [Fact]
    public void EntryInAGallery_IsOneThatWasSignedOffWhenTheLicenceWasMinted()
    {
        var entry = Given.Entry(1);
        Assert.False(entry.WasIn("gallery", Now));
        var signed = entry.SignedOff();
        var at = signed.Decisions[^1].By.At;

        Assert.True(signed.WasIn("gallery", at));
        Assert.False(signed.WasIn("gallery", at.AddSeconds(-1)));
    }

    [Theory]
    [InlineData(EntryState.Proposed)]
    [InlineData(EntryState.Rejected)]
    [InlineData(EntryState.Removed)]
    [InlineData(EntryState.Suspended)]
    public void Reopen_LeavesWhatWasNotSignedOff(EntryState state)
    {
        var entry = In(state);

        entry.Reopen();

        Assert.Equal(state, entry.State);
    }
}

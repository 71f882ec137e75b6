using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryImageIsRecentAndGoodTests
{
    [Fact]
    public void Photograph_OlderThanFiveYears_IsPointedOut() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { ImageTakenOn = new DateOnly(2021, 6, 3) })), "taken on 3 June 2021, more than 5 years ago");

    [Fact]
    public void Photograph_OfExactlyFiveYears_IsRecent() =>
        Says.Met(Judge(Given.EntryDossier(d => d with { ImageTakenOn = new DateOnly(2021, 6, 5) })));

    [Fact]
    public void Photograph_FromTheFuture_IsPointedOut() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { ImageTakenOn = new DateOnly(2026, 7, 1) })), "in the future");

    [Fact]
    public void Photograph_OfToday_IsRecent() =>
        Says.Met(Judge(Given.EntryDossier(d => d with { ImageTakenOn = DateOnly.FromDateTime(Given.Start.AddHours(-10).UtcDateTime) })));

    [Fact]
    public void Face_OfTheLowestHeight_IsHighEnough() =>
        Says.Met(Judge(Given.EntryDossier(Given.Entry(1, photograph: Given.GoodPhotograph() with { Quality = Given.GoodPhotograph().Quality with { FaceHeight = 48 } }), Given.Approver)));

    [Fact]
    public void Face_TooSmall_IsPointedOut() =>
        Says.Broken(Judge(Given.EntryDossier(Given.Entry(1, photograph: Given.GoodPhotograph() with { Quality = Given.GoodPhotograph().Quality with { FaceHeight = 40 } }), Given.Approver)), "40 px high; at least 48 px");

    [Theory]
    [InlineData(99, 3, "The mouth is covered")]
    [InlineData(49.9f, 99, "The eyes are covered")]
    [InlineData(1, 1, "Eyes and mouth are covered")]
    public void CoveredFace_IsPointedOut(float eyes, float mouth, string sentence) =>
        Says.Broken(Judge(Given.EntryDossier(Given.Entry(1, photograph: Given.GoodPhotograph() with { Cover = new FaceCover(eyes, mouth) }), Given.Approver)), sentence);

    [Fact]
    public void FaceWithEyesAndMouthVisible_IsGoodEnough() =>
        Says.Met(Judge(Given.EntryDossier(Given.Entry(1, photograph: Given.GoodPhotograph() with { Cover = new FaceCover(50, 50) }), Given.Approver)));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge(Given.EntryDossier()));

    private static Verdict Judge(EntryDossier dossier) => new EntryImageIsRecentAndGood().Judge(dossier);
}

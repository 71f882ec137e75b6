using Lfr.Shared.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components.Forms;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Components;

/// <summary>What a plan, a notice and a record have in common while somebody writes them.</summary>
public sealed class SelfSavingDraftTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_AreSavedOnce_AMomentAfterTheLastKeystroke()
    {
        var desk = new Desk();

        foreach (var typed in (string[])["A", "A q", "A quiet day."])
        {
            desk.Type(typed);
            desk.Clock.Advance(AfterRest.Rest / 2);
        }

        Assert.Empty(desk.Saved);
        Assert.Equal("Saves itself in a moment…", desk.Line);
        desk.Clock.Advance(AfterRest.Rest);
        await Eventually.HoldsAsync(() => desk.Saved.Count == 1, "it saved itself");
        Assert.Equal(("A quiet day.", 4L), desk.Saved[0]);
        Assert.Equal((5L, false, true), (desk.Draft.Revision, desk.Draft.IsDirty, desk.Draft.SavedItself));
        Assert.StartsWith("Draft saved ", desk.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsOfSomebodyElse_AreNotOverwritten_AndStandBesideOnesOwn()
    {
        var desk = new Desk();
        desk.Type("Mine.");
        desk.TheyWrite("Theirs.");

        Assert.False(await desk.Draft.KeepAsync(Cancel));

        Assert.Equal(("Theirs.", "Mine.", "Theirs."), (desk.Database, desk.Screen, desk.Draft.Theirs));
        Assert.Equal("Not saved: somebody else changed the record.", desk.Line);
        // Pressing again, typing on and going away change nothing until a person chose.
        desk.Type("Mine, longer.");
        Assert.False(await desk.Draft.KeepAsync(Cancel));
        await desk.Draft.KeepRestAsync(Cancel);
        Assert.Equal("Theirs.", desk.Database);
        desk.Draft.ChoseOwn();
        Assert.True(await desk.Draft.KeepAsync(Cancel));
        Assert.Equal("Mine, longer.", desk.Database);
    }

    /// <summary>They wrote once more while the reader looked at both: that was not seen, so it is not replaced either.</summary>
    [Fact]
    public async Task WordsThatWereNotSeenYet_AreNotReplacedByTheChoice()
    {
        var desk = new Desk();
        desk.Type("Mine.");
        desk.TheyWrite("Theirs.");
        await desk.Draft.KeepAsync(Cancel);
        desk.TheyWrite("Theirs, once more.");

        desk.Draft.ChoseOwn();

        Assert.False(await desk.Draft.KeepAsync(Cancel));
        Assert.Equal(("Theirs, once more.", "Theirs, once more."), (desk.Database, desk.Draft.Theirs));
    }

    [Fact]
    public async Task WhatIsTypedWhileASaveIsUnderWay_IsInTheNext_AndTwoSavesAreNeverOnTheWay()
    {
        var desk = new Desk();
        var held = desk.Hold();
        desk.Type("One.");
        var first = desk.Draft.KeepAsync(Cancel);
        desk.Type("One, two.");
        var second = desk.Draft.KeepAsync(Cancel);
        Assert.True(desk.Draft.IsSaving);
        Assert.Single(desk.Saved);

        held.SetResult();

        Assert.True(await first);
        Assert.True(await second);
        Assert.Equal([("One.", 4L), ("One, two.", 5L)], desk.Saved);
    }

    [Fact]
    public async Task LeavingThePage_SavesWhatWasTypedLast()
    {
        var desk = new Desk();
        desk.Type("The last words.");

        await desk.Draft.DisposeAsync();

        Assert.Equal("The last words.", desk.Database);
    }

    /// <summary>A plan under authority: whoever only types and leaves has changed nothing.</summary>
    [Fact]
    public async Task WhatAPersonSaves_IsNotSavedByItself()
    {
        var desk = new Desk { SavesItself = false };
        desk.Type("Mine.");
        desk.Clock.Advance(AfterRest.Rest * 2);
        await desk.Draft.KeepRestAsync(Cancel);

        Assert.Empty(desk.Saved);
        Assert.Equal("Not saved yet.", desk.Line);
    }

    [Fact]
    public async Task WhatCannotBeSaved_IsNotSent_AndSaysWhy()
    {
        var desk = new Desk { Hindrance = "Not saved: a text is too long." };
        desk.Type("Long.");

        Assert.False(await desk.Draft.KeepAsync(Cancel));

        Assert.Empty(desk.Saved);
        Assert.Equal("Not saved: a text is too long.", desk.Line);
    }

    [Fact]
    public async Task FirstSave_IsMadeEvenOfAnUnchangedText_AndALaterOneIsNot()
    {
        var desk = new Desk();
        desk.Draft.Show(0, saved: false);
        desk.Revision = 0;

        Assert.True(await desk.Draft.KeepAsync(Cancel));
        Assert.True(await desk.Draft.KeepAsync(Cancel));

        Assert.Single(desk.Saved);
    }

    /// <summary>A screen and the database behind it.</summary>
    private sealed class Desk
    {
        private TaskCompletionSource? held;

        public Desk()
        {
            Draft = new SelfSavingDraft<string>(Clock, work => work(), e => throw e)
            {
                Written = () => Screen,
                Read = _ => Task.FromResult<(string, long)?>((Database, Revision)),
                Hindrance = () => Hindrance,
                SavesItself = () => SavesItself,
                Save = async (text, read, _) =>
                {
                    Saved.Add((text, read));
                    if (held is { } until)
                        await until.Task;
                    if (read != Revision)
                        return Outcome.Conflict("Somebody else changed it.");
                    (Database, Revision) = (text, Revision + 1);
                    return Outcome.Done;
                },
            };
            Draft.Show(4, saved: true);
        }

        public FakeTimeProvider Clock { get; } = new();

        public SelfSavingDraft<string> Draft { get; }

        public string Screen { get; private set; } = "";

        public string Database { get; private set; } = "";

        public long Revision { get; set; } = 4;

        public string? Hindrance { get; init; }

        public bool SavesItself { get; init; } = true;

        public List<(string Text, long Read)> Saved { get; } = [];

        public string Line => Draft.Line("the record", "Nothing is written.");

        public TaskCompletionSource Hold() => held = new TaskCompletionSource();

        public void Type(string text)
        {
            Screen = text;
            Draft.Typed();
        }

        public void TheyWrite(string text) => (Database, Revision) = (text, Revision + 1);
    }
}

using Lfr.Shared.Policy;

namespace Lfr.Web.Components.Forms;

/// <summary>
/// A draft that lies in the database and saves itself a moment after the last keystroke. One save follows another, each on the revision that this screen has read: where somebody else
/// wrote meanwhile nothing is overwritten, what was typed stays on the screen, and <see cref="Theirs"/> stands beside it (<c>BothTexts</c>) until a person chose. A draft that is
/// not in the database yet is a <see cref="TabDraft{T}"/>; both stand inside of <see cref="KeptWords"/>.
/// </summary>
/// <param name="time">Clock.</param>
/// <param name="dispatch">Brings work into the page's own thread: <c>InvokeAsync</c>.</param>
/// <param name="failed">Shows what a save threw: <c>DispatchExceptionAsync</c>.</param>
/// <typeparam name="T">What is written, compared by its value.</typeparam>
public sealed class SelfSavingDraft<T>(TimeProvider time, Func<Func<Task>, Task> dispatch, Func<Exception, Task> failed) : IAsyncDisposable
    where T : class
{
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly AfterRest rest = new(time, dispatch, failed);
    private bool exists;
    private long theirRevision;

    /// <summary>What stands on the screen.</summary>
    public required Func<T> Written { get; init; }

    /// <summary>The command that saves it: the text, the revision that this screen has read.</summary>
    public required Func<T, long, CancellationToken, Task<Outcome>> Save { get; init; }

    /// <summary>What is in the database now, with its revision; asked when somebody else wrote meanwhile.</summary>
    public required Func<CancellationToken, Task<(T Text, long Revision)?>> Read { get; init; }

    /// <summary>Whether it saves itself now; where it does not, a person presses a button.</summary>
    public Func<bool> SavesItself { get; init; } = () => true;

    /// <summary>Whether two are the same; their own equality when it is not given.</summary>
    public Func<T, T, bool> Same { get; init; } = EqualityComparer<T>.Default.Equals;

    /// <summary>Why what is written cannot be sent at all, as the line of state says it; <see langword="null"/> where it can.</summary>
    public Func<string?> Hindrance { get; init; } = () => null;

    /// <summary>Whether the screen holds something that <see cref="Written"/> does not, such as a date that is none.</summary>
    public Func<bool> HasUnreadable { get; init; } = () => false;

    /// <summary>Told of each text that was saved, while the next save waits.</summary>
    public Func<T, CancellationToken, Task> AfterSave { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Told when a save of itself is over: the page draws itself again.</summary>
    public Action AfterItself { get; init; } = () => { };

    /// <summary>What was in the database when this screen last read or saved it; <see langword="null"/> before it did.</summary>
    public T? Base { get; private set; }

    /// <summary>What somebody else wrote meanwhile; <see langword="null"/> where nobody did.</summary>
    public T? Theirs { get; private set; }

    /// <summary>The revision that this screen has read, or made by its last save.</summary>
    public long Revision { get; private set; }

    /// <summary>When this screen last saved; <see langword="null"/> before it did.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>A save is under way.</summary>
    public bool IsSaving { get; private set; }

    /// <summary>Something on the screen is not saved.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Somebody else wrote meanwhile, or it may no longer be changed: nothing is saved until a person chose.</summary>
    public bool IsConflict { get; private set; }

    /// <summary>The last save was nobody's press of a button: what it answers takes no focus.</summary>
    public bool SavedItself { get; private set; }

    /// <summary>The last refusal; <see langword="null"/> after a save that went well.</summary>
    public Outcome? Refusal { get; set; }

    /// <summary>What is in the database was read and is on the screen now. <paramref name="saved"/>: whether there is one at all; a first save is made even of an unchanged text.</summary>
    public void Show(long revision, bool saved)
    {
        (Revision, Base, exists) = (revision, Written(), saved);
        (IsDirty, IsConflict, Refusal, Theirs) = (false, false, null, null);
    }

    /// <summary>Something was typed: it is saved after a rest.</summary>
    public void Typed()
    {
        IsDirty = Base is null || !Same(Written(), Base) || HasUnreadable();
        if (IsDirty && !IsConflict && SavesItself())
            rest.Begin(SaveItselfAsync);
    }

    /// <summary>Somebody presses a button: what waits for a rest is given up, and what is answered takes the focus.</summary>
    public void Press()
    {
        rest.Stop();
        SavedItself = false;
    }

    /// <summary>The reader has seen both, and what is on the screen is what they want: the next save replaces <see cref="Theirs"/> knowingly.</summary>
    public void ChoseOwn()
    {
        if (Theirs is null)
            return;
        (Revision, Base, IsConflict, Refusal, Theirs) = (theirRevision, Theirs, false, null, null);
        Typed();
    }

    /// <summary>Saves what was written, after any save that is under way; returns whether everything that <see cref="Written"/> gives is saved.</summary>
    public async Task<bool> KeepAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var text = Written();
            var isKnown = Base is not null && Same(text, Base);
            if (IsConflict)
                return false;
            if (isKnown && exists)
            {
                IsDirty = HasUnreadable();
                return true;
            }

            if (Hindrance() is not null)
                return false;

            IsSaving = true;
            var read = Revision;
            var answer = await Save(text, read, cancellationToken);
            if (!answer.Succeeded)
            {
                (Refusal, IsConflict) = (answer, answer.IsRefusedAs(RefusalKind.Conflict) || answer.IsRefusedAs(RefusalKind.State));
                if (answer.IsRefusedAs(RefusalKind.Conflict) && await Read(cancellationToken) is { } now)
                    (Theirs, theirRevision) = now;
                return false;
            }

            // The count goes up by one when something changed; asking would take somebody else's later change for this one.
            (Revision, Base, exists, SavedAt) = (isKnown && read > 0 ? read : read + 1, text, true, time.GetUtcNow());
            IsDirty = !Same(Written(), text) || HasUnreadable();
            // What was refused before was said of other words.
            Refusal = null;
            await AfterSave(text, cancellationToken);
            return true;
        }
        finally
        {
            IsSaving = false;
            one.Release();
        }
    }

    /// <summary>Another page, or the circuit goes away: what was typed last is saved where it can be.</summary>
    public async Task KeepRestAsync(CancellationToken cancellationToken)
    {
        rest.Stop();
        if (IsDirty && !IsConflict && SavesItself())
            await KeepAsync(cancellationToken);
    }

    /// <summary>How it stands, in one line: <paramref name="what"/> such as "the notice", <paramref name="idle"/> before anything was saved, <paramref name="saved"/> such as "Draft saved".</summary>
    public string Line(string what, string idle, string saved = "Draft saved") =>
        IsConflict ? $"Not saved: somebody else changed {what}."
        : Hindrance() is { } hindrance ? hindrance
        : IsSaving ? "Saving…"
        : IsDirty ? SavesItself() ? "Saves itself in a moment…" : "Not saved yet."
        : SavedAt is { } at ? $"{saved} {ForceTime.Time(at)}."
        : idle;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KeepRestAsync(CancellationToken.None);
        // A save that is under way ends before what it needs goes away.
        await one.WaitAsync();
        rest.Dispose();
        one.Dispose();
    }

    private async Task SaveItselfAsync()
    {
        SavedItself = true;
        await KeepAsync(CancellationToken.None);
        AfterItself();
    }
}

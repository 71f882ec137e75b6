using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Components.Forms;

/// <summary>
/// One text of a form: a label above that is never cut off, MudBlazor's field, what belongs in it, what is wrong with it. Tells every keystroke, so that drafts
/// can save themselves. A text that is too long is counted and said, never cut.
/// </summary>
public partial class TextLine
{
    /// <summary>From this share of the longest text on the characters are counted below the field.</summary>
    private const double CountedFrom = 0.8;

    /// <summary>Id of the field; unique on the page.</summary>
    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Label.</summary>
    [Parameter]
    [EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What belongs here.</summary>
    [Parameter]
    public string Hint { get; set; } = "";

    /// <summary>The text.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Tells the text after every keystroke.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Told when the field is left.</summary>
    [Parameter]
    public EventCallback Left { get; set; }

    /// <summary>Lines to begin with; more than one for long texts.</summary>
    [Parameter]
    public int Lines { get; set; } = 1;

    /// <summary>Longest text, characters.</summary>
    [Parameter]
    public int MaxLength { get; set; } = 4000;

    /// <summary>Whether it may stay empty.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>Type of a one-line field: <c>text</c> or <c>time</c>.</summary>
    [Parameter]
    public string Type { get; set; } = "text";

    /// <summary>Keyboard on phones: <c>numeric</c>.</summary>
    [Parameter]
    public string? InputMode { get; set; }

    /// <summary>Whether the browser's tab keeps what is not saved yet. Not where it may hold a secret, such as the password in a camera's address.</summary>
    [Parameter]
    public bool KeptInTab { get; set; } = true;

    /// <summary>Whether it is only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>What is wrong, as a sentence.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>What is pointed out below the field.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    // Written as text: browsers draw their own field for times with AM and PM where the machine is set so.
    private bool IsTime => string.Equals(Type, "time", StringComparison.Ordinal);

    private InputMode Keyboard => string.Equals(InputMode, "numeric", StringComparison.Ordinal) ? MudBlazor.InputMode.numeric : MudBlazor.InputMode.text;

    private string? Problem => Error is { Length: > 0 } error ? error : TooLong(Value, MaxLength);

    private string Below => Value.Length >= MaxLength * CountedFrom ? $"{Hint} {Words.Number(Value.Length)} of {Words.Number(MaxLength)} characters.".TrimStart() : Hint;

    /// <summary>What is wrong with the length of <paramref name="text"/>; <see langword="null"/> when nothing is.</summary>
    internal static string? TooLong(string? text, int most) =>
        text is { } t && t.Length > most ? $"This is {Words.Count(t.Length - most, "character", "characters")} too long. Shorten it to {Words.Number(most)}." : null;

    private Task ChangeAsync(string? text)
    {
        // Kept here as well, so that what is drawn next is what was typed.
        Value = text ?? "";
        return ValueChanged.InvokeAsync(Value);
    }
}

using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Forms;

/// <summary>One text of a form: label above, hint, the text, what is wrong with it. Tells every keystroke, so that drafts can save themselves.</summary>
public partial class TextLine
{
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

    /// <summary>Lines to begin with; more than one for long texts.</summary>
    [Parameter]
    public int Lines { get; set; } = 1;

    /// <summary>Longest text, characters.</summary>
    [Parameter]
    public int MaxLength { get; set; } = 4000;

    /// <summary>Type of a one-line field: <c>text</c>, <c>date</c>, <c>time</c>.</summary>
    [Parameter]
    public string Type { get; set; } = "text";

    /// <summary>Keyboard on phones: <c>numeric</c>.</summary>
    [Parameter]
    public string? InputMode { get; set; }

    /// <summary>Whether it is only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>What is wrong, as a sentence.</summary>
    [Parameter]
    public string? Error { get; set; }

    private string? Invalid => Error is { Length: > 0 } ? "true" : null;

    private string? DescribedBy => (Hint.Length > 0, Error is { Length: > 0 }) switch
    {
        (true, true) => $"{Name}-hint {Name}-error",
        (true, false) => $"{Name}-hint",
        (false, true) => $"{Name}-error",
        _ => null,
    };

    private Task ChangeAsync(ChangeEventArgs change)
    {
        // Kept here as well, so that what is drawn next is what was typed.
        Value = change.Value as string ?? "";
        return ValueChanged.InvokeAsync(Value);
    }
}

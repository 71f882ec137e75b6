using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Forms;

/// <summary>One choice of a form out of several. Nothing is chosen before somebody chooses: what the law hangs on is never preset.</summary>
public partial class ChoiceLine<T>
    where T : struct
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

    /// <summary>What stands in the field while nothing is chosen.</summary>
    [Parameter]
    public string None { get; set; } = "Choose…";

    /// <summary>What can be chosen, in order.</summary>
    [Parameter]
    [EditorRequired]
    public IEnumerable<T> Choices { get; set; } = [];

    /// <summary>A choice in words.</summary>
    [Parameter]
    [EditorRequired]
    public Func<T, string> WordsOf { get; set; } = null!;

    /// <summary>Returns whether a choice is shown but cannot be chosen.</summary>
    [Parameter]
    public Func<T, bool>? Refuses { get; set; }

    /// <summary>What is chosen; <see langword="null"/> before anything is.</summary>
    [Parameter]
    public T? Value { get; set; }

    /// <summary>Tells the choice.</summary>
    [Parameter]
    public EventCallback<T?> ValueChanged { get; set; }

    /// <summary>Whether the choice can be taken back.</summary>
    [Parameter]
    public bool Clearable { get; set; }

    /// <summary>Whether it is only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>What is wrong, as a sentence.</summary>
    [Parameter]
    public string? Error { get; set; }

    private string? InWords(T? choice) => choice is { } chosen ? WordsOf(chosen) : null;
}

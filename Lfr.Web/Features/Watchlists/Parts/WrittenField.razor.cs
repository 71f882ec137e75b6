using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>A text of the entry form, kept with every letter, so that nothing written is lost with the connection.</summary>
public partial class WrittenField
{
    /// <summary>Id of the field.</summary>
    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Label.</summary>
    [Parameter]
    [EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What must stand in it.</summary>
    [Parameter]
    public string Hint { get; set; } = "";

    /// <summary>Lines; one makes a single-line field.</summary>
    [Parameter]
    public int Rows { get; set; } = 1;

    /// <summary>Longest text, characters.</summary>
    [Parameter]
    public int Most { get; set; } = 2000;

    /// <summary>Whether it may stay empty.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>Text.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Told with every letter.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>What is pointed out below the field.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private Task ChangeAsync(ChangeEventArgs e) => ValueChanged.InvokeAsync(e.Value?.ToString() ?? "");
}

using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Forms;

/// <summary>One day of a form, typed as 31/01/2019 or chosen from a calendar. Never in the browser's own order of day and month.</summary>
public partial class DateLine
{
    private const string Format = "dd/MM/yyyy";
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly string[] Typed = ["d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "d M yyyy", "d MMM yyyy", "d MMMM yyyy", "yyyy-MM-dd"];
    private string? text;
    private string known = "";

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

    /// <summary>The day as <c>yyyy-MM-dd</c>, or what was typed when it is none; empty for none.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Tells every change.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>The last day that the calendar offers; <see langword="null"/> for any. What is typed is judged by the form.</summary>
    [Parameter]
    public DateOnly? Latest { get; set; }

    /// <summary>Whether it may stay empty.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>Whether it is only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>What is wrong, as a sentence.</summary>
    [Parameter]
    public string? Error { get; set; }

    private DateTime? Day => Read(Value) is { } day ? day.ToDateTime(TimeOnly.MinValue) : null;

    private string? Problem => Error is { Length: > 0 } error ? error : Value.Length > 0 && Read(Value) is null ? "This is not a day. Write it as 31/01/2019." : null;

    /// <summary>The day that was typed; <see langword="null"/> when it is none.</summary>
    internal static DateOnly? Read(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), Typed, British, DateTimeStyles.None, out var day) ? day : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (string.Equals(known, Value, StringComparison.Ordinal))
            return;
        known = Value;
        text = Read(Value) is { } day ? day.ToString(Format, British) : Value;
    }

    private Task TypedAsync(string? now)
    {
        text = now ?? "";
        return TellAsync(Read(text) is { } day ? Iso(day) : text);
    }

    private Task ChosenAsync(DateTime? day)
    {
        // Half a date is no date to the picker; what was typed stays until it is one.
        if (day is not { } chosen)
            return Task.CompletedTask;
        text = chosen.ToString(Format, British);
        return TellAsync(Iso(DateOnly.FromDateTime(chosen)));
    }

    private Task TellAsync(string value)
    {
        if (string.Equals(Value, value, StringComparison.Ordinal))
            return Task.CompletedTask;
        Value = known = value;
        return ValueChanged.InvokeAsync(value);
    }

    /// <summary>The day as forms and addresses keep it: <c>2019-01-31</c>.</summary>
    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Bunit;
using Lfr.Web.Components.Forms;
using MudBlazor.Services;

namespace Lfr.Tests.Components;

/// <summary>The parts that every form is made of.</summary>
public sealed class FormPartsTests : BunitContext, IAsyncLifetime
{
    public FormPartsTests()
    {
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Render<MudBlazor.MudPopoverProvider>();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>How people write a day; the American order is none of them.</summary>
    [Theory]
    [InlineData("31/01/2019", "2019-01-31")]
    [InlineData("31.1.2019", "2019-01-31")]
    [InlineData("31 January 2019", "2019-01-31")]
    [InlineData(" 2019-01-31 ", "2019-01-31")]
    [InlineData("01/31/2019", null)]
    [InlineData("31/02/2019", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public void Day_IsReadAsPeopleWriteIt(string typed, string? day) =>
        Assert.Equal(day, DateLine.Read(typed)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public void Day_ThatIsNone_IsKeptAndSaid_NotThrownAway()
    {
        var told = "";
        var line = Render<DateLine>(p => p.Add(l => l.Name, "day").Add(l => l.Label, "Day").Add(l => l.ValueChanged, v => told = v));
        line.Find("#day").Input("31/02/2019");
        Assert.Equal("31/02/2019", told);
        Assert.Contains("This is not a day. Write it as 31/01/2019.", line.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Day_Typed_IsToldAsOne()
    {
        var told = "";
        var line = Render<DateLine>(p => p.Add(l => l.Name, "day").Add(l => l.Label, "Day").Add(l => l.ValueChanged, v => told = v));
        line.Find("#day").Input("31/01/2019");
        Assert.Equal("2019-01-31", told);
    }

    [Fact]
    public void Text_TooLong_IsCountedAndSaid_AndNeverCut()
    {
        var told = "";
        var line = Render<TextLine>(p => p.Add(l => l.Name, "why").Add(l => l.Label, "Why").Add(l => l.MaxLength, 4000).Add(l => l.ValueChanged, v => told = v));
        line.Find("#why").Input(new string('x', 10_000));
        Assert.Equal(10_000, told.Length);
        Assert.Contains("This is 6,000 characters too long. Shorten it to 4,000.", line.Markup, StringComparison.Ordinal);
        Assert.Equal("true", line.Find("#why").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Text_IsLabelledAndDescribed()
    {
        var line = Render<TextLine>(p => p.Add(l => l.Name, "why").Add(l => l.Label, "Why").Add(l => l.Hint, "In a sentence."));
        Assert.Equal("why", line.Find("label").GetAttribute("for"));
        Assert.Contains("In a sentence.", line.Find($"#{line.Find("#why").GetAttribute("aria-describedby")}").TextContent, StringComparison.Ordinal);
    }

    /// <summary>A camera's address may hold a password: the tab's storage is no place for it.</summary>
    [Fact]
    public void TextThatMayBeSecret_IsNotKeptInTheTab()
    {
        Assert.True(Render<TextLine>(p => p.Add(l => l.Name, "why").Add(l => l.Label, "Why")).Find("#why").HasAttribute("data-lfr-draft"));
        Assert.False(Render<TextLine>(p => p.Add(l => l.Name, "source").Add(l => l.Label, "Source").Add(l => l.KeptInTab, false)).Find("#source").HasAttribute("data-lfr-draft"));
    }

    [Fact]
    public void Summary_TakesTheFocus_AndLeadsToEachField()
    {
        var summary = Render<ErrorSummary>(p => p.Add(s => s.Title, "The entry was not proposed").Add(s => s.Problems, Refused(new FieldProblem("name", "Enter the name."))));
        Assert.Equal(("#name", "Enter the name."), (summary.Find("a").GetAttribute("href"), summary.Find("a").TextContent));
        Assert.Equal("alert", summary.Find("section").GetAttribute("role"));
        JSInterop.VerifyFocusAsyncInvoke();
    }

    [Fact]
    public void Summary_OfNothing_IsNotThere() =>
        Assert.Empty(Render<ErrorSummary>(p => p.Add(s => s.Title, "Not done").Add(s => s.Problems, new FormProblems())).Markup.Trim());



    /// <summary>What was put right goes from the list; what has become wrong waits for the next try.</summary>
    [Fact]
    public void Problems_GoWhenTheyArePutRight_AndNewOnesWait()
    {
        var problems = Refused(new FieldProblem("name", "Enter the name."), new FieldProblem("day", "Enter the day."));
        problems.Update(() => [new FieldProblem("day", "Enter the day."), new FieldProblem("zone", "This is too long.")]);
        Assert.Equal(["day"], problems.All.Select(p => p.Field));
        Assert.Null(problems.At("zone"));
        Assert.False(problems.Refuse([]));
        Assert.Equal(1, problems.Refusals);
    }

    private static FormProblems Refused(params FieldProblem[] found)
    {
        var problems = new FormProblems();
        Assert.True(problems.Refuse(found));
        return problems;
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}

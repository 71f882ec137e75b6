using Lfr.Tests.Support;

namespace Lfr.Tests.Architecture;

/// <summary>The design system is a list that somebody can read: Components/README.md names each part and says when to use it.</summary>
public sealed class ComponentsTests
{
    /// <summary>The trap that keeps the focus inside of a dialog takes it first: a field that asks for it by itself does not get it.</summary>
    [Fact]
    public void EveryDialog_PutsTheFocusOnItsFirstField()
    {
        var dialogs = Directory.EnumerateFiles(Repository.Combine("Lfr.Web"), "*.razor", SearchOption.AllDirectories).Select(f => (File: Path.GetFileName(f), Text: File.ReadAllText(f)))
            .Where(f => f.Text.Contains("<MudDialog ", StringComparison.Ordinal) || f.Text.Contains("<MudDialog>", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(dialogs);
        Assert.Equal([], dialogs.Where(d => !d.Text.Contains("<MudDialog DefaultFocus=\"DefaultFocus.FirstChild\"", StringComparison.Ordinal)).Select(d => d.File));
    }

    [Fact]
    public void EveryComponent_IsNamedInTheReadMe()
    {
        var folder = Repository.Combine("Lfr.Web", "Components");
        var text = File.ReadAllText(Path.Combine(folder, "README.md"));
        var parts = Directory.EnumerateFiles(folder, "*.razor", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToArray();
        Assert.True(parts.Length > 40, "The components were not found.");
        Assert.Equal([], parts.Where(p => !System.Text.RegularExpressions.Regex.IsMatch(text, $"[`/]{p}`", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    /// <summary>A form that somebody fills for minutes keeps its words through a cut, a refresh and Back. The others ask for a line or two, which nobody would look for again.</summary>
    [Fact]
    public void EveryForm_KeepsItsWords_OrAsksForALineOrTwo()
    {
        string[] asksForLittle = ["ActingCard.razor", "HandOverDialog.razor", "MoveDialog.razor", "PersonPage.razor", "SeriesPage.razor", "SystemPage.razor"];

        Assert.Equal(asksForLittle, Repository.Sources("Lfr.Web", "*.razor").Where(f => File.ReadAllText(f) is var text && text.Contains("<FormSheet", StringComparison.Ordinal) && !text.Contains("<KeptWords", StringComparison.Ordinal))
            .Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }
}

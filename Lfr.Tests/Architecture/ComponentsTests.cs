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
}

using System.Globalization;
using System.Text.RegularExpressions;
using Lfr.Web.Components;
using MudBlazor;

namespace Lfr.Tests.Components;

/// <summary>The colours stand twice, for MudBlazor and for the style sheets. They are the same colours, and everybody can read them.</summary>
public partial class LfrThemeTests
{
    private static readonly string BaseCss = File.ReadAllText(Path.Combine(Root(), "wwwroot", "base.css"));

    public static TheoryData<string, string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, string, double>();
        foreach (var scheme in (string[])["light", "dark"])
        {
            foreach (var ground in (string[])["bg", "panel"])
            {
                foreach (var text in (string[])["ink", "muted", "accent", "ok", "warn", "bad"])
                    pairs.Add(scheme, text, ground, 4.5);
                // Edges of fields and buttons: WCAG 1.4.11.
                pairs.Add(scheme, "edge", ground, 3);
            }

            foreach (var tone in (string[])["ok", "warn", "bad", "accent"])
                pairs.Add(scheme, tone, tone + "-bg", 4.5);
            pairs.Add(scheme, "on-accent", "accent", 4.5);
            pairs.Add(scheme, "ink", "bad-bg", 4.5);
            pairs.Add(scheme, "ink", "quiet-bg", 4.5);
            pairs.Add(scheme, "panel", "ok", 4.5);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_OnItsGround_IsReadable(string scheme, string text, string ground, double atLeast)
    {
        var colours = Colours(scheme);
        Assert.InRange(Contrast(colours[text], colours[ground]), atLeast, 21);
    }

    [Theory]
    [InlineData("ink", "bg")]
    [InlineData("ink", "panel")]
    public void LiveScreen_TextIsReadableAtAaa(string text, string ground) => Assert.InRange(Contrast(Colours("dark")[text], Colours("dark")[ground]), 7, 21);

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void MudBlazor_HasTheColoursOfTheStyleSheet(string scheme)
    {
        var css = Colours(scheme);
        Palette mud = scheme == "light" ? LfrTheme.Theme.PaletteLight : LfrTheme.Theme.PaletteDark;
        Assert.Equal(
            (css["bg"], css["panel"], css["ink"], css["muted"], css["accent"], css["on-accent"], css["ok"], css["warn"], css["bad"], css["edge"], css["line"]),
            (Hex(mud.Background), Hex(mud.Surface), Hex(mud.TextPrimary), Hex(mud.TextSecondary), Hex(mud.Primary), Hex(mud.PrimaryContrastText),
                Hex(mud.Success), Hex(mud.Warning), Hex(mud.Error), Hex(mud.LinesInputs), Hex(mud.Divider)));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void FilledButtons_AreReadable(string scheme)
    {
        Palette mud = scheme == "light" ? LfrTheme.Theme.PaletteLight : LfrTheme.Theme.PaletteDark;
        (MudBlazor.Utilities.MudColor Ground, MudBlazor.Utilities.MudColor Text)[] pairs =
        [
            (mud.Primary, mud.PrimaryContrastText), (mud.Secondary, mud.SecondaryContrastText), (mud.Tertiary, mud.TertiaryContrastText),
            (mud.Info, mud.InfoContrastText), (mud.Success, mud.SuccessContrastText), (mud.Warning, mud.WarningContrastText), (mud.Error, mud.ErrorContrastText),
        ];
        Assert.All(pairs, pair => Assert.InRange(Contrast(Hex(pair.Ground), Hex(pair.Text)), 4.5, 21));
    }

    [Fact]
    public void DeviceThatIsDark_GetsTheSameDarkAsTheSwitch()
    {
        var bySwitch = Block("[data-scheme=\"dark\"] {");
        var byDevice = Block(":root:not([data-scheme]) {");
        Assert.Equal(Variables(bySwitch), Variables(byDevice));
    }

    private static Dictionary<string, string> Colours(string scheme) =>
        Variables(Block(scheme == "light" ? ":root, [data-scheme=\"light\"] {" : "\n[data-scheme=\"dark\"] {"));

    private static string Block(string head)
    {
        var from = BaseCss.IndexOf(head, StringComparison.Ordinal);
        Assert.True(from >= 0, $"base.css has no block {head}");
        return BaseCss[from..BaseCss.IndexOf('}', from)];
    }

    private static Dictionary<string, string> Variables(string block) =>
        Variable().Matches(block).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);

    private static string Hex(MudBlazor.Utilities.MudColor colour) => colour.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex).ToLowerInvariant();

    private static double Contrast(string a, string b)
    {
        var (la, lb) = (Luminance(a), Luminance(b));
        return (Math.Max(la, lb) + 0.05) / (Math.Min(la, lb) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lfr.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("--lfr-([a-z-]+): (#[0-9a-f]{6});")]
    private static partial Regex Variable();
}

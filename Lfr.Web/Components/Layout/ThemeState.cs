namespace Lfr.Web.Components.Layout;

/// <summary>Which colours a person wants.</summary>
public enum ThemeChoice
{
    /// <summary>As the device does.</summary>
    System,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}

/// <summary>The colour scheme of one circuit; kept in a cookie by <c>lfr.js</c> so that the next page starts in it.</summary>
/// <param name="choice">What the person chose.</param>
/// <param name="isDark">What is shown at first.</param>
/// <param name="nonce">What style elements of this document carry.</param>
public sealed class ThemeState(ThemeChoice choice, bool isDark, string nonce)
{
    /// <summary>What style elements of this document carry.</summary>
    public string Nonce => nonce;

    /// <summary>Raised when either property changed.</summary>
    public event EventHandler? Changed;

    /// <summary>What the person chose.</summary>
    public ThemeChoice Choice { get; private set; } = choice;

    /// <summary>What is shown.</summary>
    public bool IsDark { get; private set; } = isDark;

    /// <summary>Takes over what the browser found.</summary>
    public void Set(ThemeChoice newChoice, bool newIsDark)
    {
        if (Choice == newChoice && IsDark == newIsDark)
            return;
        Choice = newChoice;
        IsDark = newIsDark;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

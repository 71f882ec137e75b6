namespace Lfr.Web.Components.Forms;

/// <summary>One part of a text that two people wrote at once.</summary>
/// <param name="Name">As the form calls it.</param>
/// <param name="Mine">As it is typed here.</param>
/// <param name="Theirs">As somebody else saved it.</param>
public sealed record TextPart(string Name, string Mine, string Theirs)
{
    /// <summary>What to keep of one part when the reader wants their own words: <paramref name="mine"/> where it was changed from <paramref name="before"/>, else <paramref name="theirs"/>.</summary>
    public static T Merged<T>(T before, T mine, T theirs) => EqualityComparer<T>.Default.Equals(mine, before) ? theirs : mine;
}

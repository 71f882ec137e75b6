using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Identity;

namespace Lfr.Web.Hosting;

/// <summary>What a person who starts Lfr in a terminal reads: where it is, and in a demonstration with what to sign in.</summary>
public static class Greeting
{
    /// <summary>The text.</summary>
    public static string For(IEnumerable<string> addresses, bool demonstration)
    {
        var lines = new List<string> { "", $"Lfr is ready: {string.Join(" and ", addresses)}", "" };
        if (demonstration)
        {
            lines.Add($"A demonstration with synthetic people. The password of every account is {DemoAccounts.Password}");
            lines.AddRange(DemoAccounts.All.Select(a => $"  {Roles.InWords(a.Role),-26}{a.Email,-24}{a.Name}"));
            lines.Add("");
        }

        return string.Join(Environment.NewLine, lines);
    }
}

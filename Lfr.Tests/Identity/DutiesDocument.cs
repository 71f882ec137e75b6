using System.Reflection;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Microsoft.AspNetCore.Components;

namespace Lfr.Tests.Identity;

/// <summary>docs/duties.md: the table of duties, with the commands and the pages that each line guards.</summary>
internal static class DutiesDocument
{
    private const string Opening = """
        # Who may do what

        Written by a test from the table in code (`Lfr.Shared/Identity/Permissions.cs`); `LFR_WRITE_DOCS=1` writes it again. Another test asks every command with every duty and as a stranger,
        and opens every page and address, and finds what this page says. **does**: does it; *sees*: only sees it. “Of the plan”: only those whom the plan of the deployment names in that duty, as
        far as it names anybody.

        Which duties exclude each other within one deployment is rule R06: whoever prepared a part of it cannot authorise it, and nobody signs off what they proposed.

        """;

    private static readonly (string Role, string Heading)[] Columns =
    [
        (Roles.Planner, "Planner"), (Roles.Compiler, "Compiler"), (Roles.WatchlistApprover, "Approver"), (Roles.AuthorisingOfficer, "Authorising officer"), (Roles.Silver, "Silver"),
        (Roles.Operator, "Operator"), (Roles.EngagementOfficer, "Engagement"), (Roles.Oversight, "Oversight"), (Roles.DataProtectionOfficer, "DPO"), (Roles.Administrator, "Admin"),
    ];

    /// <summary>Pages that a line opens, with whether only those may who do it.</summary>
    public static IReadOnlyList<(Type Page, string Address, OpenToAttribute For)> Pages { get; } =
    [
        .. typeof(App).Assembly.GetTypes().Where(t => t.GetCustomAttribute<OpenToAttribute>() is not null)
            .SelectMany(t => t.GetCustomAttributes<RouteAttribute>().Select(r => (t, r.Template, t.GetCustomAttribute<OpenToAttribute>()!)))
            .OrderBy(p => p.Template, StringComparer.Ordinal),
    ];

    /// <summary>The document.</summary>
    public static string Write(IReadOnlyDictionary<string, Permission> commands)
    {
        var text = new StringBuilder(Opening).Append('\n');
        Row(text, ["May …", .. Columns.Select(c => c.Heading)]);
        Row(text, ["---", .. Columns.Select(_ => "---")]);
        foreach (var line in Permissions.All)
            Row(text, [line.What + (line.OfThePlan ? " (of the plan)" : ""), .. Columns.Select(c => line.Do.Contains(c.Role) ? "**does**" : line.Read.Contains(c.Role) ? "*sees*" : "")]);

        text.Append("\n## What each line guards\n\n");
        Row(text, ["Line", "Commands", "Pages"]);
        Row(text, ["---", "---", "---"]);
        foreach (var line in Permissions.All)
        {
            Row(text,
            [
                $"`{line.Name}`",
                string.Join(", ", commands.Where(c => c.Value == line).Select(c => c.Key).Order(StringComparer.Ordinal)),
                string.Join(", ", Pages.Where(p => p.For.Permission == line).Select(p => $"`{p.Address}`" + (p.For.OnlyDoers ? " (who does it)" : ""))),
            ]);
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}

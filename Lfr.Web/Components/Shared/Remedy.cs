using Lfr.Shared.Policy;

namespace Lfr.Web.Components.Shared;

/// <summary>What to do about a finding, and who can.</summary>
internal static class Remedy
{
    /// <summary><c>Publish the notice. The planner can do this.</c> Empty when there is nothing to do.</summary>
    public static string Of(Finding finding) => finding switch
    {
        { ToDo: "" } or { ClearedBy: "" } => finding.ToDo,
        _ => $"{finding.ToDo} {Words.Capital(finding.ClearedBy)} can do this.",
    };
}

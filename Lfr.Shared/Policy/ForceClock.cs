namespace Lfr.Shared.Policy;

/// <summary>
/// The clock of the force: the time zone of the policy in force when Lfr started, in which days and times are read and shown. An installation is one force's, so a process has one clock; what is stored
/// is UTC.
/// </summary>
public static class ForceClock
{
    private static readonly AsyncLocal<TimeZoneInfo?> Own = new();
    private static TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Its time zone; that of London before a policy said otherwise.</summary>
    public static TimeZoneInfo Zone => Own.Value ?? zone;

    /// <summary>Whose time it is, in a label: <c>London</c>, <c>UTC</c>.</summary>
    public static string Place => Zone.Id[(Zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>Sets the clock by the policy in force; without one it stays as it is. Once, at the start.</summary>
    public static void SetBy(PolicyPack? policy)
    {
        if (policy is not null)
            zone = TimeZoneInfo.FindSystemTimeZoneById(policy.TimeZone);
    }

    /// <summary>What a local time is called where that matters: <c>GMT</c>, <c>BST</c>, <c>UTC+2</c>.</summary>
    public static string NameOf(DateTimeOffset local) => Zone.Id == "Europe/London" ? local.Offset == TimeSpan.Zero ? "GMT" : "BST"
        : local.Offset == TimeSpan.Zero ? "UTC" : $"UTC{(local.Offset < TimeSpan.Zero ? "−" : "+")}{Math.Abs(local.Offset.Hours)}{(local.Offset.Minutes == 0 ? "" : $":{Math.Abs(local.Offset.Minutes):00}")}";

    /// <summary>Another clock for this flow of calls alone, until disposed.</summary>
    public static IDisposable In(string timeZone)
    {
        Own.Value = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        return new Ending();
    }

    private sealed class Ending : IDisposable
    {
        public void Dispose() => Own.Value = null;
    }
}

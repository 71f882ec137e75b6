namespace Lfr.Web.Settings;

/// <summary>
/// Lfr does not start, for a reason that a person can do something about. The message is a whole sentence for that person; it is shown
/// without a stack trace and the process ends with <see cref="ExitCode"/>.
/// </summary>
public sealed class StartRefusedException : Exception
{
    /// <summary>Refuses with <paramref name="sentence"/>.</summary>
    public StartRefusedException(string sentence) : base(sentence)
    {
    }

    /// <summary>Refuses with <paramref name="sentence"/> because of <paramref name="cause"/>.</summary>
    public StartRefusedException(string sentence, Exception cause) : base(sentence, cause)
    {
    }

    /// <summary>Exit code of the process: 1, or 2 where the settings make no sense.</summary>
    public int ExitCode { get; init; } = 1;

    /// <summary>For serializers only.</summary>
    public StartRefusedException() : base("Lfr cannot start.")
    {
    }
}

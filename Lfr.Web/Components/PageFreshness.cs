namespace Lfr.Web.Components;

/// <summary>When the page on the screen was last read from the database, and since when it cannot be. One for each circuit; the layout shows it.</summary>
public sealed class PageFreshness
{
    private readonly Lock gate = new();
    private object? page;
    private DateTimeOffset? readAt;
    private DateTimeOffset? failingSince;

    /// <summary>Raised on any thread when something changed.</summary>
    public event EventHandler? Changed;

    /// <summary>When the page was last read; <see langword="null"/> when the page on the screen follows nothing.</summary>
    public DateTimeOffset? ReadAt
    {
        get
        {
            lock (gate)
                return readAt;
        }
    }

    /// <summary>Since when reading fails or takes too long; <see langword="null"/> while all is well.</summary>
    public DateTimeOffset? FailingSince
    {
        get
        {
            lock (gate)
                return failingSince;
        }
    }

    /// <summary><paramref name="reader"/> was read. It is the page on the screen from now on.</summary>
    public void WasRead(object reader, DateTimeOffset at)
    {
        lock (gate)
            (page, readAt, failingSince) = (reader, at, null);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary><paramref name="reader"/> could not be read. The first time of a row of failures counts.</summary>
    public void CouldNotBeRead(object reader, DateTimeOffset at)
    {
        lock (gate)
        {
            if (page is not null && page != reader)
                return;
            failingSince ??= at;
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary><paramref name="reader"/> is no longer on the screen. Says nothing about a page that came after it.</summary>
    public void WasLeft(object reader)
    {
        lock (gate)
        {
            if (page != reader)
                return;
            (page, readAt, failingSince) = (null, null, null);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }
}

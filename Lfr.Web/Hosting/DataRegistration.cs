namespace Lfr.Web.Hosting;

/// <summary>The database: which one, how it is opened, and that it is the one this version knows.</summary>
public static class DataRegistration
{
    /// <summary>Registers the database of <c>Database:Provider</c>.</summary>
    public static void AddLfrData(this WebApplicationBuilder builder)
    {
    }

    /// <summary>Brings the database up to date, or refuses to start with a sentence.</summary>
    public static Task PrepareLfrDataAsync(this WebApplication app, CancellationToken cancellationToken) => Task.CompletedTask;
}

namespace Lfr.Web.Hubs;

/// <summary>SignalR, the worker's hub and the co-hosted worker.</summary>
public static class LiveRegistration
{
    /// <summary>Registers hubs and worker.</summary>
    public static void AddLfrLive(this WebApplicationBuilder builder)
    {
    }

    /// <summary>Maps the hubs.</summary>
    public static void MapLfrLive(this WebApplication app)
    {
    }
}

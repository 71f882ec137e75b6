namespace Lfr.Web.Features;

/// <summary>Commands, queries and endpoints of all features.</summary>
public static class FeatureRegistration
{
    /// <summary>Registers commands and queries.</summary>
    public static void AddLfrFeatures(this WebApplicationBuilder builder)
    {
    }

    /// <summary>Maps the features' plain endpoints.</summary>
    public static void MapLfrFeatures(this WebApplication app)
    {
    }
}

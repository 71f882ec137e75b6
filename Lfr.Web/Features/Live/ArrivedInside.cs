namespace Lfr.Web.Features.Live;

/// <summary>Marks a connection that came in through the co-hosted worker's own listener, on this machine. A feature of the connection, so that no header can say so.</summary>
internal sealed class ArrivedInside
{
    /// <summary>The mark.</summary>
    public static readonly ArrivedInside Here = new();

    private ArrivedInside()
    {
    }
}

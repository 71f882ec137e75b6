namespace Lfr.Web.Components;

/// <summary>How many tasks need the reader of a page, for the bell on every staff page. The home page lists the same ones.</summary>
public interface INeedsCount
{
    /// <summary>The count; a few seconds old at most.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);
}

using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>What the compiler changed since an entry was sent back: whoever decides again need not look for it.</summary>
public partial class ChangesSince
{
    /// <summary>The changes.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<EntryChange> Changes { get; set; } = [];
}

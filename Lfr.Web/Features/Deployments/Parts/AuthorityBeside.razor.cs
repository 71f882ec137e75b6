using Lfr.Web.Features.Deployments.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>What an officer reads beside the plan: the notice with its lead time, the pace of those who sign off, and earlier uses at this place.</summary>
public sealed partial class AuthorityBeside
{
    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public Guid Id { get; set; }

    /// <summary>What was read.</summary>
    [Parameter]
    [EditorRequired]
    public BesideAuthority Beside { get; set; } = null!;
}

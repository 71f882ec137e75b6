using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Policies.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Policies;

/// <summary>The policies of the installation: which is in force, two side by side, and the last year's deployments under another one. What is compared stands in the address.</summary>
public sealed partial class PoliciesPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Actor actor = CurrentActor.Nobody;
    private IReadOnlyDictionary<string, int> counts = new Dictionary<string, int>(StringComparer.Ordinal);
    private ReplayedYear? replayed;
    private bool everything;
    private bool asking;
    private string chosen = "";

    [SupplyParameterFromQuery(Name = "one")]
    private string? OneId { get; set; }

    [SupplyParameterFromQuery(Name = "other")]
    private string? OtherId { get; set; }

    [Inject]
    private PolicyLibrary Policies { get; set; } = null!;

    [Inject]
    private CountUnderPolicies Count { get; set; } = null!;

    [Inject]
    private ReplayPolicy Replay { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DateOnly Today => LondonTime.Day(Time.GetUtcNow());

    /// <summary>In the order of <see cref="PolicyStanding"/>, the latest first.</summary>
    private IReadOnlyList<PolicyPack> Packs =>
        [.. Policies.All.OrderBy(p => Policies.StandingOf(p, Today)).ThenByDescending(p => p.EffectiveFrom).ThenBy(p => p.Id, StringComparer.Ordinal)];

    private PolicyPack One => (OneId is { } id ? Policies.Find(id) : null) ?? Packs[0];

    private PolicyPack Other => (OtherId is { } id ? Policies.Find(id) : null) ?? Packs.FirstOrDefault(p => !ReferenceEquals(p, One)) ?? One;

    private IReadOnlyList<ComparedPart> Shown =>
        [.. PolicyComparison.Of(One, Other).Select(p => p with { Lines = [.. p.Lines.Where(l => everything || !l.IsSame)] }).Where(p => p.Lines.Count > 0)];

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        actor = await Current.GetAsync(leaving.Token);
        counts = await Count.RunAsync(leaving.Token);
    }

    private void Go(string name, string id)
    {
        var (one, other) = name == "one" ? (id, Other.Id) : (One.Id, id);
        Navigation.NavigateTo(LfrRoutes.ComparedPolicies(one, other), replace: true);
    }

    private async Task AskAsync()
    {
        asking = true;
        try
        {
            replayed = await Replay.RunAsync(actor, chosen, leaving.Token);
        }
        finally
        {
            asking = false;
        }
    }

    private string TitleOf(string? id) => id is null ? "" : Policies.Find(id)?.Title ?? "";

    private string When(PolicyPack pack) => Policies.StandingOf(pack, Today) switch
    {
        PolicyStanding.NotUsed => "Not used here",
        PolicyStanding.InForce => $"In force since {Words.Day(pack.EffectiveFrom)}",
        PolicyStanding.ToCome => $"From {Words.Day(pack.EffectiveFrom)}",
        _ => $"Past; from {Words.Day(pack.EffectiveFrom)}",
    };

    private static string SentenceOf(ReplayedYear year) => year switch
    {
        { Asked: 0 } => "No deployment was authorised and began in the last twelve months.",
        { Refused.Count: 0 } => $"{year.Policy.Title} would have refused none of the {Words.Count(year.Asked, "deployment", "deployments")}.",
        _ => $"{year.Policy.Title} would have refused {Words.Number(year.Refused.Count)} of {Words.Count(year.Asked, "deployment", "deployments")}.",
    };
}

using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The policy in force in plain words, with where each rule, number and time comes from, and what is different in the ones before and after it. Static, no script, no sign-in.</summary>
public partial class PolicyList
{
    private const string NotInIt = "Not in it";

    [Inject]
    public required PolicyLibrary Policies { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required UsesUnderPolicies Uses { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private readonly Dictionary<string, PublishedUnder> uses = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        foreach (var (pack, _) in Packs.ToArray())
            uses[pack.Id] = await Uses.RunAsync(pack.Id, Http?.RequestAborted ?? CancellationToken.None);
    }

    private DateOnly Today => ForceTime.Day(Time.GetUtcNow());

    private PolicyPack? Current => Policies.InForce(Today);

    /// <summary>The one in force first, then what is to come, then the past, the latest first. What is not adopted here is nobody's policy here.</summary>
    private IEnumerable<(PolicyPack Pack, string When)> Packs => Policies.All.Where(p => p.Adopted)
        .OrderBy(p => Policies.StandingOf(p, Today)).ThenByDescending(p => p.EffectiveFrom).Select(p => (p, When(p)));

    private string When(PolicyPack pack) => Policies.StandingOf(pack, Today) switch
    {
        PolicyStanding.InForce => $"In force since {Words.Day(pack.EffectiveFrom)}{(pack.EffectiveTo is { } last ? $", until {Words.Day(last)}" : "")}.",
        PolicyStanding.ToCome => $"In force from {Words.Day(pack.EffectiveFrom)}.",
        _ when pack.EffectiveTo is { } ended && ended < Today => $"It was in force from {Words.Day(pack.EffectiveFrom)} to {Words.Day(ended)}.",
        _ => $"It was in force from {Words.Day(pack.EffectiveFrom)} until a later policy took its place.",
    };

    private static IEnumerable<(Rule Rule, Weight Weight)> RulesOf(PolicyPack pack) =>
        RuleBook.All.Where(r => pack.WeightOf(r.Id) is not null).Select(r => (r, pack.WeightOf(r.Id)!.Value));

    private static string InWords(Weight weight) => weight switch
    {
        Weight.Block => "Nothing goes on until it does",
        Weight.Warn => "Somebody must look at it",
        _ => "It is kept on record",
    };

    private static string InWords(PictureUse use) => use switch
    {
        PictureUse.Allowed => "may be used",
        PictureUse.Weighed => "only after somebody has weighed whether that is fair",
        _ => "never",
    };
}

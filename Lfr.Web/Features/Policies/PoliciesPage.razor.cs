using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Policies.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Lfr.Web.Features.Policies;

/// <summary>The policies of the installation: which is in force, two side by side, and the last year's deployments under another one. What is compared stands in the address.</summary>
public sealed partial class PoliciesPage : IDisposable
{
    /// <summary>Largest file that is read, bytes; the packs that are shipped have a tenth.</summary>
    private const int MostBytes = 256 * 1024;

    private readonly CancellationTokenSource leaving = new();
    private CheckedFile? checkedFile;
    private Actor actor = CurrentActor.Nobody;
    private IReadOnlyDictionary<string, int> counts = new Dictionary<string, int>(StringComparer.Ordinal);
    private UnderPolicyPage? under;
    private ReplayedYear? replayed;
    private bool everything;
    private bool asking;
    private string chosen = "";

    [SupplyParameterFromQuery(Name = "one")]
    private string? OneId { get; set; }

    [SupplyParameterFromQuery(Name = "other")]
    private string? OtherId { get; set; }

    [SupplyParameterFromQuery(Name = "under")]
    private string? UnderId { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? Page { get; set; }

    private int UnderPage => Math.Clamp(Page ?? 1, 1, 1_000_000);

    [Inject]
    private ListUnderPolicy Under { get; set; } = null!;

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

    private DateOnly Today => ForceTime.Day(Time.GetUtcNow());

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

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var (policy, page) = (UnderId, UnderPage);
        under = policy is null ? null : await Under.RunAsync(await Current.GetAsync(leaving.Token), policy, page, leaving.Token);
    }

    private async Task CheckAsync(IBrowserFile? chosen)
    {
        checkedFile = null;
        if (chosen is null)
            return;
        if (chosen.Size > MostBytes)
        {
            checkedFile = new CheckedFile(false, $"{chosen.Name} is larger than a policy can be. Choose the JSON file of one policy.");
            return;
        }

        using var bytes = new MemoryStream();
        await using (var file = chosen.OpenReadStream(MostBytes, leaving.Token))
            await file.CopyToAsync(bytes, leaving.Token);
        checkedFile = Check(Policies, chosen.Name, bytes.ToArray());
    }

    /// <summary>What the start would say of a file.</summary>
    internal static CheckedFile Check(PolicyLibrary policies, string name, byte[] bytes)
    {
        try
        {
            var pack = policies.Check(name, bytes);
            return new CheckedFile(true, $"{name} holds {pack.Id}, “{pack.Title}”: {Words.Count(pack.Rules.Count, "rule", "rules")}, {Words.Count(pack.Citations.Count, "source", "sources")}. It is {(pack.Adopted ? $"adopted, and would apply from {Words.Day(pack.EffectiveFrom)}" : "not adopted, and would not apply")}.");
        }
        catch (PolicyPackException refused)
        {
            return new CheckedFile(false, refused.Message);
        }
    }

    /// <summary>What a check says.</summary>
    /// <param name="IsGood">Whether the file can be used.</param>
    /// <param name="Sentence">What it holds, or what is wrong.</param>
    internal sealed record CheckedFile(bool IsGood, string Sentence);

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

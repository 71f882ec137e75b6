using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Records;

/// <summary>Officer-hours and cost as they were spent, as part of the draft of a record.</summary>
public sealed partial class SpentFields
{
    private const decimal Most = Resources.MostPence / 100m;

    /// <summary>What was spent; <see langword="null"/> while it is not known.</summary>
    [Parameter]
    public Resources? Spent { get; set; }

    /// <summary>What was planned, to begin with.</summary>
    [Parameter]
    public Resources? Planned { get; set; }

    /// <summary>Currency of the policy, for amounts that are entered now.</summary>
    [Parameter]
    public string Currency { get; set; } = Money.Pounds;

    /// <summary>Told of every change.</summary>
    [Parameter]
    public EventCallback<Resources?> SpentChanged { get; set; }

    private static long Pence(decimal? amount) => (long)decimal.Round((amount ?? 0) * 100);

    // An empty field of an empty form says nothing; it is not a report of zero.
    private Task ChangeAsync(Func<Resources, Resources> change, object? value) =>
        Spent is null && value is null ? Task.CompletedTask : SpentChanged.InvokeAsync(change(Spent ?? new Resources(0, 0, 0, 0, "") { Currency = Currency }));
}

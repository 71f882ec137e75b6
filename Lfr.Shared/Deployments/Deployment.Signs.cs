using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>The signs on the street (R15): where they stand, and who photographed each on the day.</summary>
public sealed partial class Deployment
{
    /// <summary>Signs, in the order in which they were listed. No part of what is authorised: a lamp post that is being painted costs no authority.</summary>
    public IReadOnlyList<StreetSign> Signs { get; private set; } = [];

    /// <summary>Lists a place for a sign.</summary>
    public Outcome PlaceSign(Guid id, string where)
    {
        if (MayAnnounce() is { Succeeded: false } closed)
            return closed;
        where = where.Trim();
        if (where.Length == 0)
            return Outcome.Incomplete("Nothing says where the sign stands.", "Enter the street and what it stands at.");
        if (where.Length > StreetSign.LongestPlace)
            return Outcome.Incomplete("The place has too many words.", $"Shorten it to {StreetSign.LongestPlace} characters.");
        if (Signs.Any(s => s.Id == id))
            return Outcome.Done;
        if (Signs.Any(s => string.Equals(s.Where, where, StringComparison.OrdinalIgnoreCase)))
            return Outcome.WrongState("This place is on the list already.", "Nothing more is needed.");
        if (Signs.Count >= StreetSign.Most)
            return Outcome.WrongState($"There are {StreetSign.Most} signs already, the most that a deployment may have.", "Take one off the list first.");
        Signs = [.. Signs, new StreetSign(id, where)];
        return Outcome.Done;
    }

    /// <summary>Takes a place off the list. Not while it runs: what people were told then stays on record.</summary>
    public Outcome RemoveSign(Guid id)
    {
        if (State is DeploymentState.Live or DeploymentState.Paused)
            return Outcome.WrongState("No sign is taken off the list while the deployment runs.", "Photograph it again where it stands.");
        if (MayAnnounce() is { Succeeded: false } closed)
            return closed;
        if (!Signs.Any(s => s.Id == id))
            return Outcome.WrongState("This sign is not on the list any more.", "Nothing more is needed.");
        Signs = [.. Signs.Where(s => s.Id != id)];
        return Outcome.Done;
    }

    /// <summary>Keeps that a sign stands in its place, as a photograph shows.</summary>
    /// <param name="id">Sign.</param>
    /// <param name="photograph">The photograph.</param>
    /// <param name="seen">The last photograph that whoever took this one had seen; <see langword="null"/> when there was none.</param>
    public Outcome PhotographSign(Guid id, SignPhotograph photograph, Guid? seen)
    {
        if (MayPhotographSigns(photograph.By.At) is { Succeeded: false } closed)
            return closed;
        if (Signs.FirstOrDefault(s => s.Id == id) is not { } sign)
            return Outcome.WrongState("This sign is not on the list any more.", "List it again if it stands there.");
        if (sign.Last is { } last && last.Id != seen)
            return Outcome.Conflict($"{last.By.Name} photographed this sign at {Words.Time(last.By.At)}, while you were about it.", "Look at that photograph. Take another only if it does not show the sign.");
        if (sign.Photographs.Count >= StreetSign.MostPhotographs)
            return Outcome.WrongState($"There are {StreetSign.MostPhotographs} photographs of this sign already.", "The last one counts.");
        Signs = [.. Signs.Select(s => s.Id == id ? s with { Photographs = [.. s.Photographs, photograph] } : s)];
        return Outcome.Done;
    }

    /// <summary>Whether a photograph taken at <paramref name="now"/> shows anything about the day; otherwise why not.</summary>
    public Outcome MayPhotographSigns(DateTimeOffset now)
    {
        if (MayAnnounce() is { Succeeded: false } closed)
            return closed;
        if (Plan.Window is not { } window)
            return Outcome.WrongState("The plan has no date yet.", "Photograph the signs on the day.");
        return StreetSign.Counts(now, window) ? Outcome.Done
            : now < window.Start ? Outcome.WrongState($"It is too early: a sign may be gone again by {Words.Moment(window.Start)}.", $"Photograph it from {Words.Moment(window.Start - StreetSign.Earliest)} on.")
            : Outcome.WrongState("The hours are over.", "Nothing more is needed.");
    }
}

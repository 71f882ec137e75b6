using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>A deployment that is planned or runs, as far as others may be in its way.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="Plan">Its plan.</param>
public sealed record PlannedUse(Guid Id, string Reference, Plan Plan);

/// <summary>Two deployments at the same time that need the same people, the same van or the same camera.</summary>
/// <param name="First">The one that begins first.</param>
/// <param name="Second">The other.</param>
/// <param name="People">Names of those who are to serve at both.</param>
/// <param name="Van">The van that both count on; <see langword="null"/>: none.</param>
/// <param name="Cameras">Names, in the later one's plan, of cameras that both open at one address.</param>
public sealed record Clash(PlannedUse First, PlannedUse Second, IReadOnlyList<string> People, string? Van, IReadOnlyList<string> Cameras)
{
    /// <summary>What to do about it.</summary>
    public const string WayOut = "Name somebody or something else in one of the plans, or move one of the two.";

    /// <summary>What is booked twice: <c>Olu Operator and Van 2</c>.</summary>
    public string What => Words.AndList([.. People, .. Van is null ? (string[])[] : [Van], .. Cameras]);

    /// <summary>Whether the deployment is one of the two.</summary>
    public bool Concerns(Guid deployment) => First.Id == deployment || Second.Id == deployment;

    /// <summary>The other one of the two.</summary>
    public PlannedUse Other(Guid deployment) => First.Id == deployment ? Second : First;

    /// <summary>All clashes between <paramref name="planned"/>, by the time at which they begin. Windows that only touch do not clash.</summary>
    public static IReadOnlyList<Clash> Among(IEnumerable<PlannedUse> planned)
    {
        var dated = planned.Where(p => p.Plan.Window is { Length.Ticks: > 0 }).OrderBy(p => p.Plan.Window!.Start).ThenBy(p => p.Reference, ReferenceOrder.ByNumber).ToArray();
        var clashes = new List<Clash>();
        for (var i = 0; i < dated.Length; i++)
        {
            foreach (var later in dated.Skip(i + 1).TakeWhile(p => p.Plan.Window!.Start < dated[i].Plan.Window!.End))
            {
                if (Between(dated[i], later) is { } clash)
                    clashes.Add(clash);
            }
        }

        return clashes;
    }

    private static Clash? Between(PlannedUse first, PlannedUse second)
    {
        var there = first.Plan.Staff.Select(s => s.UserId).ToHashSet();
        string[] people = [.. second.Plan.Staff.Where(s => there.Contains(s.UserId)).DistinctBy(s => s.UserId).Select(s => s.Name).Order(StringComparer.CurrentCulture)];
        var van = first.Plan.Offline is { } one && second.Plan.Offline is { } other && one.WorkerId == other.WorkerId ? other.WorkerName : null;
        var opened = first.Plan.Cameras.Select(AddressOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string[] cameras = [.. second.Plan.Cameras.Where(c => AddressOf(c) is { } address && opened.Contains(address)).Select(c => c.Name).Distinct(StringComparer.Ordinal)];
        return people.Length > 0 || van is not null || cameras.Length > 0 ? new Clash(first, second, people, van, cameras) : null;
    }

    // Only a camera on a network is one thing for everybody: each van has a /dev/video0 of its own, and a film can be played twice. Whoever signs in to it is no part of which it is.
    private static string? AddressOf(Camera camera) =>
        CameraReference.Is(camera.Source) ? camera.Source.Trim() :
        Uri.TryCreate(camera.Source.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "rtsp" or "http" or "https"
            ? $"{uri.Host.ToLowerInvariant()}:{uri.Port}{uri.PathAndQuery}" : null;
}

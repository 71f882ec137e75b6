using Lfr.Shared.Deployments;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Draws the map of a place, or takes it from a GeoJSON file, shows what it holds, and takes it out again. What is refused leaves the map that was there.</summary>
public sealed partial class PlaceMapField : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private string? problem;
    private int taken;
    private PlanPictureView? picture;
    private MapPoint? middle;
    private bool asksWhere;
    private string typed = "";

    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public Guid DeploymentId { get; set; }

    /// <summary>The plan being typed.</summary>
    [Parameter]
    [EditorRequired]
    public PlanDraft Draft { get; set; } = null!;

    /// <summary>Whether it is only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Tells that something changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private ReadPlanPicture Read { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    private bool IsDrawing => middle is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private async Task DrawAsync()
    {
        await ReadPictureAsync();
        middle ??= Draft.Map?.Zone[0];
        asksWhere = middle is null;
    }

    private async Task ReadPictureAsync()
    {
        picture = await Read.RunAsync(await Actors.GetAsync(leaving.Token), DeploymentId, leaving.Token);
        if (picture is not null)
            (middle, asksWhere) = (middle ?? picture.Middle, false);
    }

    private void BeginThere()
    {
        middle = TypedPosition.Read(typed);
        problem = middle is null ? $"“{typed}” is no position. {TypedPosition.Hint}" : null;
        asksWhere = middle is null;
    }

    private async Task TakeAsync(InputFileChangeEventArgs e)
    {
        try
        {
            taken++;
            if (e.File.Size > GeoJsonFile.MostBytes)
            {
                problem = GeoJsonFile.Read(new byte[GeoJsonFile.MostBytes + 1]).Problem;
                return;
            }

            var bytes = new byte[e.File.Size];
            await using (var stream = e.File.OpenReadStream(GeoJsonFile.MostBytes, leaving.Token))
                await stream.ReadExactlyAsync(bytes, leaving.Token);
            (var map, problem) = GeoJsonFile.Read(bytes);
            if (map is null)
                return;
            Draft.Map = map;
            await Changed.InvokeAsync();
        }
        catch (IOException)
        {
            problem = "The file did not arrive whole. Choose it again.";
        }
    }

    private async Task RemoveAsync()
    {
        (Draft.Map, problem) = (null, null);
        await Changed.InvokeAsync();
    }
}

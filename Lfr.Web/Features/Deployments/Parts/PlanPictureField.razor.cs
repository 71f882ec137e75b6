using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Takes the picture on which the map of a place is drawn, and says where it lies.</summary>
public sealed partial class PlanPictureField : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private PlanPictureView? shown;
    private Outcome? outcome;
    private string at = "";
    private string wide = "";
    private bool working;
    private int taken;

    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public Guid DeploymentId { get; set; }

    /// <summary>The picture that is kept; <see langword="null"/> for none.</summary>
    [Parameter]
    public PlanPictureView? Picture { get; set; }

    /// <summary>Where the place is, as far as it is known.</summary>
    [Parameter]
    public MapPoint? Middle { get; set; }

    /// <summary>Tells that another picture is kept, that it lies elsewhere, or that there is none any more.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private KeepPlanPicture Keep { get; set; } = null!;

    [Inject]
    private PlacePlanPicture Lay { get; set; } = null!;

    [Inject]
    private RemovePlanPicture Remove { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Picture is { } picture && picture != shown)
            (at, wide) = (TypedPosition.Write(picture.Middle), picture.WidthMetres.ToString(CultureInfo.InvariantCulture));
        else if (at.Length == 0 && Middle is { } middle)
            at = TypedPosition.Write(middle);
        shown = Picture;
    }

    private async Task TakeAsync(InputFileChangeEventArgs e)
    {
        working = true;
        try
        {
            if (e.File.Size > Lfr.Inference.Faces.Picture.MaximumBytes)
            {
                outcome = Outcome.Incomplete($"The picture is larger than {Lfr.Inference.Faces.Picture.MaximumBytes / (1024 * 1024)} MB.", "Make it smaller, then choose it again.");
                return;
            }

            var bytes = new byte[e.File.Size];
            await using (var stream = e.File.OpenReadStream(Lfr.Inference.Faces.Picture.MaximumBytes, leaving.Token))
                await stream.ReadExactlyAsync(bytes, leaving.Token);
            var (id, seen) = (Guid.CreateVersion7(Time.GetUtcNow()), Picture?.PictureId);
            await DoAsync((a, where, width) => Keep.RunAsync(a, DeploymentId, id, bytes, where, width, seen, leaving.Token));
            Array.Clear(bytes);
        }
        catch (IOException)
        {
            outcome = Outcome.Incomplete("The picture did not arrive whole.", "Choose it again.");
        }
        finally
        {
            working = false;
            taken++;
        }
    }

    private Task LayAsync() => DoAsync((a, where, width) => Lay.RunAsync(a, DeploymentId, Picture!.PictureId, where, width, leaving.Token));

    private async Task RemoveAsync()
    {
        outcome = await Remove.RunAsync(await Actors.GetAsync(leaving.Token), DeploymentId, Picture!.PictureId, leaving.Token);
        await Changed.InvokeAsync();
    }

    private async Task DoAsync(Func<Actor, MapPoint, int, Task<Outcome>> command)
    {
        if (TypedPosition.Read(at) is not { } where)
            outcome = Outcome.Incomplete("Nothing says where the middle of the picture is.", $"Enter it first. {TypedPosition.Hint}");
        else if (!int.TryParse(wide.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var width))
            outcome = Outcome.Incomplete("Nothing says how wide the picture is.", "Enter the metres of ground that it shows, as a whole number.");
        else
            outcome = await command(await Actors.GetAsync(leaving.Token), where, width);
        if (outcome.Succeeded)
            await Changed.InvokeAsync();
    }
}

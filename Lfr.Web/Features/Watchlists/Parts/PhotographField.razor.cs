using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Shared.Live;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>Takes a photograph, checks it at once and shows what would be kept of it. The upload lives in memory only, and is cleared when the form is left.</summary>
public sealed partial class PhotographField : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private CheckedPhotograph? accepted;
    private PhotographShown? shown;
    private PhotographChoice choice;
    private PhotographShown? cropping;
    private CropEdges edges = new(null);
    private readonly ElementReference[] sliders = new ElementReference[4];
    private MudButton? cropButton;
    private bool focusSlider;
    private bool focusButton;
    private string wholePreview = "";
    private byte[]? upload;
    private string preview = "";
    private string? refusal;
    private string? working;
    private int percent = -1;

    /// <summary>Counts the files: a browser says nothing of a file of the same name that is chosen again in the same field.</summary>
    private int chosen;

    /// <summary>Entry whose photograph is kept until there is a new one.</summary>
    [Parameter]
    public Guid? ExistingEntryId { get; set; }

    /// <summary>Names that photograph.</summary>
    [Parameter]
    public string? ExistingVersion { get; set; }

    /// <summary>What is wrong, as a sentence.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Told that another photograph was accepted, or that there is none any more.</summary>
    [Parameter]
    public EventCallback OnTaken { get; set; }

    /// <summary>The upload that was accepted, as it was turned and picked; <see langword="null"/> when there is none.</summary>
    public UploadedPhotograph? Upload => upload is null || accepted is null ? (UploadedPhotograph?)null : new UploadedPhotograph(upload, choice);

    /// <summary>Whether a person is just cropping it: what is kept is not decided yet.</summary>
    public bool IsCropping => cropping is not null;

    [Inject]
    private CheckPhotograph Check { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    /// <summary>Forgets the photograph: the next person needs another.</summary>
    public void Forget()
    {
        if (upload is not null)
            Array.Clear(upload);
        (upload, accepted, shown, choice, preview, refusal) = (null, null, null, default, "", null);
        (cropping, wholePreview) = (null, "");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        Forget();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The button that was pressed is gone: whoever works by keyboard goes on where the next step is.
        if (focusSlider && cropping is not null)
        {
            focusSlider = false;
            await sliders[0].FocusAsync();
        }
        else if (focusButton && working is null && cropping is null && cropButton is { } button)
        {
            focusButton = false;
            if (upload is not null)
                await button.FocusAsync();
        }
    }

    private async Task TakeAsync(InputFileChangeEventArgs e)
    {
        Forget();
        try
        {
            if (e.File.Size > PhotographEnrolment.MaximumBytes)
            {
                refusal = $"It has {e.File.Size / 1024.0 / 1024.0:0.#} MB; at most 15 MB are taken.";
                return;
            }

            (working, percent) = ("Uploading the photograph…", 0);
            var bytes = await ReadAsync(e.File);
            upload = bytes;
            await LookAsync(default);
        }
        catch (IOException)
        {
            refusal = "The photograph did not arrive whole. Choose it again.";
        }
        finally
        {
            working = null;
            chosen++;
            await OnTaken.InvokeAsync();
        }
    }

    private Task TurnAsync(int quarters) => ChooseAsync(new PhotographChoice((choice.QuarterTurns + quarters) & 3));

    private async Task BeginCroppingAsync()
    {
        if (upload is null || working is not null)
            return;
        working = "Reading the photograph…";
        try
        {
            var whole = await Check.ToCropAsync(await Current.GetAsync(leaving.Token), upload, choice.QuarterTurns, leaving.Token);
            if (whole.Shown is not { } picture)
            {
                refusal = whole.Refusal;
                return;
            }

            (cropping, edges, wholePreview, focusSlider) = (picture, new CropEdges(choice.Crop), Embedded(picture.Jpeg), true);
        }
        finally
        {
            working = null;
            await OnTaken.InvokeAsync();
        }
    }

    private async Task CropAsync()
    {
        var crop = edges.Crop;
        EndCropping();
        await ChooseAsync(choice with { Face = null, Crop = crop });
    }

    private void EndCropping() => (cropping, wholePreview, focusButton) = (null, "", true);

    private Task PickAsync(FaceBox? face) => ChooseAsync(choice with { Face = face });

    private async Task ChooseAsync(PhotographChoice now)
    {
        if (upload is null || working is not null)
            return;
        try
        {
            await LookAsync(now);
        }
        finally
        {
            working = null;
            await OnTaken.InvokeAsync();
        }
    }

    /// <summary>Looks at the upload as it is held and picked now. It is kept only while a person can still make something of it.</summary>
    private async Task LookAsync(PhotographChoice now)
    {
        (working, percent) = ("Looking for the face…", -1);
        StateHasChanged();
        var found = await Check.RunAsync(await Current.GetAsync(leaving.Token), new UploadedPhotograph(upload, now), leaving.Token);
        var jpeg = found.Shown?.Jpeg ?? found.Jpeg;
        (choice, accepted, shown, refusal) = (now, found.Refusal is null ? found : null, found.Shown, found.Refusal);
        preview = Embedded(jpeg);
        if (accepted is not null || shown is not null || upload is null)
            return;
        Array.Clear(upload);
        upload = null;
    }

    private async Task<byte[]> ReadAsync(IBrowserFile file)
    {
        var bytes = new byte[file.Size];
        await using var stream = file.OpenReadStream(PhotographEnrolment.MaximumBytes, leaving.Token);
        for (var read = 0; read < bytes.Length;)
        {
            var count = await stream.ReadAsync(bytes.AsMemory(read), leaving.Token);
            if (count == 0)
                throw new EndOfStreamException();
            read += count;
            var now = (int)(100L * read / bytes.Length);
            if (now == percent)
                continue;
            percent = now;
            StateHasChanged();
        }

        return bytes;
    }

    /// <summary>A picture within the page, and nowhere else: cleared here.</summary>
    private static string Embedded(byte[] jpeg)
    {
        var address = jpeg.Length == 0 ? "" : "data:image/jpeg;base64," + Convert.ToBase64String(jpeg);
        Array.Clear(jpeg);
        return address;
    }

    private string LeftStyle => string.Create(
        CultureInfo.InvariantCulture,
        $"left:{edges.At(CropEdge.Left) / 2.0}%;top:{edges.At(CropEdge.Top) / 2.0}%;right:{100 - (edges.At(CropEdge.Right) / 2.0)}%;bottom:{100 - (edges.At(CropEdge.Bottom) / 2.0)}%");

    private static string Ratio(int width, int height) => string.Create(CultureInfo.InvariantCulture, $"{width} / {height}");

    private static string FaceStyle(FaceBox face) => string.Create(
        CultureInfo.InvariantCulture, $"left:{100 * face.X:0.##}%;top:{100 * face.Y:0.##}%;width:{100 * face.Width:0.##}%;height:{100 * face.Height:0.##}%");

    private static FaceBox Share(CheckedPhotograph picture, FaceBox face) =>
        new(face.X / picture.Width, face.Y / picture.Height, face.Width / picture.Width, face.Height / picture.Height);
}

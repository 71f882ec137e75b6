using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Shared.Live;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>Takes a photograph, checks it at once and shows what would be kept of it. The upload lives in memory only, and is cleared when the form is left.</summary>
public sealed partial class PhotographField : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private CheckedPhotograph? accepted;
    private byte[]? upload;
    private string preview = "";
    private string? refusal;
    private string? working;
    private int percent = -1;

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

    /// <summary>The upload that was accepted; <see langword="null"/> when there is none.</summary>
    public ReadOnlyMemory<byte>? Upload => upload is null ? null : (ReadOnlyMemory<byte>?)upload;

    [Inject]
    private CheckPhotograph Check { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    /// <summary>Forgets the photograph: the next person needs another.</summary>
    public void Forget()
    {
        if (upload is not null)
            Array.Clear(upload);
        (upload, accepted, preview, refusal) = (null, null, "", null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        Forget();
    }

    private async Task TakeAsync(InputFileChangeEventArgs e)
    {
        Forget();
        if (e.File.Size > PhotographEnrolment.MaximumBytes)
        {
            refusal = $"It has {e.File.Size / 1024.0 / 1024.0:0.#} MB; at most 15 MB are taken.";
            await OnTaken.InvokeAsync();
            return;
        }

        try
        {
            (working, percent) = ("Bringing the photograph…", 0);
            var bytes = await ReadAsync(e.File);
            (working, percent) = ("Looking for the face…", -1);
            StateHasChanged();
            var found = await Check.RunAsync(await Current.GetAsync(leaving.Token), bytes, leaving.Token);
            if (found.Refusal is { } sentence)
            {
                Array.Clear(bytes);
                refusal = sentence;
                return;
            }

            (accepted, upload, preview) = (found, bytes, "data:image/jpeg;base64," + Convert.ToBase64String(found.Jpeg));
            Array.Clear(found.Jpeg);
        }
        catch (IOException)
        {
            refusal = "The photograph did not arrive whole. Choose it again.";
        }
        finally
        {
            working = null;
            await OnTaken.InvokeAsync();
        }
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

    private static string Ratio(CheckedPhotograph picture) => string.Create(CultureInfo.InvariantCulture, $"{picture.Width} / {picture.Height}");

    private static string BoxStyle(CheckedPhotograph picture, FaceBox face) => string.Create(
        CultureInfo.InvariantCulture,
        $"left:{100 * face.X / picture.Width:0.##}%;top:{100 * face.Y / picture.Height:0.##}%;width:{100 * face.Width / picture.Width:0.##}%;height:{100 * face.Height / picture.Height:0.##}%");
}

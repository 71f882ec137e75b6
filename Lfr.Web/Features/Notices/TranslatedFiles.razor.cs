using Lfr.Shared.Notices;
using Lfr.Web.Features.Notices.Translations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Lfr.Web.Features.Notices;

/// <summary>A file that somebody chose to attach.</summary>
/// <param name="Language">Language tag.</param>
/// <param name="Pdf">The file.</param>
public sealed record ChosenTranslation(string Language, byte[] Pdf);

/// <summary>The files of a notice in other languages: what is attached, and one more.</summary>
public sealed partial class TranslatedFiles : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private int? language;
    private string? problem;
    private bool working;
    private int taken;

    /// <summary>What is attached.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<NoticeAttachment> Files { get; set; } = [];

    /// <summary>What the public reads now; <see langword="null"/> for nothing.</summary>
    [Parameter]
    public NoticeVersion? Public { get; set; }

    /// <summary>Whether the notice has been written, so that files can go with it.</summary>
    [Parameter]
    public bool IsWritten { get; set; }

    /// <summary>Whether the reader may attach and take off.</summary>
    [Parameter]
    public bool MayWrite { get; set; }

    /// <summary>Told a file that was chosen.</summary>
    [Parameter]
    public EventCallback<ChosenTranslation> OnAttach { get; set; }

    /// <summary>Told a file to be taken off.</summary>
    [Parameter]
    public EventCallback<NoticeAttachment> OnDetach { get; set; }

    private IEnumerable<int> Free => Enumerable.Range(0, NoticeLanguages.All.Count).Where(i => !Files.Any(f => f.Language == NoticeLanguages.All[i].Tag));

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private bool IsPublic(NoticeAttachment file) => Public?.Attachments.Any(a => a.Id == file.Id) == true;

    private async Task TakeAsync(InputFileChangeEventArgs e)
    {
        (working, problem) = (true, null);
        try
        {
            if (language is not { } chosen)
            {
                problem = "Choose the language of the file first, then the file.";
                return;
            }

            if (e.File.Size > PdfCheck.MostBytes)
            {
                problem = $"The file is larger than {PdfCheck.MostBytes / (1024 * 1024)} MB. Make it smaller, then choose it again.";
                return;
            }

            var bytes = new byte[e.File.Size];
            await using (var stream = e.File.OpenReadStream(PdfCheck.MostBytes, leaving.Token))
                await stream.ReadExactlyAsync(bytes, leaving.Token);
            await OnAttach.InvokeAsync(new ChosenTranslation(NoticeLanguages.All[chosen].Tag, bytes));
            language = null;
        }
        catch (IOException)
        {
            problem = "The file did not arrive whole. Choose it again.";
        }
        finally
        {
            working = false;
            taken++;
        }
    }
}

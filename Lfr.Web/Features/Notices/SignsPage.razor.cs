using Lfr.Inference.Faces;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Notices.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Lfr.Web.Features.Notices;

/// <summary>The signs on the street, for a phone in one hand: where each stands, and a photograph that shows it (R15).</summary>
public sealed partial class SignsPage
{
    private SignSheet? sheet;
    private bool loaded;
    private string where = "";
    private Guid fresh;
    private Guid? working;
    private int taken;
    private Outcome? outcome;
    private string? done;
    private string? refusalTitle;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReadSigns Read { get; set; } = null!;

    [Inject]
    private PlaceSign Place { get; set; } = null!;

    [Inject]
    private RemoveSign Remove { get; set; } = null!;

    [Inject]
    private PhotographSign Photograph { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    private string Line => sheet!.Window is { } window ? ForceTime.SpanWithWeekday(window.Start, window.End) : "The plan has no date yet.";

    private int Up => sheet!.Signs.Count(IsUp);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind == ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        if (fresh == Guid.Empty)
            fresh = NewId();
        sheet = await Read.RunAsync(await Actors.GetAsync(Leaving), Id, Leaving);
        loaded = true;
    }

    private bool IsUp(StreetSign sign) => sheet!.Window is { } window && sign.UpSince(window) is not null;

    private static string Who(StreetSign sign) => sign.Last is not { } last ? ""
        : $"{last.By.Name}, {ForceTime.DateAndTime(last.By.At)}{(sign.Photographs.Count > 1 ? $", {Words.Count(sign.Photographs.Count, "photograph", "photographs")}" : "")}";

    private async Task PlaceAsync()
    {
        await DoAsync("The sign was not listed", "Listed. Photograph it on the day.", a => Place.RunAsync(a, Id, fresh, where, Leaving));
        if (outcome is { Succeeded: true })
            (where, fresh) = ("", NewId());
    }

    private Task RemoveAsync(StreetSign sign) => DoAsync("The sign stays on the list", $"Taken off the list: {sign.Where}", a => Remove.RunAsync(a, Id, sign.Id, Leaving));

    private async Task TakeAsync(StreetSign sign, InputFileChangeEventArgs e)
    {
        if (working is not null)
            return;
        working = sign.Id;
        try
        {
            if (e.File.Size > Picture.MaximumBytes)
            {
                (refusalTitle, outcome) = ("The photograph was not kept", Outcome.Incomplete($"It has {e.File.Size / 1024.0 / 1024.0:0.#} MB; at most {Picture.MaximumBytes / 1024 / 1024} MB are taken.", "Take it with a lower resolution."));
                return;
            }

            var bytes = new byte[e.File.Size];
            await using (var stream = e.File.OpenReadStream(Picture.MaximumBytes, Leaving))
                await stream.ReadExactlyAsync(bytes, Leaving);
            var (id, seen) = (NewId(), sign.Last?.Id);
            await DoAsync("The photograph was not kept", $"Kept: {sign.Where} is up.", a => Photograph.RunAsync(a, Id, sign.Id, id, bytes, seen, Leaving));
            Array.Clear(bytes);
        }
        catch (IOException)
        {
            (refusalTitle, outcome) = ("The photograph was not kept", Outcome.Incomplete("It did not arrive whole.", "Take it again."));
        }
        finally
        {
            working = null;
            taken++;
        }
    }

    private async Task DoAsync(string refusal, string success, Func<Actor, Task<Outcome>> command)
    {
        (refusalTitle, done) = (refusal, success);
        outcome = await command(await Actors.GetAsync(Leaving));
        await ReadAfreshAsync();
    }

    private Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());
}

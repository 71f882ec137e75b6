using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Administration;

/// <summary>The register of cameras, from which plans choose.</summary>
public sealed partial class CamerasPage
{
    private CameraPage? read;
    private int page = 1;
    private string search = "";
    private CameraRow? editing;
    private Guid fresh;
    private string name = "";
    private CameraKind? kind;
    private string zone = "";
    private string view = "";
    private string address = "";
    private string password = "";
    private bool forgets;
    private Outcome? outcome;
    private string done = "";

    [Inject]
    private ListCameras List { get; set; } = null!;

    [Inject]
    private RegisterCamera Register { get; set; } = null!;

    [Inject]
    private ChangeCamera Change { get; set; } = null!;

    [Inject]
    private RetireCamera Retire { get; set; } = null!;

    [Inject]
    private TryRegisteredCamera Try { get; set; } = null!;

    [Inject]
    private SetCameraView SetView { get; set; } = null!;

    [Inject]
    private ForgetCameraViews ForgetViews { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IScrollManager Scroll { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind == ChangeKind.Camera;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        if (fresh == Guid.Empty)
            fresh = Guid.CreateVersion7(Time.GetUtcNow());
        var reader = await Current.GetAsync(Leaving);
        read = await List.RunAsync(reader, search, (page - 1) * ListCameras.Most, ListCameras.Most, Leaving) ?? new CameraPage([], 0);
        // The last of a page was taken out meanwhile.
        if (read is { Rows.Count: 0, Total: > 0 })
        {
            page = Pages;
            read = await List.RunAsync(reader, search, (page - 1) * ListCameras.Most, ListCameras.Most, Leaving) ?? read;
        }
    }

    private int Pages => ((read?.Total ?? 0) + ListCameras.Most - 1) / ListCameras.Most;

    private static string KindOf(CameraKind kind) => kind switch
    {
        CameraKind.Fixed => "Mast or wall",
        CameraKind.Van => "Van",
        _ => "Tripod or trailer",
    };

    private static string Tried(CameraRow row) => row.LastTry is not { } last ? "Never"
        : $"{ForceTime.DateAndTime(last.At)} by {last.By}. {last.Sentence}{(last.Worked ? "" : row.LastPictureAt is { } seen ? $" Last picture on {ForceTime.DateAndTime(seen)}." : " It never gave a picture.")}";

    // The address and the password are never kept in the tab.
    private bool IsSaved() => editing is { } row
        ? name == row.Details.Name && zone == row.Details.Zone && view == row.Details.View
        : name.Length + zone.Length + view.Length == 0;

    private Task SearchAsync(string words)
    {
        (search, page) = (words.Trim(), 1);
        return ReadAfreshAsync();
    }

    private Task TurnAsync(int to)
    {
        page = to;
        return ReadAfreshAsync();
    }

    // Below fifty rows nobody sees that the form has changed.
    private Task EditAsync(CameraRow row)
    {
        (editing, outcome) = (row, null);
        (name, kind, zone, view, address, password, forgets) = (row.Details.Name, row.Details.Kind, row.Details.Zone, row.Details.View, row.Address, "", false);
        return ShowFormAsync();
    }

    private Task ToTheFormAsync()
    {
        Clear();
        return ShowFormAsync();
    }

    private async Task ShowFormAsync() => await Scroll.ScrollIntoViewAsync("#camera-form", ScrollBehavior.Auto);

    private void Clear() => (editing, fresh, name, kind, zone, view, address, password, forgets) = (null, Guid.CreateVersion7(Time.GetUtcNow()), "", null, "", "", "", "", false);

    private async Task SaveAsync()
    {
        if (kind is not { } chosen)
        {
            outcome = Outcome.Incomplete("What the camera stands on is missing.", "Choose it.");
            return;
        }

        var written = new WrittenCamera(new CameraDetails(name, chosen, zone, view), address, password, forgets);
        var now = await Current.GetAsync(Leaving);
        outcome = editing is { } row ? await Change.RunAsync(now, row.Id, written, row.Revision, Leaving) : await Register.RunAsync(now, fresh, written, Leaving);
        done = editing is null ? $"{name.Trim()} is registered. Plans can choose it." : $"{name.Trim()} is changed. Plans that chose it follow from the next go-live on.";
        if (outcome.Succeeded)
            Clear();
        await ReadAfreshAsync();
    }

    private async Task TryAsync(CameraRow row)
    {
        (outcome, var tried) = await Try.RunAsync(await Current.GetAsync(Leaving), row.Id, Leaving);
        done = tried is null ? "" : $"{row.Details.Name}: {tried.Sentence}";
        await ReadAfreshAsync();
    }

    private async Task SetViewAsync(CameraRow row, DateTimeOffset seen)
    {
        outcome = await SetView.RunAsync(await Current.GetAsync(Leaving), row.Id, seen, Leaving);
        done = $"Planners see this view of {row.Details.Name} now.";
        await ReadAfreshAsync();
    }

    private async Task ForgetViewsAsync(CameraRow row)
    {
        outcome = await ForgetViews.RunAsync(await Current.GetAsync(Leaving), row.Id, Leaving);
        done = $"No picture of {row.Details.Name} is kept.";
        await ReadAfreshAsync();
    }

    private async Task RetireAsync(CameraRow row)
    {
        var question = new ReasonQuestion($"Take {row.Details.Name} out of the register?", "Take out", "For a camera that was moved, lost or replaced.", Grave: true, Consequences: ["No plan that chose it can go live until another camera is chosen.", "A run that is on goes on."]);
        if (await ReasonDialog.AskAsync(Dialogs, question) is not { } reason)
            return;
        outcome = await Retire.RunAsync(await Current.GetAsync(Leaving), row.Id, reason, Leaving);
        done = $"{row.Details.Name} is out of the register.";
        await ReadAfreshAsync();
    }
}

using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Deployments.Tiles;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>
/// Draws the map of a place with pointer, finger or keys, on a picture or on an empty sheet. Each step that leaves a whole map goes into the plan at once; half of one leaves the map that was there.
/// </summary>
public sealed partial class PlaceBoard : IAsyncDisposable
{
    /// <summary>Sizes of strokes, letters and points follow from this share of the width that is shown.</summary>
    private const double UnitShare = 1 / 160.0;

    private const double HighShare = 0.7;
    private const double WidthOfAnEmptySheet = 300;
    private const double Narrowest = 20;
    private const double Widest = 8000;

    /// <summary>An arrow key moves by this share of the width that is shown.</summary>
    private const double StepShare = 1 / 40.0;

    private static readonly int[] Bars = [5, 10, 20, 50, 100, 200, 500, 1000, 2000];

    private static readonly (string Name, double X, double Y)[] Ways = [("North", 0, 1), ("East", 1, 0), ("South", 0, -1), ("West", -1, 0)];

    private MapDrawing drawing = null!;
    private MapReading reading = null!;
    private PlaceMap? given;
    private PlanPictureView? shown;
    private ElementReference board;
    private IJSObjectReference? watching;
    private DotNetObjectReference<PlaceBoard>? self;
    private (double X, double Y) middle;
    private (double X, double Y) cross;
    private double width;
    private string said = "";

    /// <summary>The plan being typed.</summary>
    [Parameter]
    [EditorRequired]
    public PlanDraft Draft { get; set; } = null!;

    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public Guid DeploymentId { get; set; }

    /// <summary>The picture below the drawing; <see langword="null"/> for none.</summary>
    [Parameter]
    public PlanPictureView? Picture { get; set; }

    /// <summary>Middle of an empty sheet.</summary>
    [Parameter]
    [EditorRequired]
    public MapPoint Middle { get; set; } = null!;

    /// <summary>Tells that something changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private MapTiles Tiles { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private IReadOnlyList<LaidTile> Laid => Tiles.IsConfigured ? TileGrid.Cover(drawing.Frame, middle, width, High(width)) : [];

    private double Unit => width * UnitShare;

    private int Bar => Bars.Last(m => m == Bars[0] || m <= width / 4);

    private string View => $"{Number(middle.X - (width / 2))} {Number(-middle.Y - (High(width) / 2))} {Number(width)} {Number(High(width))}";

    private string InWords =>
        $"The zone has {Words.Count(drawing.Now.Zone.Count, "corner", "corners")}, the way round {Words.Count(drawing.Now.Route.Count, "point", "points")}; {Words.Count(drawing.Now.Sites.Count, "marked point", "marked points")}.";

    /// <summary>A point was dragged; how far is given in metres east and metres north.</summary>
    [JSInvokable]
    public Task Moved(string point, double x, double y)
    {
        if (Find(point) is not { } one)
            return SayAsync("That point is not there any more.");
        var (atX, atY) = drawing.Metres(one);
        return SayAsync(drawing.Move(one, atX + x, atY + y));
    }

    /// <summary>A point was pressed.</summary>
    [JSInvokable]
    public Task Chosen(string point)
    {
        Choose(Find(point));
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <summary>The ground was pressed.</summary>
    [JSInvokable]
    public Task Pressed(double x, double y) => SayAsync(drawing.Press(x, y));

    /// <summary>A key was pressed on the drawing.</summary>
    [JSInvokable]
    public Task Key(string key, bool shift)
    {
        var step = shift ? 1 : Math.Max(1, Math.Floor(width * StepShare));
        return key switch
        {
            "ArrowLeft" => StepAsync(-step, 0),
            "ArrowRight" => StepAsync(step, 0),
            "ArrowUp" => StepAsync(0, step),
            "ArrowDown" => StepAsync(0, -step),
            "Enter" or " " => SayAsync(drawing.Press(cross.X, cross.Y)),
            "Delete" or "Backspace" => SayAsync(drawing.Remove()),
            "Undo" => SayAsync(drawing.Undo()),
            "n" or "p" => NextAsync(key == "n" ? 1 : -1),
            "Escape" => LetGoAsync(),
            _ => Task.CompletedTask,
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (watching is not null)
            {
                await watching.InvokeVoidAsync("stop");
                await watching.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its listeners with it.
            watching = null;
        }

        self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // The plan comes back from each save; only another map begins another drawing.
        if (drawing is null || !IsSame(Draft.Map, given))
            Begin();
        else if (Picture != shown)
            Look();
        (given, shown) = (Draft.Map, Picture);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        var script = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["drawing.js"]);
        watching = await script.InvokeAsync<IJSObjectReference>("watch", board, self);
        await script.DisposeAsync();
    }

    private static string ToolName(DrawnKind kind) => kind switch
    {
        DrawnKind.Corner => "Zone",
        DrawnKind.RoutePoint => "Way round",
        DrawnKind.Sign => "Sign",
        _ => "Sensitive site",
    };

    private static bool IsSame(PlaceMap? a, PlaceMap? b) => ReferenceEquals(a, b) || (a is not null && b is not null && GeoJsonFile.Write(a) == GeoJsonFile.Write(b));

    private static string Id(DrawnPoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.Kind}-{point.Index}");

    private static double High(double wide) => wide * HighShare;

    private static double High(PlanPictureView picture) => picture.WidthMetres * (picture.Height / (double)picture.Width);

    private static (double X, double Y) At((double X, double Y) metres) => (metres.X, -metres.Y);

    private static string Number(double metres) => metres.ToString("0.##", CultureInfo.InvariantCulture);

    private void Begin()
    {
        drawing = new MapDrawing(Draft.Map, Middle);
        reading = drawing.Read();
        said = "";
        Look();
    }

    // All of the picture, otherwise all that is drawn, otherwise some streets of an empty sheet.
    private void Look()
    {
        (middle, width) = Picture is { } picture ? (drawing.Frame.Metres(picture.Middle), picture.WidthMetres * 1.05) : ((0, 0), WidthOfAnEmptySheet);
        var all = drawing.Points.Select(drawing.Metres).ToArray();
        if (Picture is null && all.Length > 0)
        {
            var (left, right, low, high) = (all.Min(p => p.X), all.Max(p => p.X), all.Min(p => p.Y), all.Max(p => p.Y));
            middle = ((left + right) / 2, (low + high) / 2);
            width = Math.Clamp(Math.Max(right - left, (high - low) / HighShare) * 1.4, Narrowest, Widest);
        }

        cross = middle;
    }

    private DrawnPoint? Find(string key) => drawing.Points.Where(p => Id(p) == key).Cast<DrawnPoint?>().FirstOrDefault();

    private void Take(DrawnKind tool) => drawing.Take(tool);

    private void Choose(DrawnPoint? point)
    {
        drawing.Choose(point);
        said = drawing.Chosen is { } chosen ? $"{drawing.Title(chosen)} chosen, {Place(chosen)}" : "Nothing is chosen.";
    }

    private void LetGo() => Choose(null);

    private Task LetGoAsync()
    {
        LetGo();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task NextAsync(int by)
    {
        drawing.ChooseNext(by);
        Choose(drawing.Chosen);
        if (drawing.Chosen is { } chosen)
            Follow(drawing.Metres(chosen));
        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task StepAsync(double x, double y)
    {
        if (drawing.Chosen is { } chosen)
        {
            var (atX, atY) = drawing.Metres(chosen);
            var moved = drawing.Move(chosen, atX + x, atY + y);
            Follow(drawing.Metres(chosen));
            return SayAsync(moved.TrimEnd('.') + ", " + Place(chosen));
        }

        Follow((cross.X + x, cross.Y + y));
        said = $"Cross {Way(cross)}";
        StateHasChanged();
        return Task.CompletedTask;
    }

    // The cross goes along with what a key moves, and what is shown goes along with the cross.
    private void Follow((double X, double Y) to)
    {
        cross = to;
        middle.X = Math.Clamp(middle.X, to.X - (width * 0.45), to.X + (width * 0.45));
        middle.Y = Math.Clamp(middle.Y, to.Y - (High(width) * 0.45), to.Y + (High(width) * 0.45));
    }

    private void Zoom(double by) => width = Math.Clamp(width * by, Narrowest, Widest);

    private void Pan(double x, double y) => middle = (middle.X + (x * width / 3), middle.Y + (y * High(width) / 3));

    private Task RenameAsync(string name)
    {
        drawing.Rename(name);
        return SayAsync(said);
    }

    private async Task SayAsync(string sentence)
    {
        said = sentence;
        reading = drawing.Read();
        if (reading.Map is { } map && !IsSame(map, Draft.Map))
        {
            Draft.Map = given = map;
            await Changed.InvokeAsync();
        }

        StateHasChanged();
    }

    private string Place(DrawnPoint point) => Way(drawing.Metres(point));

    private string Way((double X, double Y) at)
    {
        var (x, y) = (at.X - middle.X, at.Y - middle.Y);
        return $"{Words.Number(Math.Abs(x))} m {(x < 0 ? "west" : "east")} and {Words.Number(Math.Abs(y))} m {(y < 0 ? "south" : "north")} of the middle.";
    }

    private string Line(IEnumerable<MapPoint> points) => string.Join(' ', points.Select(p => At(drawing.Frame.Metres(p))).Select(p => $"{Number(p.X)},{Number(p.Y)}"));
}
